import { epochMs } from '@mingdan/shared/kernel/time';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOrderNumber, numberTail, orderNumber } from './order-number.ts';

const random = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 5, maxLength: 5 });

test('the day is the business day in Beijing', () => {
  expect(orderNumber(epochMs(Date.UTC(2026, 10, 21, 16, 0)), [0, 0, 0, 0, 0])).toMatch(/^MD26112200000/);
  expect(orderNumber(epochMs(Date.UTC(2026, 10, 21, 15, 59)), [0, 0, 0, 0, 0])).toMatch(/^MD26112100000/);
});

test('a changed character is found, save for the one pair that is equal modulo 31', () => {
  fc.assert(
    fc.property(random, fc.integer({ min: 2, max: 12 }), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXY'), (numbers, at, other) => {
      const number = orderNumber(epochMs(Date.UTC(2026, 10, 22)), numbers);
      expect(isOrderNumber(number)).toBe(true);
      const wrong = number.slice(0, at) + other + number.slice(at + 1);
      if (wrong === number || number[at] === 'Z') return;
      expect(isOrderNumber(wrong)).toBe(false);
    }),
  );
});

test.each([
  ['7k2q', '7K2Q'],
  [' W8M03 ', 'W8M03'],
  ['2468', '2468'],
  ['D261122QW8M03', 'D261122QW8M03'],
  ['QW8', undefined],
  ['MD261122QW8M03', undefined],
  ['13700002468', undefined],
  ['赵敏的父亲', undefined],
  ['QW8O', undefined],
])('the end of a number in %s is %s', (text, tail) => expect(numberTail(text)).toBe(tail));

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrderNumber, isUlid, orderNumber, ulid } from '../../src/kernel/ids.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('ulid', () => {
  it('sorts by time and carries all of its randomness', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), bytes(10), bytes(10), (a, b, first, second) => {
        const [one, two] = [ulid(a, first), ulid(b, second)];
        expect(isUlid(one)).toBe(true);
        if (a !== b) expect(one < two).toBe(a < b);
        else expect(one === two).toBe(first.every((byte, index) => byte === second[index]));
      }),
      { numRuns: 1000 },
    );
    expect(ulid(0, new Uint8Array(10))).toBe('0'.repeat(26));
    expect(ulid(2 ** 48 - 1, new Uint8Array(10).fill(255))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
    expect(() => ulid(-1, new Uint8Array(10))).toThrow(RangeError);
    expect(() => ulid(0, new Uint8Array(9))).toThrow(RangeError);
  });
});

describe('order numbers', () => {
  it('catch every wrong character and every swap of neighbours', () => {
    fc.assert(
      fc.property(bytes(5), fc.nat(10), fc.nat(31), (random, place, other) => {
        const number = orderNumber('2026-11-22', random);
        expect(number).toMatch(/^MD261122[0-9A-HJKMNP-TV-Z]{6}$/);
        expect(isOrderNumber(number)).toBe(true);
        const at = 2 + place;
        const wrong = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[other]!;
        if (wrong !== number[at]) expect(isOrderNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toBe(false);
        if (number[at] !== number[at + 1]) {
          expect(isOrderNumber(number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2))).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
    expect(isOrderNumber('MD261122')).toBe(false);
    expect(() => orderNumber('2026-11-22', new Uint8Array(4))).toThrow(RangeError);
  });
});

import { expect, test } from 'vitest';
import { bookName, pinName } from './books.ts';

test.each([
  ['MAIN@2', '主价目表 · 第 2 版'],
  ['KA@11', 'KA · 第 11 版'],
  ['MAIN', 'MAIN'],
])('%s reads %s', (pin, words) => {
  expect(pinName(pin)).toBe(words);
});

test('a book of the company goes by its code', () => {
  expect([bookName('MAIN'), bookName('EV')]).toEqual(['主价目表', 'EV']);
});

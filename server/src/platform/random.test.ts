import { expect, test } from 'vitest';
import { freshBytes } from './random.ts';

test('no bytes are given out twice, and those given out stay what they are', () => {
  // more than two pages
  const given = Array.from({ length: 1_000 }, () => freshBytes(12));
  const seen = given.map((bytes) => bytes.toString('hex'));
  expect(new Set(seen).size).toBe(given.length);
  for (let further = 0; further < 1_000; further += 1) freshBytes(10);
  expect(given.map((bytes) => bytes.toString('hex'))).toEqual(seen);
  expect(given.every(({ length }) => length === 12)).toBe(true);
});

import { expect, test } from 'vitest';
import { hashToken, idBetween, isId, newId, newToken } from './ids.ts';

test('ids made one after the other sort in that order, within a millisecond too', () => {
  const ids = Array.from({ length: 5_000 }, () => newId());
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every(isId)).toBe(true);
});

test('a clock that is set back does not set the order back', () => {
  const later = newId(Date.now() + 60_000);
  expect(newId(Date.now()) > later).toBe(true);
});

test.each([
  ['too short', '01J'],
  ['lower case', '01j0000000000000000000000a'],
  ['a letter outside the alphabet', '01J0000000000000000000000U'],
  ['a time beyond 48 bits', '81J00000000000000000000000'],
])('%s is no id', (_why, text) => {
  expect(isId(text)).toBe(false);
});

test('tokens are random and stored as their hash', () => {
  expect(newToken(16)).toHaveLength(22);
  expect(newToken()).not.toBe(newToken());
  expect(hashToken('a')).toBe(hashToken('a'));
  expect(hashToken('a')).not.toContain('a'.repeat(2));
});

test('an id between two others sorts between them, as often as there is room', () => {
  const [first, last] = [newId(1_700_000_000_000), newId(Date.now() + 120_000)];
  let low = first;
  for (let n = 0; n < 20; n += 1) {
    const middle = idBetween(low, last)!;
    expect(isId(middle)).toBe(true);
    expect(low < middle && middle < last).toBe(true);
    low = middle;
  }
  const next = idBetween(last, null)!;
  expect(isId(next) && next > last).toBe(true);
  // counted upwards by one process: nothing lies between
  expect(idBetween(last, next)).toBeNull();
});

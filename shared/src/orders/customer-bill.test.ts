import { expect, test } from 'vitest';
import { unitPrice } from './customer-bill.ts';

test.each([
  [9_000, '2', 4_500],
  [31_500, '3.5', 9_000],
  [25_740, '1', 25_740],
  [12, '0.25', 48],
  [31_500, '3.50', 9_000],
])('a line of %i fen for %s: %i each', (charge, quantity, each) => expect(unitPrice(charge, quantity)).toBe(each));

test.each([
  [10_000, '3', 'does not come out even'],
  [-2_000, '1', 'is a reduction'],
  [0, '1', 'is free'],
  [5_000, '', 'has no quantity'],
  [5_000, '0', 'is of nothing'],
])('%i fen for “%s” has no price of one: it %s', (charge, quantity) => expect(unitPrice(charge, quantity)).toBeNull());

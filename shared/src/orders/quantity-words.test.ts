import { expect, test } from 'vitest';
import { extraWords, quantityWords } from './quantity-words.ts';

test.each([
  ['3.5', [{ quantity: '3.5', each: 9_000 }], '¥90.00 × 3.5 米'],
  [
    '4',
    [
      { quantity: '3', each: 9_500 },
      { quantity: '1', each: 11_000 },
    ],
    '¥95.00 × 3 米 + ¥110.00 × 1 米',
  ],
  ['4', [], '4 米'],
  ['', [], ''],
])('%s 米 in %j: %s', (quantity, parts, words) => expect(quantityWords({ quantity, unit: '米', parts })).toBe(words));

test('a line that an older build kept has no parts', () => expect(quantityWords({ quantity: '2', unit: '台' })).toBe('2 台'));

test.each([
  ['2', 19_000, '¥95.00 × 2 米'],
  ['1.5', 15_000, '¥100.00 × 1.5 米'],
  // over two steps of a ladder no price for one comes out even
  ['3', 29_501, '3 米'],
  ['2', null, '2 米'],
  ['2', 0, '2 米'],
] as const)('%s 米 more for %s fen: %s', (quantity, charge, words) => expect(extraWords({ quantity, unit: '米', charge })).toBe(words));

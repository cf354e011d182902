import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen, formatYuan, MAX_FEN, parseYuan, plainYuan } from '../../src/kernel/money.ts';

const amounts = fc.integer({ min: -MAX_FEN, max: MAX_FEN });

describe('yuan in text', () => {
  it('M01: what was printed is read back, in both forms', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseYuan(plainYuan(fen(amount)))).toBe(amount === 0 ? 0 : amount);
        expect(parseYuan(formatYuan(fen(amount)))).toBe(amount === 0 ? 0 : amount);
      }),
      { numRuns: 1000, examples: [[MAX_FEN], [-MAX_FEN], [0], [-1], [99], [100], [100_000]] },
    );
  });

  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [-5, '-¥0.05'],
    [123_450, '¥1,234.50'],
    [100_000_000, '¥1,000,000.00'],
  ])('%d fen are shown as %s', (amount, text) => expect(formatYuan(fen(amount))).toBe(text));

  it.each([
    ['1', 100],
    ['1.5', 150],
    ['-3.07', -307],
    ['0', 0],
    ['¥1,234.50', 123_450],
  ])('%s is read', (text, amount) => expect(parseYuan(text)).toBe(amount));

  const refused = [
    '1e3',
    '１２',
    '1,234',
    '-0',
    '-0.00',
    'NaN',
    '',
    ' ',
    '1 ',
    ' 1',
    '1.234',
    '+1',
    '.5',
    '5.',
    '01',
    '1\n',
    '--1',
    'Infinity',
    '0x10',
    '¥1234.50',
    '¥1,23.00',
    '¥ 1.00',
    '100000000000.01',
  ];
  it.each(refused)('M01: %j is refused', (text) => expect(parseYuan(text)).toBeNull());
});

describe('fen', () => {
  it('is a whole, safe number', () => {
    expect(Object.is(fen(-0), 0)).toBe(true);
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) expect(() => fen(wrong)).toThrow(RangeError);
  });
});

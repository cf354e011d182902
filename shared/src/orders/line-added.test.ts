import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileBook } from '../pricing/compile-book.ts';
import { type Adjustment, isQuoteError, type PriceBook } from '../pricing/types.ts';
import { additionNames, additionWords, lineAdditions } from './line-added.ts';

const BASE = 25_740;

/** The only line of an order of one item with these rules. */
function priced(quantity: string, ...adjustments: readonly Adjustment[]) {
  const book: PriceBook = {
    code: 'ADDED',
    version: 1,
    timeZone: 'Asia/Shanghai',
    tiers: [{ code: 'A', name: 'A' }],
    defaultTier: 'A',
    items: [{ code: 'FIT', name: '安装', kind: 'labour', unit: '台', prices: { '*': { charge: BASE, settle: 1_000, cost: 0 } } }],
    adjustments,
    splits: [{ code: 'ALL', rate: '1' }],
  };
  const { quote, explanation } = compileBook(book).explain({
    id: 'O1',
    at: '2026-11-23T10:00:00+08:00',
    region: '110105',
    attributes: {},
    lines: [{ item: 'FIT', quantity }],
  });
  if (isQuoteError(quote) || !explanation) throw new Error(JSON.stringify(quote));
  const names = new Map(adjustments.map(({ code, name }) => [code, name]));
  const nameOf = (code: string) => names.get(code)!;
  const [{ charge }] = [quote.lines[0]!];
  return {
    charge,
    added: lineAdditions(explanation, 0, 'charge', charge, nameOf),
    takenBack: lineAdditions(explanation, 0, 'charge', 0, nameOf),
  };
}

const rule = (code: string, op: Adjustment['op'], more: Partial<Adjustment> = {}): Adjustment => ({
  code,
  name: `规则${code}`,
  phase: 10,
  sides: ['charge'],
  op,
  ...more,
});

describe('what rules put onto a price', () => {
  test('a price of its own has none', () => expect(priced('2').added).toEqual([]));

  test('a surcharge for each unit, a coefficient, a reduction', () => {
    const { charge, added } = priced(
      '2',
      rule('HIGH', { addPerUnit: 10_000 }),
      rule('FAR', { multiply: '1.1' }),
      rule('OFF', { addPerLine: -500 }),
    );
    expect(added).toEqual([
      { name: '规则HIGH', amount: 20_000 },
      { name: '规则FAR', amount: 7_148 },
      { name: '规则OFF', amount: -500 },
    ]);
    expect(charge).toBe(78_128);
    expect(additionWords(added)).toBe('含 规则HIGH ¥200.00 · 含 规则FAR ¥71.48 · 已减 规则OFF ¥5.00');
    expect(additionNames(added)).toBe('含 规则HIGH、规则FAR · 已减 规则OFF');
    expect(additionNames([])).toBe('');
  });

  test.each([
    ['a limit that the amount keeps to', rule('MAX', { clamp: { max: 10_000_000 } })],
    ['a coefficient of one', rule('ONE', { multiply: '1' })],
    ['what the installer alone is paid', rule('PAY', { addPerUnit: 900 }, { sides: ['settle'] })],
  ])('nothing for %s', (_name, one) => expect(priced('1', one).added).toEqual([]));

  test('nothing of a bill that was taken back', () => expect(priced('1', rule('HIGH', { addPerUnit: 10_000 })).takenBack).toEqual([]));

  test('whatever the rules are, base price and additions make the amount', () => {
    const op = fc.oneof(
      fc.integer({ min: 1, max: 30_000 }).map((rate) => ({ multiply: String(rate / 10_000) })),
      fc.integer({ min: -5_000, max: 30_000 }).map((amount) => ({ addPerUnit: amount })),
      fc.integer({ min: -5_000, max: 30_000 }).map((amount) => ({ addPerLine: amount })),
      fc.integer({ min: 0, max: 90_000 }).map((min) => ({ clamp: { min } })),
    );
    fc.assert(
      fc.property(fc.array(op, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (ops, units) => {
        const { charge, added } = priced(String(units), ...ops.map((one, index) => rule(`R${index}`, one)));
        expect(added.reduce((sum, { amount }) => sum + amount, BASE * units)).toBe(charge);
        expect(added.every(({ amount }) => amount !== 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

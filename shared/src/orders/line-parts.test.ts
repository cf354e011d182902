import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileBook } from '../pricing/compile-book.ts';
import { type Adjustment, isQuoteError, type PriceBook } from '../pricing/types.ts';
import { lineParts } from './line-parts.ts';

const BOOK: PriceBook = {
  code: 'PARTS',
  version: 1,
  timeZone: 'Asia/Shanghai',
  tiers: [{ code: 'A', name: 'A' }],
  defaultTier: 'A',
  items: [
    {
      code: 'PIPE',
      name: '铜管',
      kind: 'part',
      unit: '米',
      prices: { '*': { charge: 10_000, settle: 1_000, cost: 0 } },
      ladder: {
        sides: ['charge'],
        mode: 'graduated',
        steps: [
          { from: '0', rate: '0.95' },
          { from: '3', rate: '1.1' },
        ],
      },
    },
    { code: 'FIT', name: '安装', kind: 'labour', unit: '台', prices: { '*': { charge: 25_740, settle: 1_000, cost: 0 } } },
  ],
  splits: [{ code: 'ALL', rate: '1' }],
};
const partsOf = (item: string, quantity: string, ...adjustments: Adjustment[]) => {
  const { quote, explanation } = compileBook({ ...BOOK, adjustments }).explain({
    id: 'O1',
    at: '2026-11-23T10:00:00+08:00',
    region: '110105',
    cooperation: 'direct',
    customerLevel: 'STD',
    package: null,
    channel: 'sidebar',
    urgency: 'normal',
    distanceKm: null,
    attributes: {},
    lines: [{ item, quantity }],
    crew: [{ installer: 'zhang', weight: 1 }],
  });
  if (isQuoteError(quote) || !explanation) throw new Error(JSON.stringify(quote));
  const { charge } = quote.lines[0]!;
  return { charge, parts: lineParts(explanation, 0, charge), takenBack: lineParts(explanation, 0, 0) };
};
const rule = (op: Adjustment['op']): Adjustment => ({ code: 'R', name: 'R', phase: 10, sides: ['charge'], op });

describe('what a line costs in parts of one price each', () => {
  test('one price', () => expect(partsOf('FIT', '2').parts).toEqual([{ quantity: '2', each: 25_740 }]));

  test('a ladder that is climbed: each of its prices for what it holds, never their average', () => {
    expect(partsOf('PIPE', '4')).toMatchObject({
      charge: 39_500,
      parts: [
        { quantity: '3', each: 9_500 },
        { quantity: '1', each: 11_000 },
      ],
    });
    expect(partsOf('PIPE', '2.5').parts).toEqual([{ quantity: '2.5', each: 9_500 }]);
  });

  test('what goes for each unit is in its price', () => {
    expect(partsOf('PIPE', '4', rule({ multiply: '1.2' })).parts.map(({ each }) => each)).toEqual([11_400, 13_200]);
    expect(partsOf('FIT', '3', rule({ addPerUnit: -740 })).parts).toEqual([{ quantity: '3', each: 25_000 }]);
  });

  test('what goes for the line as a whole has no price of one, save for a single one', () => {
    expect(partsOf('FIT', '2', rule({ addPerLine: 1_000 })).parts).toEqual([]);
    expect(partsOf('FIT', '1', rule({ addPerLine: 1_000 })).parts).toEqual([{ quantity: '1', each: 26_740 }]);
    expect(partsOf('FIT', '2', rule({ clamp: { min: 90_000 } })).parts).toEqual([]);
    expect(partsOf('FIT', '2', rule({ clamp: { min: 1 } })).parts).toEqual([{ quantity: '2', each: 25_740 }]);
  });

  test('a bill that was taken back costs nothing of what was explained', () => expect(partsOf('FIT', '2').takenBack).toEqual([]));

  test('a price that is no whole fen, what is free, and a line that is not there', () => {
    expect(partsOf('FIT', '2', rule({ multiply: '0.33333' })).parts).toEqual([]);
    expect(partsOf('FIT', '2', rule({ multiply: '0' })).parts).toEqual([]);
    expect(lineParts({ lines: [] }, 0, 100)).toEqual([]);
  });

  test('for any quantity and rule: the parts are the quantity and the charge, or there are none', () => {
    const op = fc.oneof(
      fc.constantFrom('0.9', '1', '1.25', '1.337').map((multiply) => ({ multiply })),
      fc.integer({ min: -3_000, max: 3_000 }).map((addPerUnit) => ({ addPerUnit })),
      fc.integer({ min: -3_000, max: 3_000 }).map((addPerLine) => ({ addPerLine })),
    );
    fc.assert(
      fc.property(fc.constantFrom('PIPE', 'FIT'), fc.integer({ min: 1, max: 20_000 }), op, (item, milli, each) => {
        const { charge, parts } = partsOf(item, String(milli / 1000), rule(each));
        if (parts.length === 0) return;
        const milliOf = ({ quantity }: { quantity: string }) => Math.round(Number(quantity) * 1000);
        expect(parts.reduce((sum, part) => sum + milliOf(part), 0)).toBe(milli);
        expect(parts.reduce((sum, part) => sum + milliOf(part) * part.each, 0)).toBe(charge * 1000);
      }),
    );
  });
});

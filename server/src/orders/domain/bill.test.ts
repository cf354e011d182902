import type { Explanation, PriceBook, Quote, QuoteLine } from '@mingdan/shared/pricing/types';
import { describe, expect, test } from 'vitest';
import { billHash, itemNames, visibleLines, visibleTotals } from './bill.ts';

const line = (over: Partial<QuoteLine>): QuoteLine => ({
  item: 'FIT',
  kind: 'labour',
  quantity: '1',
  charge: 20000,
  settle: 15000,
  cost: 0,
  earn: 10500,
  adjustments: [],
  split: 'L70',
  crew: { zhang: 7000, li: 3500 },
  ...over,
});
const PIPE = line({
  item: 'PIPE',
  kind: 'part',
  quantity: '4.5',
  charge: 44250,
  settle: 5400,
  cost: 25200,
  earn: 4320,
  crew: { zhang: 2880, li: 1440 },
});
const FEE = line({ item: 'DAY', kind: 'fee', charge: 0, settle: 1000, earn: 1000, crew: { zhang: 1000 } });

const quote = (lines: readonly QuoteLine[]): Quote => {
  const sum = (side: 'charge' | 'settle' | 'cost' | 'earn') => lines.reduce((total, each) => total + each[side], 0);
  const [charge, settle, cost, earn] = [sum('charge'), sum('settle'), sum('cost'), sum('earn')];
  return {
    id: 'MD1',
    book: 'MAIN@1',
    tier: 'T1',
    tierRule: null,
    lines,
    totals: { charge, settle, cost, earn, outlet: settle - earn, profit: charge - settle - cost, installers: { zhang: 10880, li: 4940 } },
  };
};

/** Two metres and a half of the pipe at one price, the rest at another. */
const EXPLAINED = {
  tier: [],
  splits: [],
  lines: [
    {
      line: 0,
      side: 'charge',
      steps: [
        {
          step: 'base',
          tier: 'T1',
          price: '10000',
          quantity: '4.5',
          ladder: {
            mode: 'graduated',
            bands: [
              { from: '0', rate: '1', quantity: '2.5' },
              { from: '2.5', rate: '0.9625', quantity: '2' },
            ],
          },
          after: '44250',
        },
        { step: 'round', before: '44250', after: '44250' },
      ],
    },
  ],
} as const satisfies Explanation;
const priced = (lines: readonly QuoteLine[], explanation: Explanation = { tier: [], splits: [], lines: [] }) => ({
  quote: quote(lines),
  explanation,
});

const BOOK = {
  items: [
    { code: 'FIT', name: '安装', unit: '台' },
    { code: 'PIPE', name: '铜管', unit: '米' },
  ],
  fees: [
    { code: 'DAY', name: '当天补贴', per: 'order' },
    { code: 'KM', name: '远途', per: 'km' },
  ],
} as unknown as PriceBook;

describe('what the customer signs', () => {
  test('is the same whoever lists the lines, and says nothing of pay or cost', () => {
    const hash = billHash(quote([line({}), PIPE]));
    expect(hash).toMatch(/^bill-1\.[0-9a-f]{64}$/);
    expect(billHash(quote([PIPE, line({})]))).toBe(hash);
    expect(billHash(quote([line({ settle: 1, earn: 0, cost: 9, crew: {} }), PIPE]))).toBe(hash);
  });

  test.each<[string, () => Quote]>([
    ['another quantity', () => quote([line({ quantity: '2' }), PIPE])],
    ['another amount', () => quote([line({ charge: 20001 }), PIPE])],
    ['a line more', () => quote([line({}), PIPE, FEE])],
    ['a line less', () => quote([line({})])],
    ['another order', () => ({ ...quote([line({}), PIPE]), id: 'MD2' })],
    ['another book', () => ({ ...quote([line({}), PIPE]), book: 'MAIN@2' })],
  ])('changes with %s', (_, other) => {
    expect(billHash(other())).not.toBe(billHash(quote([line({}), PIPE])));
  });
});

describe('names', () => {
  test('of items and fees as they stand in the book; what it lacks is shown by its code', () => {
    const nameOf = itemNames(BOOK);
    expect(nameOf('PIPE')).toEqual({ name: '铜管', unit: '米' });
    expect(nameOf('DAY')).toEqual({ name: '当天补贴', unit: '次' });
    expect(nameOf('KM')).toEqual({ name: '远途', unit: '公里' });
    expect(nameOf('GONE')).toEqual({ name: 'GONE', unit: '' });
  });
});

describe('what a reader sees', () => {
  test('the customer: charges, and no fee that costs nothing', () => {
    expect(visibleLines(priced([line({}), FEE]), BOOK, new Set(['charge']), null)).toEqual([
      {
        item: 'FIT',
        name: '安装',
        unit: '台',
        kind: 'labour',
        quantity: '1',
        charge: 20000,
        parts: [],
        added: [],
        settle: null,
        cost: null,
        earn: null,
      },
    ]);
  });

  test('the parts of a charge, for whoever may see the charge', () => {
    const partsFor = (...money: ('charge' | 'earn')[]) => visibleLines(priced([PIPE], EXPLAINED), BOOK, new Set(money), null)[0]?.parts;
    expect(partsFor('charge')).toEqual([
      { quantity: '2.5', each: 10000 },
      { quantity: '2', each: 9625 },
    ]);
    expect(partsFor('earn')).toEqual([]);
  });

  test('what rules added to a charge, by the names of the book that priced it', () => {
    const explained: Explanation = {
      tier: [],
      splits: [],
      lines: [
        {
          line: 0,
          side: 'charge',
          steps: [
            { step: 'base', tier: 'A', price: '15000', quantity: '1', after: '15000' },
            { step: 'adjust', code: 'HIGH', op: { addPerUnit: 5000 }, before: '15000', after: '20000' },
          ],
        },
      ],
    };
    const book: PriceBook = {
      ...BOOK,
      adjustments: [{ code: 'HIGH', name: '高空作业', phase: 1, sides: ['charge'], op: { addPerUnit: 5000 } }],
    };
    const addedFor = (money: 'charge' | 'earn') => visibleLines(priced([line({})], explained), book, new Set([money]), null)[0]?.added;
    expect(addedFor('charge')).toEqual([{ name: '高空作业', amount: 5000 }]);
    expect(addedFor('earn')).toEqual([]);
  });

  test('an installer: the own share of each line; the company: the whole crew', () => {
    const money = new Set(['settle', 'earn'] as const);
    expect(visibleLines(priced([PIPE, FEE]), BOOK, money, 'li').map(({ earn }) => earn)).toEqual([1440, 0]);
    expect(visibleLines(priced([PIPE, FEE]), BOOK, money, null).map(({ earn }) => earn)).toEqual([4320, 1000]);
    expect(visibleTotals(quote([PIPE, FEE]), money, 'li')).toMatchObject({ charge: null, earn: 4940, cost: null, profit: null });
    expect(visibleTotals(quote([PIPE, FEE]), money, 'somebody else')).toMatchObject({ earn: 0 });
  });

  test('nothing allowed: nothing shown', () => {
    expect(visibleTotals(quote([line({})]), new Set(), null)).toEqual({ charge: null, settle: null, earn: null, cost: null, profit: null });
    expect(visibleLines(priced([FEE]), BOOK, new Set(), null)).toEqual([]);
  });
});

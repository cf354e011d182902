import type { OrderLine, Quote } from '@mingdan/shared/pricing/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreedPart, consentHash, extraLines, payDifference, plusLines, pricedExtras, restLines, sameLines } from './agreement.ts';

const line = (item: string, quantity: string): OrderLine => ({ item, quantity });
/** Thousandths of an item, by a reference that knows nothing of lines. */
const milli = (lines: readonly OrderLine[], item: string) =>
  lines.filter((one) => one.item === item).reduce((sum, one) => sum + Math.round(Number(one.quantity) * 1000), 0);
const ITEMS = ['HOLE', 'PIPE', 'BRACKET'] as const;
const anyLines = fc.array(
  fc.record({ item: fc.constantFrom(...ITEMS), quantity: fc.integer({ min: 0, max: 50_000 }).map((n) => String(n / 1000)) }),
  { maxLength: 8 },
);

describe('what was agreed and what goes beyond', () => {
  test('a hole more and a metre and a half of pipe', () => {
    const agreed = [line('INSTALL', '1'), line('PIPE', '3')];
    const done = [line('INSTALL', '1'), line('HOLE', '1'), line('PIPE', '4.5')];
    expect(extraLines(done, agreed)).toEqual([line('HOLE', '1'), line('PIPE', '1.5')]);
    expect(agreedPart(done, agreed)).toEqual([line('INSTALL', '1'), line('PIPE', '3')]);
    expect(restLines(agreed, [line('INSTALL', '1'), line('PIPE', '0.125')])).toEqual([line('PIPE', '2.875')]);
  });

  test('one item on two lines counts as one', () => {
    expect(agreedPart([line('PIPE', '2'), line('PIPE', '2')], [line('PIPE', '3')])).toEqual([line('PIPE', '2'), line('PIPE', '1')]);
    expect(sameLines([line('PIPE', '2'), line('PIPE', '1')], [line('PIPE', '3.000')])).toBe(true);
  });

  test('agreed part and extra lines are together what was done; neither is more than it may be', () => {
    fc.assert(
      fc.property(anyLines, anyLines, (done, agreed) => {
        const part = agreedPart(done, agreed);
        const extra = extraLines(done, agreed);
        for (const item of ITEMS) {
          expect(milli(part, item) + milli(extra, item)).toBe(milli(done, item));
          expect(milli(part, item)).toBe(Math.min(milli(done, item), milli(agreed, item)));
          expect(milli(restLines(agreed, part), item)).toBe(milli(agreed, item) - milli(part, item));
        }
        // once the customer agrees, nothing goes beyond any more
        expect(extraLines(done, plusLines(agreed, extra))).toEqual([]);
        expect(sameLines(plusLines(part, extra), done)).toBe(true);
      }),
    );
  });

  test('done in parts, visit after visit: the parts are together the whole agreement, and nothing is done twice', () => {
    fc.assert(
      fc.property(anyLines, fc.array(anyLines, { maxLength: 4 }), (agreed, visits) => {
        let open: readonly OrderLine[] = agreed;
        const settled: OrderLine[] = [];
        for (const done of visits) {
          const part = agreedPart(done, open);
          settled.push(...part);
          open = restLines(open, part);
        }
        for (const item of ITEMS) expect(milli(settled, item) + milli(open, item)).toBe(milli(agreed, item));
      }),
    );
  });
});

const quote = (charges: Readonly<Record<string, number>>, installers: Record<string, number> = {}): Quote =>
  ({
    lines: Object.entries(charges).map(([item, charge]) => ({ item, charge })),
    totals: { installers },
  }) as unknown as Quote;

describe('what the customer is asked', () => {
  test('each line costs what it adds to the bill', () => {
    const extra = [line('HOLE', '1'), line('PIPE', '1.5')];
    const priced = pricedExtras(extra, quote({ INSTALL: 20000, HOLE: 8000, PIPE: 40000 }), quote({ INSTALL: 20000, PIPE: 27000 }));
    expect(priced.map(({ charge }) => charge)).toEqual([8000, 13000]);
    expect(pricedExtras(extra, quote({ HOLE: 8000, PIPE: 13500 }), null).map(({ charge }) => charge)).toEqual([8000, 13500]);
  });

  test('the fingerprint is of order, visit, book, lines, amounts and total; the order of lines does not matter', () => {
    const lines = [
      { item: 'HOLE', quantity: '1', charge: 8000 },
      { item: 'PIPE', quantity: '1.5', charge: 13000 },
    ];
    const ask = { orderId: 'o', visitId: 'v', book: 'MAIN@1', lines, total: 85490 };
    const hash = consentHash(ask);
    expect(hash).toMatch(/^consent-1\.[0-9a-f]{64}$/);
    expect(consentHash({ ...ask, lines: [...lines].reverse() })).toBe(hash);
    const others = [
      { ...ask, orderId: 'p' },
      { ...ask, visitId: 'w' },
      { ...ask, book: 'MAIN@2' },
      { ...ask, total: 85491 },
      { ...ask, lines: [lines[0]!, { ...lines[1]!, charge: 13001 }] },
      { ...ask, lines: [lines[0]!, { ...lines[1]!, quantity: '1.6' }] },
    ];
    expect(new Set([hash, ...others.map(consentHash)]).size).toBe(others.length + 1);
  });

  test('a later bill pays each installer the difference: all together it is the later bill', () => {
    const pays = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(10 ** 6));
    fc.assert(
      fc.property(pays, pays, (later, earlier) => {
        const more = payDifference(quote({}, later), quote({}, earlier));
        for (const who of ['a', 'b', 'c']) expect((earlier[who] ?? 0) + (more[who] ?? 0)).toBe(later[who] ?? 0);
        expect(Object.values(more)).not.toContain(0);
      }),
    );
  });
});

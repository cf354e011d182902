import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookErrors } from '../../src/pricing/check-book.ts';
import { compileBook } from '../../src/pricing/compile-book.ts';
import { shareByWeight } from '../../src/pricing/share-by-weight.ts';
import { isQuoteError, type OrderFacts, type PriceBook, type Quote, SIDES } from '../../src/pricing/types.ts';
import { goldenCases, orderOfLine } from '../golden-cases.ts';
import { book, order, quantity } from './arbitraries.ts';
import { applied, compare, exact, referenceQuote, rounded, shares, times, whole } from './reference.ts';

const RUNS = { numRuns: 1000 };
const price = (given: PriceBook, facts: OrderFacts) => compileBook(given).quote(facts);

/** A book with one labour item `A` at ¥100.00 on every side and nothing else. */
const plain: PriceBook = {
  code: 'P',
  version: 1,
  tiers: [{ code: 'T', name: 'T' }],
  defaultTier: 'T',
  items: [{ code: 'A', name: 'A', kind: 'labour', unit: '台', prices: { '*': { charge: 10_000, settle: 10_000, cost: 10_000 } } }],
};
const plainOrder = (amount: string): OrderFacts => ({
  id: 'o',
  at: '2026-06-01T10:00:00+08:00',
  region: '110105',
  lines: [{ item: 'A', quantity: amount }],
});

describe('against an independent reference', () => {
  it('M04 M10: any order on any book has exactly the price that the rules give, or the error they name', () => {
    const seen = { quotes: 0, adjustments: 0, fees: 0, errors: new Set<string>() };
    fc.assert(
      fc.property(book, fc.array(order, { minLength: 1, maxLength: 4 }), (given, orders) => {
        expect(bookErrors(given)).toEqual([]);
        const compiled = compileBook(given);
        for (const facts of orders) {
          const quote = compiled.quote(facts);
          expect(quote).toEqual(referenceQuote(given, facts));
          if (isQuoteError(quote)) seen.errors.add(quote.error.code);
          else {
            seen.quotes += 1;
            seen.adjustments += quote.lines.reduce((sum, line) => sum + line.adjustments.length, 0);
            seen.fees += quote.lines.filter(({ item }) => item.startsWith('FEE')).length;
          }
        }
      }),
      RUNS,
    );
    // the random books must not all be dull
    expect(seen.quotes).toBeGreaterThan(300);
    expect(seen.adjustments).toBeGreaterThan(300);
    expect(seen.fees).toBeGreaterThan(50);
    expect([...seen.errors].sort()).toEqual(['AMOUNT_OUT_OF_RANGE', 'BOOK_NOT_VALID', 'ITEM_UNKNOWN', 'PRICE_MISSING', 'TIER_MISSING']);
  });

  it('M15: the explanation, evaluated step by step with the reference, gives every amount', () => {
    fc.assert(
      fc.property(book, order, (given, facts) => {
        const { quote, explanation } = compileBook(given).explain(facts);
        if (isQuoteError(quote)) return;
        expect(explanation!.lines.length).toBe(quote.lines.length * SIDES.length);
        for (const { line, side, steps } of explanation!.lines) {
          const amount = exact(quote.lines[line]!.quantity);
          let value = whole(0);
          for (const step of steps) {
            if (step.step === 'base' || step.step === 'fee') {
              value = times(exact(step.price), amount);
              if (step.step === 'base' && step.ladder) {
                const bands = step.ladder.bands.map((band) => times(times(exact(step.price), exact(band.rate)), exact(band.quantity)));
                value = bands.reduce((a, b) => ({
                  n: a.n * 10n ** BigInt(b.scale) + b.n * 10n ** BigInt(a.scale),
                  scale: a.scale + b.scale,
                }));
              }
            } else if (step.step === 'adjust') value = applied(value, step.op, amount);
            else if (step.step === 'round') value = { n: rounded(value), scale: 0 };
            if (step.step !== 'lost') expect(compare(exact(step.after), value)).toBe(0);
          }
          expect(value).toEqual({ n: BigInt(quote.lines[line]![side]), scale: 0 });
        }
        for (const { line, pool, shares: parts } of explanation!.splits) {
          expect(pool).toBe(String(quote.lines[line]!.earn));
          expect(Object.values(parts).reduce((sum, part) => sum + BigInt(part), 0n)).toBe(
            Object.keys(parts).length === 0 ? 0n : BigInt(pool),
          );
        }
      }),
      RUNS,
    );
  });
});

describe('sums and shares', () => {
  it('M02 M06: lines add up to the totals, in range, and derived figures are safe', () => {
    fc.assert(
      fc.property(book, order, (given, facts) => {
        const quote = price(given, facts);
        if (isQuoteError(quote)) return;
        const { totals, lines } = quote;
        for (const side of [...SIDES, 'earn'] as const) expect(lines.reduce((sum, line) => sum + line[side], 0)).toBe(totals[side]);
        for (const side of SIDES)
          for (const figure of [totals[side], ...lines.map((line) => line[side])]) expect(Math.abs(figure)).toBeLessThanOrEqual(1e13);
        expect(totals.outlet).toBe(totals.settle - totals.earn);
        expect(totals.profit).toBe(totals.charge - totals.settle - totals.cost);
        for (const figure of [totals.outlet, totals.profit, totals.earn]) expect(Number.isSafeInteger(figure)).toBe(true);
        const crew = Object.values(totals.installers).reduce((sum, share) => sum + share, 0);
        expect(crew).toBe(Object.keys(totals.installers).length === 0 ? 0 : totals.earn);
      }),
      RUNS,
    );
  });

  const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 30 });
  const share = (total: number, parts: readonly number[]): number[] => {
    const into: number[] = [];
    shareByWeight(total, parts, parts.length, into);
    return into.slice(0, parts.length);
  };

  it('M03: shares sum to the total, lie within one fen of the exact part, and equal the reference', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000_000 }), weights, (total, parts) => {
        const got = share(total, parts);
        expect(got.reduce((a, b) => a + b, 0)).toBe(total);
        expect(got.map(BigInt)).toEqual(
          shares(
            BigInt(total),
            parts.map((weight) => ({ installer: '', weight })),
          ),
        );
        const sum = BigInt(parts.reduce((a, b) => a + b, 0));
        got.forEach((part, index) => {
          const off = BigInt(part) * sum - BigInt(total) * BigInt(parts[index]!);
          expect(off < sum && off > -sum).toBe(true);
        });
      }),
      RUNS,
    );
  });

  it('M03: equal remainders go to whoever is listed first, so a permutation that keeps their order permutes the shares', () => {
    expect(share(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(share(11, [1, 1, 1])).toEqual([4, 4, 3]);
    expect(share(1, [1, 1])).toEqual([1, 0]);
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 8 }), (total, parts) => {
        const sum = parts.reduce((a, b) => a + b, 0);
        const remainders = parts.map((weight) => (total * weight) % sum);
        fc.pre(new Set(remainders).size === remainders.length);
        expect(share(total, [...parts].reverse())).toEqual(share(total, parts).reverse());
      }),
      RUNS,
    );
  });

  it('M03: a crew of ten thousand with the greatest weights is shared exactly', () => {
    const parts = Array.from({ length: 10_000 }, (_, index) => 1_000_000 - (index % 7));
    const got = share(9_999_999_999_999, parts);
    expect(got.map(BigInt)).toEqual(
      shares(
        9_999_999_999_999n,
        parts.map((weight) => ({ installer: '', weight })),
      ),
    );
  });
});

describe('rules in a book', () => {
  it('M11: a book answers from validFrom on and no longer at validTo', () => {
    const bounded = { ...plain, validFrom: '2026-06-01T10:00:00+08:00', validTo: '2026-06-01T10:00:01+08:00' };
    const at = (instant: string) => isQuoteError(price(bounded, { ...plainOrder('1'), at: instant }));
    expect(at('2026-06-01T09:59:59.999+08:00')).toBe(true);
    expect(at('2026-06-01T10:00:00+08:00')).toBe(false);
    expect(at('2026-06-01T02:00:00.999Z')).toBe(false);
    expect(at('2026-06-01T10:00:01+08:00')).toBe(true);
  });

  it('M12: the order in which rules are stored does not matter while equals keep theirs', () => {
    fc.assert(
      fc.property(book, order, fc.infiniteStream(fc.nat(1_000_000)), (given, facts, random) => {
        // every rule gets a priority and every adjustment a phase of its own: nothing is equal any more
        const distinct: PriceBook = {
          ...given,
          tierRules: given.tierRules!.map((rule, index) => ({ ...rule, priority: index })),
          splits: given.splits!.map((rule, index) => ({ ...rule, priority: index })),
          adjustments: given.adjustments!.map((rule, index) => ({ ...rule, priority: index, phase: index })),
        };
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, key: random.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ value }) => value);
        const mixed: PriceBook = {
          ...distinct,
          items: shuffled(distinct.items),
          tierRules: shuffled(distinct.tierRules!),
          splits: shuffled(distinct.splits!),
          adjustments: shuffled(distinct.adjustments!),
        };
        expect(price(mixed, facts)).toEqual(price(distinct, facts));
      }),
      { numRuns: 300 },
    );
  });

  it('M13: a graduated ladder is continuous and never falls; a whole one changes exactly at its steps', () => {
    const withLadder = (mode: 'whole' | 'graduated'): PriceBook => ({
      ...plain,
      items: [
        {
          ...plain.items[0]!,
          ladder: {
            mode,
            steps: [
              { from: '0', rate: '1' },
              { from: '2.5', rate: '0.9' },
              { from: '7', rate: '0.123456' },
            ],
          },
        },
      ],
    });
    const charge = (mode: 'whole' | 'graduated', milli: number) =>
      (price(withLadder(mode), plainOrder((milli / 1000).toString())) as Quote).totals.charge;
    // at the step, one thousandth before and one after
    expect([2499, 2500, 2501].map((milli) => charge('whole', milli))).toEqual([24_990, 22_500, 22_509]);
    expect([2499, 2500, 2501].map((milli) => charge('graduated', milli))).toEqual([24_990, 25_000, 25_009]);
    expect([6999, 7000, 7001].map((milli) => charge('graduated', milli))).toEqual([65_491, 65_500, 65_501]);
    fc.assert(
      fc.property(fc.nat(20_000), (milli) => {
        const here = charge('graduated', milli);
        const next = charge('graduated', milli + 1);
        expect(next).toBeGreaterThanOrEqual(here);
        expect(next - here).toBeLessThanOrEqual(11);
      }),
      RUNS,
    );
  });

  it('M14: pricing on a pinned version gives the same bytes again, whatever was priced in between', () => {
    for (const { book: given, orders } of goldenCases()) {
      const pinned = compileBook(given);
      const first = orders.map((line) => JSON.stringify(pinned.quote(orderOfLine(line))));
      compileBook({ ...given, version: given.version + 1, items: [] }).quote(orderOfLine(orders[0]!));
      const again = orders.map((_, index) => JSON.stringify(pinned.quote(orderOfLine(orders[orders.length - 1 - index]!))));
      expect(again.reverse()).toEqual(first);
    }
  });
});

describe('M16: what must not change a price, or only so far', () => {
  it('permuting the lines permutes the quote', () => {
    fc.assert(
      fc.property(book, order, (given, facts) => {
        const quote = price(given, facts);
        const turned = price(given, { ...facts, lines: [...facts.lines].reverse() });
        if (isQuoteError(quote)) {
          expect(isQuoteError(turned)).toBe(true);
          return;
        }
        const own = facts.lines.length;
        expect(turned).toEqual({ ...quote, lines: [...quote.lines.slice(0, own).reverse(), ...quote.lines.slice(own)] });
      }),
      { numRuns: 300 },
    );
  });

  const linear = book.map(
    (given): PriceBook => ({
      ...given,
      validFrom: null,
      validTo: null,
      defaultTier: 'T1',
      items: given.items.map(({ ladder: _, ...item }) => ({ ...item, prices: { '*': { charge: 1234, settle: 777, cost: 50 } } })),
      adjustments: given.adjustments!.filter(({ op }) => 'multiply' in op || ('addPerUnit' in op && Math.abs(op.addPerUnit) < 100_000)),
      fees: [],
    }),
  );
  const small = fc.tuple(order, fc.nat(50_000), fc.nat(50_000)).map(([facts, first, second]) => ({
    facts: { ...facts, lines: facts.lines.map(({ item }) => ({ item: item === 'NOPE' ? 'A' : item, quantity: '1' })) },
    first: (first / 1000).toString(),
    second: (second / 1000).toString(),
    both: ((first + second) / 1000).toString(),
  }));

  it('a split quantity or a zero line moves a total by at most one fen', () => {
    fc.assert(
      fc.property(linear, small, (given, { facts, first, second, both }) => {
        const { item } = facts.lines[0]!;
        const one = price(given, { ...facts, lines: [{ item, quantity: both }] });
        const two = price(given, {
          ...facts,
          lines: [
            { item, quantity: first },
            { item, quantity: second },
          ],
        });
        const zero = price(given, {
          ...facts,
          lines: [
            { item, quantity: both },
            { item, quantity: '0' },
          ],
        });
        if (isQuoteError(one) || isQuoteError(two) || isQuoteError(zero)) return;
        for (const side of SIDES) {
          expect(Math.abs(two.totals[side] - one.totals[side])).toBeLessThanOrEqual(1);
          expect(zero.totals[side]).toBe(one.totals[side]);
        }
      }),
      RUNS,
    );
  });

  it('raising a multiply rate lowers no side while amounts are not negative', () => {
    fc.assert(
      fc.property(linear, small, fc.nat(100), (given, { facts }, which) => {
        const positive = given.adjustments!.filter(({ op }) => !('addPerUnit' in op) || op.addPerUnit >= 0);
        const multipliers = positive.filter(({ op }) => 'multiply' in op && Number(op.multiply) < 900);
        fc.pre(multipliers.length > 0);
        const raised = multipliers[which % multipliers.length]!;
        const rate = (raised.op as { multiply: string }).multiply;
        const higher = positive.map((rule) => (rule === raised ? { ...rule, op: { multiply: (Number(rate) + 1).toFixed(6) } } : rule));
        const before = price({ ...given, adjustments: positive }, facts);
        const after = price({ ...given, adjustments: higher }, facts);
        if (isQuoteError(before) || isQuoteError(after)) return;
        for (const side of SIDES) expect(after.totals[side]).toBeGreaterThanOrEqual(before.totals[side]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('M05: reversal', () => {
  it('negated prices give exactly the negated amounts', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), quantity, (fen, amount) => {
        const priced = (value: number) =>
          price({ ...plain, items: [{ ...plain.items[0]!, prices: { '*': { charge: value, settle: 0, cost: 0 } } }] }, plainOrder(amount));
        const one = priced(fen);
        const other = priced(fen === 0 ? 0 : -fen);
        if (isQuoteError(one) || isQuoteError(other)) {
          expect(isQuoteError(one) && isQuoteError(other)).toBe(true);
          return;
        }
        expect(other.totals.charge + one.totals.charge).toBe(0);
      }),
      RUNS,
    );
  });
});

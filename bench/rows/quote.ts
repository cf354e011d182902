import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { bookErrors } from '../../shared/src/pricing/check-book.ts';
import { compileBook } from '../../shared/src/pricing/compile-book.ts';
import type { OrderFacts, Quote } from '../../shared/src/pricing/types.ts';
import { type BenchRow, medianOf, perSecond } from '../harness.ts';
import { makeBook, makeOrders } from '../yardsticks/pricing-world.ts';
import { createLogicFinder, createRulesEngineFinder } from '../yardsticks/rule-finders.ts';
import { learn, straightLine } from '../yardsticks/straight-line.ts';

const ORDERS = 100_000;
const ADJUSTMENTS = 300;
/** Lines for which the general rule engines find their rules: they take so long that few must do. */
const FOUND_LINES = 300;

const versionOf = (name: string): string => (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;

export const row: BenchRow = {
  name: 'quote',
  work: '100,000 mixed orders of 5 lines and a crew of 2, on a book of 1,000 items × 9 tiers × 300 adjustments of which 3–5 apply to a line',
  unit: 'orders/s',
  rounds: 7,
  async prepare({ seed, note }) {
    const book = makeBook(seed, ADJUSTMENTS);
    assert.deepEqual(bookErrors(book), []);
    const compiled = compileBook(book);
    const orders = makeOrders(seed, ORDERS);
    const quotes = orders.map((order) => compiled.quote(order) as Quote);
    const known = learn(book, orders, quotes);
    let lines = 0;
    let applied = 0;
    quotes.forEach((quote, index) => {
      // a wrong fast answer is no answer: the yardstick computes every quote by itself
      assert.deepEqual(straightLine(compiled.name, known[index]!), quote);
      for (const line of quote.lines) {
        if (line.kind === 'fee') continue;
        assert.ok(line.adjustments.length >= 3 && line.adjustments.length <= 5, `${quote.id}: ${line.adjustments.length} adjustments`);
        lines += 1;
        applied += line.adjustments.length;
      }
    });
    note(`quote: ${ORDERS} quotes equal to the straight line`);

    const sum = quotes.reduce((total, quote) => total + quote.totals.charge, 0);
    const finders = [createLogicFinder(book, orders), createRulesEngineFinder(book, orders)];
    for (const finder of finders) await finder.check(quotes, FOUND_LINES / 3);
    return {
      contestants: [
        {
          name: 'engine',
          role: 'product',
          measure: () =>
            perSecond(ORDERS, () =>
              assert.equal(
                charged(orders, (order) => compiled.quote(order) as Quote),
                sum,
              ),
            ),
        },
        {
          name: 'straight line',
          role: 'yardstick',
          measure: () =>
            perSecond(ORDERS, () =>
              assert.equal(
                charged(known, (order) => straightLine(compiled.name, order)),
                sum,
              ),
            ),
        },
        ...finders.map((finder) => ({
          name: `${finder.name}, rules of one line only`,
          role: 'information' as const,
          measure: () => perSecond(FOUND_LINES / 5, () => finder.find(FOUND_LINES)),
        })),
      ],
      goals: [
        {
          text: '≤ 2× the time of the straight line',
          unit: '×',
          evaluate(medians) {
            const value = medianOf(medians, 'straight line') / medianOf(medians, 'engine');
            return { value, reached: value <= 2 };
          },
        },
        {
          text: '≥ 60,000 orders/s in one process',
          unit: 'orders/s',
          evaluate(medians) {
            const value = medianOf(medians, 'engine');
            return { value, reached: value >= 60_000 };
          },
        },
      ],
      facts: {
        orders: ORDERS,
        adjustments: ADJUSTMENTS,
        adjustmentsPerLine: applied / lines,
        'json-rules-engine': versionOf('json-rules-engine'),
        'json-logic-js': versionOf('json-logic-js'),
      },
    };
  },
};

function charged<T extends OrderFacts | object>(orders: readonly T[], quote: (order: T) => Quote): number {
  let total = 0;
  for (const order of orders) total += quote(order).totals.charge;
  return total;
}

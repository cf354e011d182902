import assert from 'node:assert/strict';
import { type CompiledBook, compileBook } from '../../shared/src/pricing/compile-book.ts';
import type { OrderFacts, PriceBook, Quote } from '../../shared/src/pricing/types.ts';
import { type BenchRow, medianOf, milliseconds, perSecond } from '../harness.ts';
import { makeBook, makeOrders } from '../yardsticks/pricing-world.ts';

const SIZES = [100, 1_000, 10_000, 100_000] as const;
const LARGEST = 100_000;
const ORDERS = 20_000;
const nameOf = (size: number): string => `${size.toLocaleString('en-US')} adjustments`;

export const row: BenchRow = {
  name: 'quote-growth',
  work: `${ORDERS.toLocaleString('en-US')} orders with 100 to 100,000 adjustments, the same few of which apply; the others miss narrowly`,
  unit: 'orders/s',
  rounds: 7,
  async prepare({ seed, note }) {
    const orders = makeOrders(seed, ORDERS);
    const books: { size: number; book: PriceBook; compiled: CompiledBook }[] = [];
    const compileTimes: number[] = [];
    for (const size of SIZES) {
      const book = makeBook(seed, size);
      let compiled = compileBook(book);
      if (size === LARGEST) {
        for (let turn = 0; turn < 3; turn++) {
          compileTimes.push(
            await milliseconds(() => {
              compiled = compileBook(book);
            }),
          );
        }
      }
      books.push({ size, book, compiled });
    }
    const compileSeconds = compileTimes.sort((a, b) => a - b)[1]! / 1000;
    const expected = orders.map((order) => books[0]!.compiled.quote(order));
    for (const { size, compiled } of books) {
      // the near-misses must change nothing at all
      orders.forEach((order, index) => {
        assert.deepEqual(compiled.quote(order), expected[index]);
      });
      note(`quote-growth: same ${ORDERS} quotes with ${size} adjustments`);
    }
    return {
      contestants: books.map(({ size, compiled }) => ({
        name: nameOf(size),
        role: size === SIZES[0] ? ('yardstick' as const) : ('product' as const),
        measure: () => perSecond(ORDERS, () => priceAll(compiled, orders)),
      })),
      goals: [
        {
          text: '≤ 1.5× the time from 100 to 100,000 adjustments',
          unit: '×',
          evaluate(medians) {
            const value = medianOf(medians, nameOf(SIZES[0])) / medianOf(medians, nameOf(LARGEST));
            return { value, reached: value <= 1.5 };
          },
        },
        {
          text: '100,000 adjustments compiled in ≤ 5 s',
          unit: 's',
          evaluate: () => ({ value: compileSeconds, reached: compileSeconds <= 5 }),
        },
      ],
      facts: { orders: ORDERS, compileSeconds },
    };
  },
};

function priceAll(book: CompiledBook, orders: readonly OrderFacts[]): void {
  let priced = 0;
  for (const order of orders) if ((book.quote(order) as Quote).totals.charge !== 0) priced += 1;
  assert.ok(priced > 0);
}

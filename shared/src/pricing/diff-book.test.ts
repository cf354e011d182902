import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileBook } from './compile-book.ts';
import { applyBookDiff, diffBooks, isLargeChange, isSameBook, priceChanges } from './diff-book.ts';
import { normalBook } from './normal-book.ts';
import type { OrderFacts, PriceBook } from './types.ts';

const NAMES = ['00', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', 'edge', 'real'];
const BOOKS = NAMES.map(
  (name) => JSON.parse(readFileSync(new URL(`../../test/golden/pricing/book-${name}.json`, import.meta.url), 'utf8')) as PriceBook,
);
test('from any golden book to any other: the difference leads exactly there', () => {
  for (const from of BOOKS)
    for (const to of BOOKS) {
      const diff = diffBooks(from, to);
      expect(applyBookDiff(from, diff)).toEqual(normalBook(to));
      expect(isSameBook(diff)).toBe(from === to);
    }
});

const book = (prices: PriceBook['items'][number]['prices'], more: Partial<PriceBook> = {}): PriceBook => ({
  code: 'B',
  version: 1,
  tiers: [{ code: 'T1', name: '一档' }],
  items: [{ code: 'A', name: '安装', kind: 'labour', unit: '台', prices }],
  ...more,
});

test('prices that came or went first, then the largest change in percent, then in money', () => {
  const before = book({ T1: { charge: 10_000, settle: 8_000 }, '*': { charge: 20_000, settle: 100, cost: 0 } });
  const after = book({ T1: { charge: 11_000, settle: 4_000, cost: 500 }, '*': { charge: 22_000, settle: 100, cost: 300 } });
  expect(
    priceChanges(diffBooks(before, after)).map(({ tier, side, before: was, after: is, percent }) => [tier, side, was, is, percent]),
  ).toEqual([
    ['T1', 'cost', null, 500, null],
    ['*', 'cost', 0, 300, null],
    ['T1', 'settle', 8_000, 4_000, -50],
    ['*', 'charge', 20_000, 22_000, 10],
    ['T1', 'charge', 10_000, 11_000, 10],
  ]);
});

test('a change of the window is a change; the version alone is none', () => {
  const plain = book({});
  expect(isSameBook(diffBooks(plain, { ...plain, version: 2, validTo: null, fees: [] }))).toBe(true);
  const diff = diffBooks(plain, { ...plain, version: 2, validTo: '2027-01-01T00:00:00+08:00' });
  expect(diff.facts).toEqual([{ fact: 'validTo', before: null, after: '2027-01-01T00:00:00+08:00' }]);
});

test('books in their normal form price every golden order as they did', () => {
  BOOKS.forEach((book, index) => {
    const name = NAMES[index]!;
    const orders = readFileSync(new URL(`../../test/golden/pricing/orders-${name}.ndjson`, import.meta.url), 'utf8')
      .trim()
      .split('\n');
    const [plain, normal] = [compileBook(book), compileBook(normalBook(book))];
    for (const line of orders) {
      let facts: OrderFacts;
      try {
        facts = JSON.parse(line) as OrderFacts;
      } catch {
        // a golden line that is no JSON says nothing about books
        continue;
      }
      expect(normal.quote(facts)).toEqual(plain.quote(facts));
    }
  });
});

test.each([
  [100, 150, false],
  [100, 151, true],
  [100, 49, true],
  [100, -5, true],
  [0, 1, true],
  [null, 100, false],
  [100, null, false],
])('from %j to %j is a large change: %j', (before, after, expected) => {
  const book = (charge: number | null) =>
    ({
      code: 'B',
      version: 1,
      tiers: [{ code: 'T1', name: 'T1' }],
      items: [{ code: 'A', name: 'A', kind: 'labour', unit: '台', prices: { T1: { charge } } }],
    }) as never;
  expect(priceChanges(diffBooks(book(before), book(after))).map(isLargeChange)).toEqual([expected]);
});

import type { PriceBook } from '@mingdan/shared/pricing/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyPercent,
  areaOf,
  cellText,
  copyText,
  fill,
  gridColumns,
  paste,
  percentChanges,
  readTsv,
  typedInto,
} from './price-grid-model.ts';

const BOOK: PriceBook = {
  code: 'B',
  version: 1,
  tiers: [
    { code: 'T1', name: '一档' },
    { code: 'T2', name: '二档' },
  ],
  items: [
    { code: 'A', name: '安装', kind: 'labour', unit: '台', prices: { T1: { charge: 10_000, settle: 8_000 }, '*': { charge: 9_999 } } },
    { code: 'P', name: '铜管', kind: 'part', unit: '米', prices: {} },
    { code: 'F', name: '支架', kind: 'part', unit: '副', prices: { T2: { charge: 5_050 } } },
  ],
};
const COLUMNS = gridColumns(BOOK);
const ROWS = [0, 1, 2];

test('a price is typed, taken away, refused; the other sides of the cell stay', () => {
  const [item] = BOOK.items;
  expect(typedInto(item!, { kind: 'price', tier: 'T1' }, 'charge', '¥1,234.50')?.prices['T1']).toEqual({ charge: 123_450, settle: 8_000 });
  expect(typedInto(item!, { kind: 'price', tier: 'T1' }, 'charge', ' ')?.prices['T1']).toEqual({ settle: 8_000 });
  expect(typedInto(item!, { kind: 'price', tier: '*' }, 'charge', '')?.prices).toEqual({ T1: { charge: 10_000, settle: 8_000 } });
  expect(typedInto(item!, { kind: 'price', tier: 'T1' }, 'charge', '面议')).toBeNull();
  expect(typedInto(item!, { kind: 'name' }, 'charge', '')).toBeNull();
});

test('cells of a spreadsheet go in from a cell on; what is no price is told, the rest goes in', () => {
  const area = areaOf({ row: 0, column: 3 }, { row: 0, column: 3 });
  const { book, changed, refused } = paste(BOOK, ROWS, COLUMNS, 'charge', area, '110\t120\t130\n？\t"1,300.00"\n\t7\n8\t9');
  expect([changed, refused]).toEqual([4, ['？']]);
  expect(book.items.map((item) => [item.prices['T1']?.charge, item.prices['T2']?.charge])).toEqual([
    [11_000, 12_000],
    [undefined, 130_000],
    [undefined, 700],
  ]);
});

test('rows that are filtered out are not touched', () => {
  const shown = [2, 0];
  const area = areaOf({ row: 1, column: 3 }, { row: 0, column: 3 });
  const { book } = fill(BOOK, shown, COLUMNS, 'charge', area, '1');
  expect(book.items.map((item) => item.prices['T1']?.charge)).toEqual([100, undefined, 100]);
});

test('what is copied and pasted back changes nothing', () => {
  const area = areaOf({ row: 0, column: 0 }, { row: 2, column: 4 });
  const text = copyText(BOOK, ROWS, COLUMNS, 'charge', area);
  expect(paste(BOOK, ROWS, COLUMNS, 'charge', area, text)).toEqual({ book: BOOK, changed: 0, refused: [] });
  fc.assert(
    fc.property(
      fc.array(
        fc.array(
          fc.string({ maxLength: 6 }).filter((each) => !each.includes('\r')),
          { minLength: 2, maxLength: 4 },
        ),
        { minLength: 1, maxLength: 4 },
      ),
      (rows) => {
        const tsv = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join('\t')).join('\n');
        expect(readTsv(tsv)).toEqual(rows);
      },
    ),
  );
});

test('percent: rounded half away from zero to the step, empty cells left alone', () => {
  const area = areaOf({ row: 0, column: 2 }, { row: 2, column: 4 });
  const changes = percentChanges(BOOK, ROWS, COLUMNS, 'charge', area, 50, 1);
  expect(changes.map(({ tier, before, after }) => [tier, before, after])).toEqual([
    ['*', 9_999, 10_499],
    ['T1', 10_000, 10_500],
    ['T2', 5_050, 5_303],
  ]);
  expect(percentChanges(BOOK, ROWS, COLUMNS, 'charge', area, 50, 100).map(({ after }) => after)).toEqual([10_500, 10_500, 5_300]);
  expect(percentChanges(BOOK, ROWS, COLUMNS, 'charge', area, -1000, 1).map(({ after }) => after)).toEqual([0, 0, 0]);
  const next = applyPercent(BOOK, ROWS, 'charge', changes);
  expect(cellText(next.items[2]!, { kind: 'price', tier: 'T2' }, 'charge')).toBe('53.03');
  expect(next.items[0]!.prices['T1']!.settle).toBe(8_000);
});

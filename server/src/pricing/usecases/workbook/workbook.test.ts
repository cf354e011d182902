import { readFileSync } from 'node:fs';
import { checkBook } from '@mingdan/shared/pricing/check-book';
import { normalBook } from '@mingdan/shared/pricing/normal-book';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { book as anyBook } from '../../../../../shared/test/pricing/arbitraries.ts';
import { readWorkbook } from '../../../platform/imports/read-workbook.ts';
import { createFileReport } from '../../../platform/imports/table.ts';
import { type WrittenSheet, writeWorkbook } from '../../../platform/imports/write-workbook.ts';
import { readBook } from './read-book.ts';
import { writeBook } from './write-book.ts';

const golden = (name: string): PriceBook =>
  JSON.parse(readFileSync(new URL(`../../../../../shared/test/golden/pricing/book-${name}.json`, import.meta.url), 'utf8'));

function read(sheets: readonly WrittenSheet[]) {
  const report = createFileReport();
  const book = readBook(readWorkbook(writeWorkbook(sheets)), report);
  return { book: book && (JSON.parse(JSON.stringify(book)) as PriceBook), findings: report.findings };
}
const equalBook = (book: PriceBook) => {
  const { book: back, findings } = read(writeBook(book));
  expect(findings).toEqual([]);
  expect(normalBook(back!)).toEqual({ ...normalBook(book), version: 1 });
};

test.each(['00', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', 'edge', 'real'])(
  'golden book %s comes back equal',
  (name) => {
    equalBook(golden(name));
  },
);

test('any book comes back equal', () => {
  fc.assert(fc.property(anyBook, equalBook), { numRuns: 100 });
});

/** The real book with one cell of a sheet changed. */
function bent(sheet: string, row: number, title: string, value: string | number | null): readonly WrittenSheet[] {
  return writeBook(golden('real')).map((each) => {
    if (each.name !== sheet) return each;
    const column = each.rows[0]!.indexOf(title);
    expect(column).toBeGreaterThanOrEqual(0);
    return {
      ...each,
      rows: each.rows.map((cells, index) => (index === row - 1 ? cells.map((cell, at) => (at === column ? value : cell)) : cells)),
    };
  });
}
const titles = (sheet: string) => writeBook(golden('real')).find(({ name }) => name === sheet)!.rows[0]! as string[];

test('money as people type it is read; what is none is told with sheet, row and column, and the rest is read', () => {
  const title = titles('项目价格').find((each) => each.endsWith('客户价'))!;
  const tier = title.split('·')[0]!;
  const typed = read(bent('项目价格', 2, title, '¥1,234.50'));
  expect(typed.findings).toEqual([]);
  expect(typed.book!.items[0]!.prices[tier === '通用' ? '*' : tier]!.charge).toBe(123_450);

  const wrong = read(bent('项目价格', 3, title, '面议'));
  expect(wrong.findings).toMatchObject([{ severity: 'error', sheet: '项目价格', row: 3, column: 'E' }]);
  expect(wrong.book!.items).toHaveLength(golden('real').items.length);
});

test('a code twice, a percentage as text, a missing sheet, a wrong one', () => {
  const code = golden('real').items[0]!.code;
  const twice = read(bent('项目价格', 3, '编码', code));
  expect(twice.findings.map(({ row, message }) => [row, message])).toEqual([[3, `编码「${code}」在第 2 行已经有了，这一行没有读取`]]);

  const rated = golden('real').splits!.findIndex((split) => split.rate !== undefined);
  expect(read(bent('分成', rated + 2, '比例', '62.5%')).book!.splits![rated]!.rate).toBe('0.625');

  const foreign = read([
    {
      name: 'Sheet1',
      widths: [],
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    },
  ]);
  expect(foreign.book).toBeNull();
  expect(foreign.findings.map(({ severity }) => severity)).toEqual(['warning', 'error']);
});

test('a sheet of items alone makes a book that checks without errors', () => {
  const { book, findings } = read([
    {
      name: '项目价格',
      widths: [],
      rows: [
        ['编码', '名称', '通用·客户价', '通用·结算价', '通用·成本'],
        ['AC', '空调安装', 200, 150, 0],
      ],
    },
  ]);
  expect(findings).toEqual([]);
  expect(checkBook(book)).toEqual([]);
});

test('days as text and as Excel keeps them', () => {
  const head = (value: string | number) => read([...bent('价格本', 4, '值', value)]).book!.validFrom;
  expect([head('2026-07-01'), head('2026/7/1'), head('2026年7月1日'), head(46_204)]).toEqual(Array(4).fill('2026-07-01T00:00:00+08:00'));
});

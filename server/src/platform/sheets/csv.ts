import { fen, plainYuan } from '@mingdan/shared/kernel/money';
import type { Cell, SheetWriter } from './rows.ts';

/** What a spreadsheet program takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One cell of CSV. Text that a spreadsheet program would run as a formula gets an apostrophe in front, by which the program takes it as text; numbers,
 * which we wrote ourselves, do not.
 */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return plainYuan(fen(cell.fen));
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV as Excel opens it without asking: UTF-8 with a byte order mark, CRLF. */
export function csvWriter(): SheetWriter {
  return {
    type: 'text/csv; charset=utf-8',
    begin: () => Buffer.from('\uFEFF'),
    rows: (rows) => Buffer.from(rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')),
    end: () => Buffer.alloc(0),
  };
}

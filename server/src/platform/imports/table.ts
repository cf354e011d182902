import type { FileFinding } from '@mingdan/shared/contracts/common';
import { readRate, readYuan } from '@mingdan/shared/kernel/read-figures';
import { type Cell, columnName, type Row, type Sheet } from './cells.ts';

/** How many rows at the top are searched for the head: companies like to put a title above it. */
const HEAD_SEARCH = 10;
const MOST_FINDINGS = 500;

/** Collects what is wrong with a file, each with its place. After some hundreds the rest is only counted: nobody reads on. */
export interface FileReport {
  readonly findings: readonly FileFinding[];
  add(severity: FileFinding['severity'], message: string, place?: { sheet?: string; row?: number; column?: number | undefined }): void;
}

export function createFileReport(): FileReport {
  const findings: FileFinding[] = [];
  return {
    findings,
    add(severity, message, { sheet = '', row = 0, column } = {}) {
      if (findings.length === MOST_FINDINGS)
        findings.push({ severity: 'error', sheet: '', row: 0, column: '', message: '问题太多，后面的没有列出' });
      if (findings.length > MOST_FINDINGS) return;
      findings.push({ severity, sheet, row, column: column === undefined ? '' : columnName(column), message });
    },
  };
}

/** One row of a table, read by the titles of its columns. A value that cannot be read is reported and comes back as undefined, like an empty one. */
export interface TableRow {
  readonly row: number;
  has(title: string): boolean;
  /** Trimmed; a number is its print. */
  text(title: string): string | undefined;
  /** Like text, but reported when empty. */
  needed(title: string): string | undefined;
  /** Yuan, as a number or as people write it (`¥1,234.50`), in whole fen. */
  fen(title: string): number | undefined;
  /** A decimal of at most `digits` places after the point; `70%` is 0.7. As the shortest text. */
  decimal(title: string, digits: number): string | undefined;
  whole(title: string): number | undefined;
  /** One of a few words, by what people read. */
  choice<T extends string | number>(title: string, words: Readonly<Record<string, T>>): T | undefined;
  /** Several texts in one cell, apart by 、 ， , ； or a new line; `["a、b"]` where they hold such signs themselves. */
  list(title: string): readonly string[] | undefined;
  /** Reports something about this row. */
  complain(title: string, message: string, severity?: FileFinding['severity']): void;
}

export interface Table {
  readonly rows: readonly TableRow[];
  /** Titles of the head that are none of the expected ones: a format may have columns of its own. */
  readonly otherTitles: readonly string[];
}

/**
 * Reads a sheet as a table: the head is the first row that holds one of the needed titles. Missing and repeated titles, merged cells, formulas and
 * Excel's error values are reported.
 *
 * @returns null when the sheet has no head
 */
export function readTable(
  sheet: Sheet,
  expected: { readonly needed: readonly string[]; readonly optional: readonly string[]; readonly others?: (title: string) => boolean },
  report: FileReport,
): Table | null {
  const { needed, optional, others = () => false } = expected;
  const headRow = sheet.rows
    .slice(0, HEAD_SEARCH)
    .find((row) => Object.values(row.cells).some((cell) => needed.includes(cell.text.trim())));
  const say = (severity: FileFinding['severity'], message: string, row = 0, column?: number) =>
    report.add(severity, message, { sheet: sheet.name, row, column });
  if (!headRow) {
    say('error', `没有找到表头，应有一行写着：${needed.join('、')}`);
    return null;
  }
  const columns = new Map<string, number>();
  const otherTitles: string[] = [];
  for (const [key, cell] of Object.entries(headRow.cells)) {
    const column = Number(key);
    const title = cell.text.trim();
    if (columns.has(title)) {
      say('error', `表头「${title}」出现了两次`, headRow.row, column);
      continue;
    }
    const isOther = others(title);
    if (!needed.includes(title) && !optional.includes(title) && !isOther) {
      say('warning', `不认识的列「${title.slice(0, 40)}」，没有读取`, headRow.row, column);
      continue;
    }
    if (isOther) otherTitles.push(title);
    columns.set(title, column);
  }
  for (const title of needed) if (!columns.has(title)) say('error', `缺少列「${title}」`, headRow.row);
  for (const area of sheet.merged) {
    if (area.toRow > headRow.row && (area.fromRow !== area.toRow || area.fromColumn !== area.toColumn))
      say('error', '这里是合并的单元格，只有左上角有值；请取消合并，每格填上自己的值', area.fromRow, area.fromColumn);
  }
  const rows = sheet.rows.filter((row) => row.row > headRow.row && [...columns.values()].some((column) => row.cells[column] !== undefined));
  return { rows: rows.map((row) => tableRow(sheet.name, row, columns, report)), otherTitles };
}

function tableRow(sheet: string, row: Row, columns: ReadonlyMap<string, number>, report: FileReport): TableRow {
  const told = new Set<number>();
  const complain = (title: string, message: string, severity: FileFinding['severity'] = 'error') =>
    report.add(severity, message, { sheet, row: row.row, column: columns.get(title) });
  const cellOf = (title: string): Cell | undefined => {
    const column = columns.get(title);
    const cell = column === undefined ? undefined : row.cells[column];
    if (cell === undefined || column === undefined) return undefined;
    if (cell.kind === 'error') {
      if (!told.has(column)) complain(title, `这一格是 Excel 的错误值 ${cell.text}`);
      told.add(column);
      return undefined;
    }
    if (cell.formula && !told.has(column)) {
      complain(title, `这一格是公式，读到的是文件保存时的结果 ${cell.text.slice(0, 40)}`, 'warning');
      told.add(column);
    }
    return cell;
  };
  const text = (title: string): string | undefined => {
    const cell = cellOf(title);
    if (cell === undefined) return undefined;
    const plain = cell.kind === 'number' ? printed(cell.text) : cell.text.trim();
    return plain === '' ? undefined : plain;
  };
  const reading = <T>(title: string, read: (plain: string) => T | null, expected: string): T | undefined => {
    const plain = text(title);
    if (plain === undefined) return undefined;
    const value = read(plain);
    if (value !== null) return value;
    complain(title, `「${plain.slice(0, 40)}」${expected}`);
    return undefined;
  };
  return {
    row: row.row,
    has: (title) => columns.has(title),
    text,
    needed(title) {
      const plain = text(title);
      if (plain === undefined && columns.has(title)) complain(title, `「${title}」不能空着`);
      return plain;
    },
    fen: (title) => reading(title, readYuan, '不是金额；写作 1234.50 或 ¥1,234.50，最多两位小数'),
    decimal: (title, digits) => reading(title, (plain) => readRate(plain, digits), `不是数字，或小数超过 ${digits} 位`),
    whole: (title) => reading(title, (plain) => (/^-?\d{1,9}$/.test(plain) ? Number(plain) : null), '不是整数'),
    choice: (title, words) =>
      reading(title, (plain) => (Object.hasOwn(words, plain) ? words[plain]! : null), `只能是：${Object.keys(words).join('、')}`),
    list: (title) => reading(title, listOf, '不是一列文字'),
    complain,
  };
}

/** A number as people write it: the file may print 0.30000000000000004 or 1E-3. */
function printed(raw: string): string {
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw.trim();
  return plainNumber(Number(value.toPrecision(15)));
}

/** Without an exponent, for magnitudes that prices and quantities have. */
function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) < 1 ? value.toFixed(12).replace(/0+$/, '').replace(/\.$/, '') : value.toFixed(0);
}

function listOf(text: string): readonly string[] | null {
  if (text.startsWith('[')) {
    try {
      const value = JSON.parse(text) as unknown;
      if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    } catch {
      // no JSON after all: read as plain words below
    }
  }
  const words = text.split(/[、，,；;\n]+/).map((word) => word.trim());
  const kept = words.filter((word) => word !== '');
  return kept.length === 0 ? null : kept;
}

/** What {@link TableRow.list} reads back. */
export function listText(values: readonly string[]): string {
  const plain = values.every((value) => value !== '' && value === value.trim() && !/[、，,；;\n[]/.test(value));
  return plain ? values.join('、') : JSON.stringify(values);
}

import { readYuan } from '@mingdan/shared/kernel/read-figures';
import type { Item, PriceBook, Side } from '@mingdan/shared/pricing/types';
import { plainYuan } from '../../ui/form-fields.tsx';

/** A column of the grid: the item's words, or its price in a tier (`*` for all tiers). */
export type GridColumn = { readonly kind: 'name' } | { readonly kind: 'unit' } | { readonly kind: 'price'; readonly tier: string };

export function gridColumns(book: PriceBook): readonly GridColumn[] {
  return [
    { kind: 'name' },
    { kind: 'unit' },
    ...['*', ...book.tiers.map((tier) => tier.code)].map((tier) => ({ kind: 'price' as const, tier })),
  ];
}

/** A rectangle of cells by their places in the rows that are shown; ends are in it. */
export interface Area {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

export function areaOf(a: { row: number; column: number }, b: { row: number; column: number }): Area {
  return {
    fromRow: Math.min(a.row, b.row),
    toRow: Math.max(a.row, b.row),
    fromColumn: Math.min(a.column, b.column),
    toColumn: Math.max(a.column, b.column),
  };
}

/** What stands in a cell, as it is typed. */
export function cellText(item: Item, column: GridColumn, side: Side): string {
  if (column.kind === 'name') return item.name;
  if (column.kind === 'unit') return item.unit;
  const fen = item.prices[column.tier]?.[side];
  return fen == null ? '' : plainYuan(fen);
}

function withPrice(item: Item, tier: string, side: Side, fen: number | null): Item {
  const { [side]: _before, ...others } = item.prices[tier] ?? {};
  const cell = fen === null ? others : { ...others, [side]: fen };
  const { [tier]: _cell, ...prices } = item.prices;
  return { ...item, prices: Object.keys(cell).length === 0 ? prices : { ...item.prices, [tier]: cell } };
}

/** The item with a cell typed over; null when the text is no price, or leaves a name empty. */
export function typedInto(item: Item, column: GridColumn, side: Side, text: string): Item | null {
  const plain = text.trim();
  if (column.kind !== 'price') return plain === '' ? null : { ...item, [column.kind]: plain };
  const fen = plain === '' ? null : readYuan(plain);
  return plain !== '' && fen === null ? null : withPrice(item, column.tier, side, fen);
}

/** A change of many cells, and the texts that no cell could take. */
export interface GridChange {
  readonly book: PriceBook;
  readonly changed: number;
  readonly refused: readonly string[];
}

/** `rows`: indexes of the items that are shown, in their order. */
function changeCells(
  book: PriceBook,
  rows: readonly number[],
  cells: readonly { readonly row: number; readonly column: GridColumn; readonly text: string }[],
  side: Side,
): GridChange {
  const items = [...book.items];
  const refused: string[] = [];
  let changed = 0;
  for (const { row, column, text } of cells) {
    const index = rows[row];
    const item = index === undefined ? undefined : items[index];
    if (index === undefined || item === undefined || cellText(item, column, side) === text.trim()) continue;
    const next = typedInto(item, column, side, text);
    if (next === null) refused.push(text.trim());
    else {
      items[index] = next;
      changed += 1;
    }
  }
  return { book: changed === 0 ? book : { ...book, items }, changed, refused };
}

/** Cells of a spreadsheet as the clipboard gives them: rows by lines, columns by tabs, quotes around what holds either. */
export function readTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && sign === '\t') {
      row.push(cell);
      cell = '';
    } else if (!quoted && (sign === '\n' || sign === '\r')) {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** Puts a spreadsheet's cells in from a cell on; one value alone fills the whole area. */
export function paste(
  book: PriceBook,
  rows: readonly number[],
  columns: readonly GridColumn[],
  side: Side,
  area: Area,
  text: string,
): GridChange {
  const block = readTsv(text);
  const single = block.length === 1 && block[0]!.length === 1 ? block[0]![0]! : null;
  if (single !== null) return fill(book, rows, columns, side, area, single);
  const cells = block.flatMap((line, down) =>
    line.flatMap((value, right) => {
      const column = columns[area.fromColumn + right];
      return column === undefined ? [] : [{ row: area.fromRow + down, column, text: value }];
    }),
  );
  return changeCells(book, rows, cells, side);
}

/** One text in every cell of an area; empty takes prices away. */
export function fill(
  book: PriceBook,
  rows: readonly number[],
  columns: readonly GridColumn[],
  side: Side,
  area: Area,
  text: string,
): GridChange {
  return changeCells(
    book,
    rows,
    cellsOf(area, columns).map((cell) => ({ ...cell, text })),
    side,
  );
}

function cellsOf(area: Area, columns: readonly GridColumn[]): readonly { row: number; column: GridColumn }[] {
  const cells: { row: number; column: GridColumn }[] = [];
  for (let row = area.fromRow; row <= area.toRow; row++)
    for (const column of columns.slice(area.fromColumn, area.toColumn + 1)) cells.push({ row, column });
  return cells;
}

/** The area as a spreadsheet takes it. */
export function copyText(book: PriceBook, rows: readonly number[], columns: readonly GridColumn[], side: Side, area: Area): string {
  const lines: string[] = [];
  for (let row = area.fromRow; row <= area.toRow; row++) {
    const item = book.items[rows[row] ?? -1];
    if (item === undefined) continue;
    const cells = columns.slice(area.fromColumn, area.toColumn + 1).map((column) => cellText(item, column, side));
    lines.push(cells.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join('\t'));
  }
  return lines.join('\n');
}

/** One price under a percentage. */
export interface PercentChange {
  readonly row: number;
  readonly name: string;
  readonly tier: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Prices of an area changed by a percentage, rounded half away from zero to whole `step` fen.
 *
 * @param permille change in thousandths: 5 % is 50
 */
export function percentChanges(
  book: PriceBook,
  rows: readonly number[],
  columns: readonly GridColumn[],
  side: Side,
  area: Area,
  permille: number,
  step: number,
): readonly PercentChange[] {
  return cellsOf(area, columns).flatMap(({ row, column }) => {
    const item = book.items[rows[row] ?? -1];
    const before = column.kind === 'price' ? item?.prices[column.tier]?.[side] : undefined;
    if (item === undefined || before == null || column.kind !== 'price') return [];
    // fen of a book stay below 10^10 and permille below 10^5: the product is exact
    const exact = Math.abs(before) * (1000 + permille);
    const after = Math.sign(before) * Math.floor((2 * exact + 1000 * step) / (2000 * step)) * step;
    return after === before ? [] : [{ row, name: item.name, tier: column.tier, before, after: after === 0 ? 0 : after }];
  });
}

export function applyPercent(book: PriceBook, rows: readonly number[], side: Side, changes: readonly PercentChange[]): PriceBook {
  const items = [...book.items];
  for (const { row, tier, after } of changes) {
    const index = rows[row]!;
    items[index] = withPrice(items[index]!, tier, side, after);
  }
  return { ...book, items };
}

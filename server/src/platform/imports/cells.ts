/** A cell that holds something. Numbers are text as the file prints them, so that nothing is rounded before somebody knows what they mean. */
export interface Cell {
  readonly kind: 'text' | 'number' | 'boolean' | 'error';
  readonly text: string;
  /** The value is what a formula came to when the file was saved; formulas are never computed here. */
  readonly formula?: true;
}

/** A row that holds something: `row` counts from 1, columns from 0. */
export interface Row {
  readonly row: number;
  readonly cells: Readonly<Record<number, Cell>>;
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Areas of merged cells: first and last row (from 1) and column (from 0). */
  readonly merged: readonly { readonly fromRow: number; readonly toRow: number; readonly fromColumn: number; readonly toColumn: number }[];
}

/** What a file turned out to be. */
export type ImportedDocument =
  | { readonly kind: 'workbook'; readonly sheets: readonly Sheet[] }
  | { readonly kind: 'json'; readonly value: unknown };

/** `0` → A, `26` → AA. */
export function columnName(column: number): string {
  let name = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1) name = String.fromCharCode(65 + (left % 26)) + name;
  return name;
}

/** Row from 1 and column from 0 of `B12`; null for what is no such place. */
export function placeOf(reference: string): { row: number; column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(reference);
  if (!match) return null;
  const column = [...match[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match[2]), column };
}

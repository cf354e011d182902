/** Money in a cell: whole fen, which spreadsheets read and reckon with as yuan of two decimals. */
export interface MoneyCell {
  readonly fen: number;
}

/** A cell: text stays text whatever it begins with; numbers are numbers; null is empty. */
export type Cell = string | number | MoneyCell | null;

/** Writes a table piece by piece, so that its length does not matter. Each call gives the bytes that follow. */
export interface SheetWriter {
  readonly type: string;
  begin(): Buffer;
  rows(rows: readonly (readonly Cell[])[]): Buffer;
  end(): Buffer;
}

/** A cell: text stays text whatever it begins with; numbers are numbers; null is empty. */
export type Cell = string | number | null;

/** Writes a table piece by piece, so that its length does not matter. Each call gives the bytes that follow. */
export interface SheetWriter {
  readonly type: string;
  begin(): Buffer;
  rows(rows: readonly (readonly Cell[])[]): Buffer;
  end(): Buffer;
}

/** One page of a list that is read by key: no offsets, no totals, the same cost however deep. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Hand back to get what follows; null at the end. Opaque to clients. */
  readonly next: string | null;
}

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/**
 * Makes a page of rows that were read one more than wanted: the surplus row only says that there is a next page.
 *
 * @param rows   at most `size + 1` rows in list order
 * @param cursor the cursor that continues after a row
 */
export function pageOf<T>(rows: readonly T[], size: number, cursor: (last: T) => string): Page<T> {
  if (rows.length <= size) return { items: rows, next: null };
  const items = rows.slice(0, size);
  return { items, next: cursor(items[size - 1]!) };
}

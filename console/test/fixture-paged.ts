/** What the fixture answers share: their types, and pages of something that is made by number. */

export type Input = Readonly<Record<string, unknown>>;

/** `body`: the text of a file that was sent. */
export type Answer = (input: Input, body?: string) => unknown;

/** Rows on a page. */
export const PAGE = 20;

/** A keyset page of something that is made by number; the cursor is the next number. */
export function paged<T>(input: Input, total: number, make: (n: number) => T, keep: (row: T) => boolean = () => true) {
  const from = Number(input['cursor'] ?? 0);
  const size = Math.min(Number(input['limit'] ?? PAGE), PAGE);
  const items: T[] = [];
  let n = from;
  for (; n < total && items.length < size; n++) {
    const row = make(n);
    if (keep(row)) items.push(row);
  }
  return { items, nextCursor: n < total ? String(n) : null };
}

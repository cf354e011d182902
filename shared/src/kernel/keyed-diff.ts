/**
 * The difference between two lists of things that have a key (items by code, fields by key), and the way from one list to the other. Things that share
 * a key count as first, second, … of it, so that also a half-edited list can be compared.
 */
export interface KeyedDiff<T> {
  readonly removed: readonly { readonly key: string; readonly value: T }[];
  /** `at`: where it stands in the new list. */
  readonly added: readonly { readonly key: string; readonly value: T; readonly at: number }[];
  readonly changed: readonly { readonly key: string; readonly before: T; readonly after: T }[];
  /** Keys in the new order where what stayed stands in another order than before; null where it does not. */
  readonly order: readonly string[] | null;
}

/** Whether two JSON values are equal; the order of an object's keys means nothing, and a key that is undefined is absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, index) => sameJson(value, b[index]));
  }
  const left = presentEntries(a);
  const right = new Map(presentEntries(b));
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)));
}

function presentEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, inner]) => inner !== undefined);
}

function numbered<T>(list: readonly T[], keyOf: (value: T) => string): Map<string, T> {
  const seen = new Map<string, number>();
  const byKey = new Map<string, T>();
  for (const value of list) {
    const key = keyOf(value);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    byKey.set(times === 1 ? key : `${key}\u0000${times}`, value);
  }
  return byKey;
}

/** What must be done to `before` to get `after`. */
export function diffKeyed<T>(before: readonly T[], after: readonly T[], keyOf: (value: T) => string): KeyedDiff<T> {
  const old = numbered(before, keyOf);
  const now = numbered(after, keyOf);
  const keys = [...now.keys()];
  const stayed = [...old.keys()].filter((key) => now.has(key));
  const stayedNow = keys.filter((key) => old.has(key));
  return {
    removed: [...old].filter(([key]) => !now.has(key)).map(([key, value]) => ({ key, value })),
    added: keys.flatMap((key, at) => (old.has(key) ? [] : [{ key, value: now.get(key)!, at }])),
    changed: stayedNow.flatMap((key) => {
      const pair = { key, before: old.get(key)!, after: now.get(key)! };
      return sameJson(pair.before, pair.after) ? [] : [pair];
    }),
    order: stayed.every((key, index) => key === stayedNow[index]) ? null : keys,
  };
}

/** The new list from the old one: `applyKeyed(a, diffKeyed(a, b, k), k)` equals `b`. */
export function applyKeyed<T>(before: readonly T[], diff: KeyedDiff<T>, keyOf: (value: T) => string): T[] {
  const values = numbered(before, keyOf);
  for (const { key } of diff.removed) values.delete(key);
  for (const { key, after } of diff.changed) values.set(key, after);
  const added = new Map(diff.added.map(({ key, value }) => [key, value]));
  if (diff.order) return diff.order.map((key) => added.get(key) ?? values.get(key)!);
  const list = [...values.values()];
  // ascending places: each finds what stands before it already there
  for (const { at, value } of diff.added) list.splice(at, 0, value);
  return list;
}

/** Whether nothing is different. */
export function isEmptyDiff(diff: KeyedDiff<unknown>): boolean {
  return diff.removed.length + diff.added.length + diff.changed.length === 0 && diff.order === null;
}

/** One path that differs between two JSON values; absent on one side reads as undefined. */
export interface Change {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: unknown;
  readonly after: unknown;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function isBranch(value: unknown): value is Record<string, unknown> | unknown[] {
  return typeof value === 'object' && value !== null;
}

/**
 * What changed between two JSON values, path by path (`totals.charge`, `lines.0.quantity`), in the order of the keys. A whole branch that was
 * added or removed is one change per leaf, so that nothing hides in a blob.
 */
export function changesOf(before: Json | null, after: Json | null): readonly Change[] {
  const changes: Change[] = [];
  walk('', before ?? undefined, after ?? undefined, changes);
  return changes;
}

function walk(path: string, before: unknown, after: unknown, changes: Change[]): void {
  if (isBranch(before) || isBranch(after)) {
    const left = isBranch(before) ? (before as Record<string, unknown>) : {};
    const right = isBranch(after) ? (after as Record<string, unknown>) : {};
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    for (const key of keys) walk(path === '' ? key : `${path}.${key}`, left[key], right[key], changes);
    // a leaf that became a branch, or the other way round, or a branch without leaves
    if (before !== undefined && !isBranch(before)) changes.push({ path, kind: 'removed', before, after: undefined });
    if (after !== undefined && !isBranch(after)) changes.push({ path, kind: 'added', before: undefined, after });
    return;
  }
  if (before === after) return;
  if (before === undefined) changes.push({ path, kind: 'added', before, after });
  else if (after === undefined) changes.push({ path, kind: 'removed', before, after });
  else changes.push({ path, kind: 'changed', before, after });
}

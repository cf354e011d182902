import type { Access, AccessEntry, FieldAccess } from './definition.ts';
import { own } from './json.ts';

const OPENNESS = { hidden: 0, read: 1, edit: 2 } as const satisfies Record<Access, number>;

/** The stricter of two. */
export function stricter(a: Access, b: Access): Access {
  return OPENNESS[a] <= OPENNESS[b] ? a : b;
}

/** What an access list allows for one field; null (the form alone decides) allows all. */
export function accessTo(access: FieldAccess | null, key: string): Access {
  if (access === null) return 'edit';
  return own(access, key) ?? own(access, '*') ?? 'edit';
}

/** Nothing at all: for roles without an entry in a list. */
export const NO_ACCESS: FieldAccess = Object.freeze({ '*': 'hidden' });

/**
 * The bounds of someone with these roles under a node's list. Null where the node has no list. A role without an entry sees nothing; of
 * several roles with an entry, the more open one counts for each field.
 *
 * @param keys all field keys of the form, so that entries with and without `*` can be joined
 */
export function accessFor(list: readonly AccessEntry[] | undefined, roles: readonly string[], keys: readonly string[]): FieldAccess | null {
  if (list === undefined) return null;
  const entries = list.filter((entry) => roles.includes(entry.role));
  if (entries.length === 0) return NO_ACCESS;
  if (entries.length === 1) return entries[0]!.fields;
  const joined: Record<string, Access> = {};
  for (const key of keys) {
    joined[key] = entries.map((entry) => accessTo(entry.fields, key)).reduce((a, b) => (OPENNESS[a] >= OPENNESS[b] ? a : b));
  }
  return joined;
}

/** At most read everywhere: for pages that only show. */
export function readOnly(access: FieldAccess | null, keys: readonly string[]): FieldAccess {
  const bounded: Record<string, Access> = { '*': stricter(accessTo(access, '*'), 'read') };
  for (const key of keys) bounded[key] = stricter(accessTo(access, key), 'read');
  return bounded;
}

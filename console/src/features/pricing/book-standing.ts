import type { BookHead } from '@mingdan/shared/contracts/books';

/**
 * What became of a published version: `active` prices new orders now; `aside` belongs to a book that prices none, whatever its dates; `coming` and
 * `over` by its dates; `followed` by a version that prices instead.
 */
export type BookStanding =
  | { readonly kind: 'active' | 'aside' | 'coming' | 'over' }
  /** `since`: from when the other one holds, as books write instants; null where it has no beginning. */
  | { readonly kind: 'followed'; readonly by: number; readonly since: string | null };

type Head = Pick<BookHead, 'code' | 'version' | 'validFrom' | 'validTo' | 'active'>;

/** @param all every published version, this one among them; @param now epoch ms */
export function bookStanding(head: Head, all: readonly Head[], now: number): BookStanding {
  if (head.active) return { kind: 'active' };
  if (head.validFrom !== null && Date.parse(head.validFrom) > now) return { kind: 'coming' };
  if (head.validTo !== null && Date.parse(head.validTo) <= now) return { kind: 'over' };
  const active = all.find((other) => other.active);
  if (active?.code === head.code) return { kind: 'followed', by: active.version, since: active.validFrom };
  return { kind: 'aside' };
}

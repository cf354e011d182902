import type { Tx } from '../../platform/db/unit-of-work.ts';
import { type ChainFault, ChainWalk, HEAD_ID, type SealedEntry } from '../domain/chain.ts';

const PAGE = 1_000;

/** What a check of the whole chain found. */
export interface AuditReport {
  readonly sealed: number;
  /** The end of the chain. Noted elsewhere from time to time, it also proves that nobody rewrote all of it. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** Entries that are not in the chain yet; more than a second old only while no sealer runs. */
  readonly unsealed: { readonly count: number; readonly oldestAt: number | null };
  readonly faults: readonly ChainFault[];
}

/** Recomputes every hash in one consistent snapshot. Finds edits, deletions, insertions and swaps. */
export async function verifyAudit(tx: Tx): Promise<AuditReport> {
  const head = await tx.db.selectFrom('audit_head').select(['seq', 'hash']).where('id', '=', HEAD_ID).executeTakeFirstOrThrow();
  const walk = new ChainWalk();
  let last = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = await tx.db.selectFrom('audit_entry').selectAll().where('seq', '>', last).orderBy('seq').limit(PAGE).execute();
    for (const row of page) {
      last = row.seq!;
      walk.next(row as SealedEntry);
    }
    if (page.length < PAGE) break;
  }
  walk.end(head);
  const unsealed = await tx.db
    .selectFrom('audit_entry')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('at').as('oldestAt')])
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow();
  return { sealed: walk.checked, head, unsealed: { count: Number(unsealed.count), oldestAt: unsealed.oldestAt }, faults: walk.faults };
}

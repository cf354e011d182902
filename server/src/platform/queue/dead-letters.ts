import type { Selectable } from 'kysely';
import type { DeadLetterTable } from '../db/schema.ts';
import type { Tx } from '../db/tx.ts';

export type DeadLetter = Selectable<DeadLetterTable>;

/** Tries that a job gets when a person puts it back. */
const REPLAY_ATTEMPTS = 5;

/** Jobs that were given up and not put back, newest first; `before` is the last one's `dead_at` and id of the page before. */
export function listDeadLetters(tx: Tx, page: { limit: number; before?: { deadAt: number; id: string } }): Promise<DeadLetter[]> {
  let query = tx.db.selectFrom('dead_letter').selectAll().where('replayed_at', 'is', null);
  const { before } = page;
  if (before) {
    query = query.where((where) =>
      where.or([where('dead_at', '<', before.deadAt), where.and([where('dead_at', '=', before.deadAt), where('id', '<', before.id)])]),
    );
  }
  return query.orderBy('dead_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/**
 * Puts a dead letter back into the outbox under its old id, so that receipts of what it did before it died still hold. False when it is unknown or
 * was put back already. The runtime finds it at its next look.
 */
export async function replayDeadLetter(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('dead_letter')
    .set({ replayed_at: tx.now })
    .where('id', '=', id)
    .where('replayed_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  const letter = await tx.db.selectFrom('dead_letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await tx.db
    .insertInto('outbox')
    .values({
      id: letter.id,
      target: letter.target,
      version: letter.version,
      payload: letter.payload,
      request_id: letter.request_id,
      dedupe_key: null,
      created_at: letter.created_at,
      due_at: tx.now,
      next_at: tx.now,
      state: 'waiting',
      lease: null,
      attempts: 0,
      max_attempts: REPLAY_ATTEMPTS,
      crashes: 0,
      last_error: null,
    })
    .execute();
  return true;
}

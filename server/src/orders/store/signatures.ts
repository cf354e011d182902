import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { BillSignatureTable } from './migrations.ts';

/** The customer's signature under a visit's bill. */
export async function signatureOf(tx: Tx, visitId: string): Promise<BillSignatureTable | undefined> {
  return tx.db.selectFrom('bill_signature').selectAll().where('visit_id', '=', visitId).executeTakeFirst();
}

/** Which of these visits have a signed bill. */
export async function signedVisits(tx: Tx, visitIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (visitIds.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('bill_signature')
    .select('visit_id')
    .where('visit_id', 'in', [...visitIds])
    .execute();
  return new Set(rows.map((row) => row.visit_id));
}

export async function insertSignature(tx: Tx, signature: Omit<BillSignatureTable, 'actor_id' | 'at'>): Promise<void> {
  await tx.db
    .insertInto('bill_signature')
    .values({ ...signature, actor_id: tx.origin.actor.id, at: tx.now })
    .execute();
}

/** What was signed for a bill that a review sent back counts no more: the timeline and the audit trail keep it. */
export async function dropSignature(tx: Tx, visitId: string): Promise<void> {
  await tx.db.deleteFrom('bill_signature').where('visit_id', '=', visitId).execute();
}

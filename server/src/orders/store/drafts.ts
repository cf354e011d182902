import { insertOnce } from '../../platform/db/insert-once.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/**
 * Ties a form of the transaction's actor to the order that is being made from it. When the form became an order before, that order instead; who sends
 * the same form at the same moment waits for the first to end.
 */
export async function claimDraft(
  tx: Tx,
  draftId: string,
  orderId: string,
): Promise<{ readonly id: string; readonly number: string; readonly version: number } | undefined> {
  const id = `${tx.origin.actor.id}.${draftId}`;
  if (await insertOnce(tx, 'order_draft', { id, order_id: orderId, created_at: tx.now })) return undefined;
  // read under a lock: a plain read could look at a time before the first one ended
  const query = tx.db
    .selectFrom('order_draft')
    .innerJoin('work_order', 'work_order.id', 'order_draft.order_id')
    .select(['work_order.id', 'work_order.number', 'work_order.version'])
    .where('order_draft.id', '=', id);
  return (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirstOrThrow();
}

import type { EpochMs } from '@mingdan/shared/kernel/time';
import type { OrdersApi } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { entriesOfMoney } from '../domain/posting.ts';
import { insertPosting } from '../store/ledger.ts';

/** Posts money that came from a customer or went back to him, and the voiding of such an entry: each once. */
export function createPostMoney({ orders }: { orders: OrdersApi }) {
  return async (tx: Tx, { orderId, collectionId, voided }: { orderId: string; collectionId: string; voided: boolean }): Promise<void> => {
    const row = await orders.row(tx, orderId);
    const money = await orders.collection(tx, collectionId);
    const sourceId = voided ? money?.void_id : money?.id;
    if (!row || !money || !sourceId) throw new Error(`order ${orderId} tells of collection ${collectionId}, which is not stored`);
    const entries = entriesOfMoney({ kind: money.kind, amount: money.amount, installerId: money.installer_id }, row.customer_id, voided);
    const posted = await insertPosting(
      tx,
      {
        orderId,
        sourceId,
        kind: voided ? 'void' : money.kind === 'refund' ? 'refund' : 'collection',
        billHash: '',
        follows: voided ? money.id : null,
        at: (voided ? money.voided_at : money.created_at) as EpochMs,
      },
      entries,
    );
    if (posted)
      await tx.audit({
        action: 'settlement.money_posted',
        subject: { type: 'order', id: orderId },
        after: { collectionId, voided, kind: money.kind, amount: money.amount },
      });
  };
}

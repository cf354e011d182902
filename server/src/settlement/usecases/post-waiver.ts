import type { EpochMs } from '@mingdan/shared/kernel/time';
import type { OrdersApi } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { entriesOfWaiver } from '../domain/posting.ts';
import { insertPosting } from '../store/ledger.ts';

/** Posts what the company waived of a bill 减免, and the taking back of it: each once. */
export function createPostWaiver({ orders }: { orders: OrdersApi }) {
  return async (tx: Tx, { orderId, waiverId, voided }: { orderId: string; waiverId: string; voided: boolean }): Promise<void> => {
    const row = await orders.row(tx, orderId);
    const waiver = await orders.waiver(tx, waiverId);
    const sourceId = voided ? waiver?.void_id : waiver?.id;
    if (!row || !waiver || !sourceId) throw new Error(`order ${orderId} tells of waiver ${waiverId}, which is not stored`);
    const posting = {
      orderId,
      sourceId,
      kind: voided ? ('void' as const) : ('waiver' as const),
      billHash: '',
      follows: voided ? waiver.id : null,
      at: (voided ? waiver.voided_at : waiver.created_at) as EpochMs,
    };
    if (await insertPosting(tx, posting, entriesOfWaiver(waiver.amount, row.customer_id, voided)))
      await tx.audit({
        action: 'settlement.waiver_posted',
        subject: { type: 'order', id: orderId },
        after: { waiverId, voided, amount: waiver.amount },
      });
  };
}

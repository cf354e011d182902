import type { EpochMs } from '@mingdan/shared/kernel/time';
import type { OrdersApi, StoredQuote } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { entriesBetween, entriesOf } from '../domain/posting.ts';
import { insertPosting, type PostingKind } from '../store/ledger.ts';

/**
 * Posts what a finished visit brought and cost, from the quote as it was stored. A quote is posted once; one that took the place of another, also one that leaves
 * nothing of it, is posted as the difference, whichever of the two comes first.
 */
export function createPostCompletion({ orders }: { orders: OrdersApi }) {
  return async (tx: Tx, { orderId, quoteId }: { orderId: string; quoteId: string }): Promise<void> => {
    const row = await orders.row(tx, orderId);
    const stored = await orders.quote(tx, quoteId);
    if (!row || !stored) throw new Error(`order ${orderId} completed with quote ${quoteId}, which is not stored`);
    const before = await orders.quoteBefore(tx, stored);
    const parties = { customerId: row.customer_id, outletId: row.outlet_id };
    const entries = before ? entriesBetween(stored.quote, before.quote, parties) : entriesOf(stored.quote, parties);
    const posting = {
      orderId,
      sourceId: quoteId,
      kind: kindOf(stored, before),
      billHash: stored.billHash,
      follows: before?.id ?? null,
      at: stored.createdAt as EpochMs,
    };
    const posted = await insertPosting(tx, posting, entries);
    if (posted)
      await tx.audit({
        action: 'settlement.posted',
        subject: { type: 'order', id: orderId },
        after: { quoteId, entries: entries.length, totals: stored.quote.totals },
      });
  };
}

function kindOf({ takenBack }: Pick<StoredQuote, 'takenBack'>, before: StoredQuote | undefined): PostingKind {
  if (!before) return 'completion';
  return takenBack === null ? 'supplement' : 'reversal';
}

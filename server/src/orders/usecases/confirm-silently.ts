import type { Tx } from '../../platform/db/unit-of-work.ts';
import { SILENCE_MS, silentConfirmation } from '../jobs.ts';
import type { OrderStore } from '../store/orders.ts';
import { lastAnswer } from '../store/questions.ts';
import { currentQuote } from '../store/quotes.ts';

/** Three days without a signature and without an objection: the bill counts as confirmed. Does nothing when it was signed or billed anew meanwhile. */
export async function confirmSilently(tx: Tx, store: OrderStore, orderId: string, quoteId: string): Promise<void> {
  const order = await store.lock(tx, orderId);
  // an objection holds it; its answer asks again
  if (order?.row.disputed === 1) return;
  if (tx.now < (await lastAnswer(tx, orderId)) + SILENCE_MS) return;
  if (order?.row.settlement_state !== 'pending' || (await currentQuote(tx, orderId))?.id !== quoteId) return;
  await store.save(tx, order, {
    changes: { settlement_state: 'eligible' },
    state: order.flowState,
    values: order.values,
    story: [{ type: 'confirmed_silently' }],
  });
  await tx.audit({ action: 'orders.confirmed_silently', subject: { type: 'order', id: orderId }, after: { quoteId } });
}

/** After the answer to an objection the bill waits three days anew; where nothing waits it does no harm. */
export async function resumeSilence(tx: Tx, orderId: string): Promise<void> {
  const quote = await currentQuote(tx, orderId);
  if (quote?.kind === 'actual') await tx.outbox.enqueue(silentConfirmation, { orderId, quoteId: quote.id }, { dueAt: tx.now + SILENCE_MS });
}

import type { Tx } from '../../platform/db/unit-of-work.ts';
import { payDifference } from '../domain/agreement.ts';
import { billHash } from '../domain/bill.ts';
import { feeRestsOn, nothingLeft } from '../domain/fee-back.ts';
import { orderCompleted } from '../events.ts';
import type { VisitTable, WorkOrderTable } from '../store/migrations.ts';
import { type OddPunchTable, openOddPunches } from '../store/odd-punches.ts';
import { billsOf, type StoredQuote, savePay, saveQuote } from '../store/quotes.ts';
import { resumeSilence } from './confirm-silently.ts';
import { keepWithin } from './waivers.ts';

/** The bills that rest on these punches, by the punch's id; one that was taken back already rests on none. */
export async function feesOf(
  tx: Tx,
  orderId: string,
  punches: readonly Pick<OddPunchTable, 'id' | 'visit_id' | 'marked_at'>[],
): Promise<ReadonlyMap<string, StoredQuote>> {
  if (punches.length === 0) return new Map();
  const visits = await tx.db.selectFrom('visit').selectAll().where('order_id', '=', orderId).execute();
  const bills = (await billsOf(tx, orderId)).filter(({ kind, takenBack }) => kind === 'actual' && takenBack === null);
  return new Map(
    punches.flatMap((punch) => {
      const visit: VisitTable | undefined = visits.find(({ id }) => id === punch.visit_id);
      const bill = feeRestsOn({ punch, visit }) ? bills.find(({ visitId }) => visitId === visit?.id) : undefined;
      return bill ? [[punch.id, bill] as const] : [];
    }),
  );
}

/** The fees that rest on a punch nobody has looked into yet: their customer is asked for none of them meanwhile. */
export async function unverifiedFees(tx: Tx, row: Pick<WorkOrderTable, 'id' | 'odd_punch'>): Promise<readonly StoredQuote[]> {
  if (row.odd_punch === 0) return [];
  const fees = await feesOf(tx, row.id, await openOddPunches(tx, row.id));
  return [...new Map([...fees.values()].map((bill) => [bill.id, bill])).values()];
}

/**
 * Takes a visit's bill back 撤回: its next revision holds nothing, which the ledger posts as the difference, pay goes back, and the customer owes that much less.
 * What was waived of it goes with it. The order's row is locked.
 *
 * @param reason in words without telephone numbers; installer and desk read it
 */
export async function takeBack(tx: Tx, row: WorkOrderTable, bill: StoredQuote, reason: string): Promise<void> {
  const quote = nothingLeft(bill.quote);
  const { charge } = bill.quote.totals;
  const quoteId = await saveQuote(tx, {
    orderId: row.id,
    visitId: bill.visitId,
    kind: 'actual',
    revision: bill.revision + 1,
    facts: bill.facts,
    quote,
    explanation: bill.explanation,
    billHash: billHash(quote),
    takenBack: reason,
  });
  await savePay(tx, row.id, quoteId, payDifference(quote, bill.quote));
  const left = { ...row, charge: (row.charge ?? 0) - charge };
  await tx.db.updateTable('work_order').set({ charge: left.charge, updated_at: tx.now }).where('id', '=', row.id).execute();
  await keepWithin(tx, left, reason);
  await tx.audit({
    action: 'orders.bill_taken_back',
    subject: { type: 'order', id: row.id },
    before: { quoteId: bill.id, totals: bill.quote.totals, charge: row.charge },
    after: { quoteId, charge: left.charge },
    reason,
  });
  await tx.outbox.append(orderCompleted, { orderId: row.id, visitId: bill.visitId, quoteId });
  // an order that ended with this bill waits for the customer's word on what is left
  if (row.settlement_state === 'pending') await resumeSilence(tx, row.id);
}

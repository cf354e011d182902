import type { PaymentView } from '@mingdan/shared/contracts/collections';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { dueOf, payStateOf } from '../domain/payment.ts';
import { collectionsOf } from '../store/collections.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { moneyOf } from './money-of.ts';

/** What the customer owes and paid; null for readers who may not see the charge. Customers read no names and notes of the company. */
export async function paymentView(tx: Tx, deps: { names: PersonNames }, row: WorkOrderTable): Promise<PaymentView | null> {
  if (!moneyOf(tx.origin.actor, row).has('charge')) return null;
  const isCustomer = tx.origin.actor.kind === 'customer';
  const rows = (await collectionsOf(tx, row.id)).filter((entry) => !isCustomer || entry.voided_at === null);
  const names = isCustomer
    ? new Map<string, string>()
    : await deps.names(
        tx,
        rows.flatMap((entry) => [entry.recorded_by, ...(entry.voided_by ? [entry.voided_by] : [])]),
      );
  const due = dueOf(row);
  return {
    mode: row.pay_mode,
    state: payStateOf(due, row.collected),
    due,
    estimated: row.finished_at === null,
    collected: row.collected,
    left: due - row.collected,
    entries: rows.map((entry) => ({
      id: entry.id,
      kind: entry.kind,
      method: entry.method,
      amount: entry.amount,
      at: entry.created_at,
      by: names.get(entry.recorded_by) ?? '',
      holder: entry.holder,
      note: isCustomer ? '' : entry.note,
      voided:
        entry.voided_at === null
          ? null
          : { at: entry.voided_at, by: names.get(entry.voided_by ?? '') ?? '', reason: entry.void_reason ?? '' },
    })),
  };
}

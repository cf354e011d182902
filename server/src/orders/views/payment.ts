import type { PaymentView } from '@mingdan/shared/contracts/collections';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { dueOf, heldOf, payStateOf, untoldOf } from '../domain/payment.ts';
import { collectionsOf } from '../store/collections.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { type WaiverTable, waiversOf } from '../store/waivers.ts';
import { unverifiedFees } from '../usecases/taking-back.ts';
import { mayWaive } from '../usecases/waivers.ts';
import { moneyOf } from './money-of.ts';

/**
 * What the customer owes and paid; null for readers who may not see the charge. A fee whose punch waits to be looked into is asked for by nobody, so that all
 * readers have the same sum. Customers read no names and notes of the company.
 */
export async function paymentView(tx: Tx, deps: { names: PersonNames }, row: WorkOrderTable): Promise<PaymentView | null> {
  if (!moneyOf(tx.origin.actor, row).has('charge')) return null;
  const isCustomer = tx.origin.actor.kind === 'customer';
  const rows = (await collectionsOf(tx, row.id)).filter((entry) => !isCustomer || entry.voided_at === null);
  const waivers = (await waiversOf(tx, row.id)).filter((waiver) => !isCustomer || waiver.voided_at === null);
  const names = isCustomer ? new Map<string, string>() : await deps.names(tx, [...rows, ...waivers].flatMap(peopleOf));
  const whole = dueOf(row);
  const fees = await unverifiedFees(tx, row);
  const unverified = heldOf(
    whole,
    row.collected,
    fees.reduce((sum, { quote }) => sum + quote.totals.charge, 0),
  );
  const due = whole - unverified;
  return {
    mode: row.pay_mode,
    state: payStateOf(due, row.collected),
    billed: whole + row.waived,
    waived: row.waived,
    unverified,
    due,
    held: row.disputed === 1 || row.odd_punch === 1,
    estimated: row.finished_at === null,
    collected: row.collected,
    left: due - row.collected,
    untold: isCustomer ? 0 : untoldOf(row),
    entries: rows.map((entry) => ({
      id: entry.id,
      kind: entry.kind,
      method: entry.method,
      amount: entry.amount,
      at: entry.created_at,
      by: names.get(entry.recorded_by) ?? '',
      holder: entry.holder,
      note: isCustomer ? '' : entry.note,
      voided: voiding(entry, names),
    })),
    waivers: waivers.map((waiver) => waiverView(waiver, names)),
    mayWaive: await mayWaive(tx, row),
  };
}

/** An order's waivers 减免 for the company's own readers, oldest first, taken back ones among them. */
export async function waiverViews(tx: Tx, deps: { names: PersonNames }, orderId: string): Promise<PaymentView['waivers']> {
  const rows = await waiversOf(tx, orderId);
  const names = await deps.names(tx, rows.flatMap(peopleOf));
  return rows.map((row) => waiverView(row, names));
}

function waiverView(waiver: WaiverTable, names: ReadonlyMap<string, string>): PaymentView['waivers'][number] {
  const { id, amount, reason, created_at: at, recorded_by } = waiver;
  return { id, amount, reason, at, by: names.get(recorded_by) ?? '', voided: voiding(waiver, names) };
}

const peopleOf = (entry: { recorded_by: string; voided_by: string | null }) => [
  entry.recorded_by,
  ...(entry.voided_by ? [entry.voided_by] : []),
];

function voiding(
  { voided_at, voided_by, void_reason }: { voided_at: number | null; voided_by: string | null; void_reason: string | null },
  names: ReadonlyMap<string, string>,
) {
  return voided_at === null ? null : { at: voided_at, by: names.get(voided_by ?? '') ?? '', reason: void_reason ?? '' };
}

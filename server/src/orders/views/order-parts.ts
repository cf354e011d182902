import type { OrderSummary, OrderView } from '@mingdan/shared/contracts/orders';
import type { MoneyField } from '@mingdan/shared/contracts/roles';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { visibleLines, visibleTotals } from '../domain/bill.ts';
import { billState } from '../domain/bill-state.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { oddVisits } from '../store/odd-punches.ts';
import { withinScope } from '../store/orders.ts';
import { billsOf, type StoredQuote } from '../store/quotes.ts';
import { signedVisits } from '../store/signatures.ts';
import type { WhyVain } from './order-way.ts';

/**
 * The bill that counts for each visit that was settled, oldest first, with the number and scope of the visit.
 *
 * @param vain the visits that came to nothing: each of them left one bill of its fee alone
 */
export async function settledBills(tx: Tx, orderId: string, vain: readonly WhyVain[]) {
  const bills = (await billsOf(tx, orderId)).filter((bill) => bill.kind === 'actual');
  if (bills.length === 0) return [];
  const visits = await tx.db.selectFrom('visit').select(['id', 'seq', 'scope']).where('order_id', '=', orderId).orderBy('seq').execute();
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  const fees = visits.filter(({ scope }) => scope === 'fee').map(({ id }) => id);
  return bills.map((bill) => {
    const visit = byId.get(bill.visitId);
    const why = vain[fees.indexOf(bill.visitId)];
    return { bill, visit: visit?.seq ?? 0, scope: visit?.scope ?? ('all' as const), why: why?.word ?? null, at: why?.at ?? bill.createdAt };
  });
}

/** A visit's bill that counts, with how far its settlement is. */
export interface VisitBill {
  readonly bill: StoredQuote;
  /** Number of the visit, from 1. */
  readonly visit: number;
  /** What of the order the visit closed; null while it is under way. */
  readonly scope: 'all' | 'partly' | 'fee' | null;
  readonly state: OrderView['settlementState'];
}

/** The bill that counts for each visit, oldest visit first. */
export async function visitBills(
  tx: Tx,
  row: Pick<WorkOrderTable, 'id' | 'settlement_state' | 'disputed' | 'odd_punch'>,
): Promise<readonly VisitBill[]> {
  const bills = await billsOf(tx, row.id);
  const visits = await tx.db.selectFrom('visit').select(['id', 'seq', 'scope']).where('order_id', '=', row.id).execute();
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  const signed = await signedVisits(tx, [...byId.keys()]);
  const odd = await oddVisits(tx, row.odd_punch === 1 ? [row.id] : []);
  return bills.map((bill) => ({
    bill,
    visit: byId.get(bill.visitId)?.seq ?? 0,
    scope: bill.kind === 'planned' ? null : (byId.get(bill.visitId)?.scope ?? 'all'),
    state: billState(row, { kind: bill.kind, isSigned: signed.has(bill.visitId), isOdd: odd.has(bill.visitId) }),
  }));
}

/** Bills that visits before the one of `current` left behind, oldest first, as this reader may see them. */
export async function earlierBills(
  tx: Tx,
  deps: { pricing: PricingApi },
  row: WorkOrderTable,
  current: StoredQuote | undefined,
  vain: readonly WhyVain[],
  money: ReadonlySet<MoneyField>,
  installerId: string | null,
): Promise<OrderView['earlierBills']> {
  const views: OrderView['earlierBills'] = [];
  const told = new Map((await settledBills(tx, row.id, vain)).map((one) => [one.bill.id, one]));
  const earlier = (await visitBills(tx, row)).filter(({ bill }) => bill.kind === 'actual' && bill.id !== current?.id);
  for (const { bill, visit, scope, state } of earlier) {
    const [code, version] = bill.quote.book.split('@') as [string, string];
    const book = await deps.pricing.book(tx, { code, version: Number(version) });
    if (!book) continue;
    views.push({
      visit,
      scope: scope ?? 'all',
      why: told.get(bill.id)?.why ?? null,
      at: told.get(bill.id)?.at ?? bill.createdAt,
      hash: bill.billHash,
      lines: visibleLines(bill, book, money, installerId),
      totals: visibleTotals(bill.quote, money, installerId),
      state,
      takenBack: bill.takenBack,
    });
  }
  return views;
}

/** Whether an order is a return visit 返修, and on whose account. */
export const returnVisitOf = ({ return_of, warranty }: Pick<WorkOrderTable, 'return_of' | 'warranty'>): OrderSummary['returnVisit'] =>
  return_of === null ? null : warranty === 1 ? 'warranty' : 'charged';

/** What an order is the return visit of, whoever may open that one. */
export async function returnOf(tx: Tx, row: Pick<WorkOrderTable, 'return_of' | 'warranty'>): Promise<OrderView['returnOf']> {
  if (row.return_of === null) return null;
  const first = await tx.db.selectFrom('work_order').select('number').where('id', '=', row.return_of).executeTakeFirst();
  return first ? { number: first.number, warranty: row.warranty === 1 } : null;
}

/** The order that this one is the return visit 返修 of, and its own return visits, as far as the reader may see them. */
export async function linksOf(tx: Tx, row: WorkOrderTable): Promise<OrderView['links']> {
  const found = await withinScope(tx.db.selectFrom('work_order').selectAll('work_order'), tx.origin.actor)
    .where((eb) => eb.or([eb('work_order.return_of', '=', row.id), ...(row.return_of ? [eb('work_order.id', '=', row.return_of)] : [])]))
    .orderBy('work_order.id')
    .execute();
  return found.map((other) => {
    const isFirst = other.id === row.return_of;
    const returned = isFirst ? row : other;
    return {
      orderId: other.id,
      number: other.number,
      templateName: other.template_name,
      state: other.state,
      phase: other.phase,
      begun: other.begun_at !== null,
      kind: isFirst ? ('return_of' as const) : ('returned_by' as const),
      reason: returned.return_reason ?? '',
      warranty: returned.warranty === 1,
    };
  });
}

import type { OrderView } from '@mingdan/shared/contracts/orders';
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

/** Bills that visits before the one of `current` left behind, oldest first, with the number and scope of their visit. */
export async function billsBefore(tx: Tx, orderId: string, current: StoredQuote | undefined) {
  const bills = (await billsOf(tx, orderId)).filter((bill) => bill.kind === 'actual' && bill.id !== current?.id);
  if (bills.length === 0) return [];
  const visits = await tx.db.selectFrom('visit').select(['id', 'seq', 'scope']).where('order_id', '=', orderId).execute();
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  return bills.map((bill) => ({ bill, visit: byId.get(bill.visitId)?.seq ?? 0, scope: byId.get(bill.visitId)?.scope ?? ('all' as const) }));
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

export async function earlierBills(
  tx: Tx,
  deps: { pricing: PricingApi },
  row: WorkOrderTable,
  current: StoredQuote | undefined,
  money: ReadonlySet<MoneyField>,
  installerId: string | null,
): Promise<OrderView['earlierBills']> {
  const views: OrderView['earlierBills'] = [];
  const earlier = (await visitBills(tx, row)).filter(({ bill }) => bill.kind === 'actual' && bill.id !== current?.id);
  for (const { bill, visit, scope, state } of earlier) {
    const [code, version] = bill.quote.book.split('@') as [string, string];
    const book = await deps.pricing.book(tx, { code, version: Number(version) });
    if (!book) continue;
    views.push({
      visit,
      scope: scope ?? 'all',
      at: bill.createdAt,
      hash: bill.billHash,
      lines: visibleLines(bill.quote, book, money, installerId),
      totals: visibleTotals(bill.quote, money, installerId),
      state,
      takenBack: bill.takenBack,
    });
  }
  return views;
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

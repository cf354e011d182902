import type { ListOrdersOutput, MyOrdersOutput, OrderSummary } from '@mingdan/shared/contracts/orders';
import { businessDay } from '@mingdan/shared/kernel/time';
import { fullName } from '@mingdan/shared/region/region';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { itemNames } from '../domain/bill.ts';
import { isOrderNumber } from '../domain/order-number.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { listOrders, type OrderFilter, ordersOfInstaller, slotOf } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { moneyOf } from './money-of.ts';
import type { ViewDeps } from './order-view.ts';

const PAGE = 30;

/** What a list shows of each order. */
export async function summaries(tx: Tx, deps: ViewDeps, rows: readonly WorkOrderTable[]): Promise<OrderSummary[]> {
  const customers = await deps.customers.loadMany(
    tx,
    rows.map((row) => row.customer_id),
  );
  const names = await deps.names(
    tx,
    rows.flatMap((row) => (row.installer_id ? [row.installer_id] : [])),
  );
  const outlets = new Map<string | null, string | null>();
  const items: OrderSummary[] = [];
  for (const row of rows) {
    if (!outlets.has(row.outlet_id)) outlets.set(row.outlet_id, await deps.outletName(tx, row.outlet_id));
    items.push({
      id: row.id,
      number: row.number,
      templateName: row.template_name,
      state: row.state,
      phase: row.phase,
      nodeName: row.node_name,
      settlementState: row.settlement_state,
      urgency: row.urgency,
      region: row.region,
      regionName: fullName(row.region),
      customerName: customers.get(row.customer_id)?.name ?? '',
      installerName: row.installer_id ? (names.get(row.installer_id) ?? '') : null,
      outletName: outlets.get(row.outlet_id) ?? null,
      slot: slotOf(row),
      charge: moneyOf(tx.origin.actor, row).has('charge') ? row.charge : null,
      createdAt: row.created_at,
      version: row.version,
    });
  }
  return items;
}

export type ListFilter = Omit<OrderFilter, 'customerIds' | 'number' | 'before' | 'limit'> & {
  readonly customerId?: string | undefined;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** One page of orders, newest first. `q`: order number, exact phone, its last four digits, or the exact name. */
export async function readOrderList(tx: Tx, deps: ViewDeps, filter: ListFilter): Promise<ListOrdersOutput> {
  const { q, customerId, cursor, limit = PAGE, ...rest } = filter;
  const number = q && isOrderNumber(q.toUpperCase()) ? q.toUpperCase() : undefined;
  const found = q && !number ? await deps.customers.search(tx, q) : undefined;
  const customerIds = customerId ? (found ? found.filter((id) => id === customerId) : [customerId]) : found;
  const rows = await listOrders(tx, { ...rest, number, customerIds, before: cursor, limit: limit + 1 });
  const items = await summaries(tx, deps, rows.slice(0, limit));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** An installer's day: visits by time with his own pay and what to carry. */
export async function readMyOrders(tx: Tx, deps: ViewDeps, wanted: string | undefined): Promise<MyOrdersOutput> {
  const installerId = tx.origin.actor.id;
  const day = wanted ?? businessDay(tx.now);
  const visits: MyOrdersOutput['visits'] = [];
  const rows = await ordersOfInstaller(tx, installerId, day);
  const customers = await deps.customers.loadMany(
    tx,
    rows.map((row) => row.customer_id),
  );
  const sites = await deps.customers.loadSites(
    tx,
    rows.map((row) => row.site_id),
  );
  for (const row of rows) {
    const order = deps.store.open(row);
    const template = await deps.templates.load(tx, row.template_code, row.template_version);
    const customer = customers.get(row.customer_id);
    const site = sites.get(row.site_id);
    const stored = await currentQuote(tx, row.id);
    const book = await deps.pricing.book(tx, { code: row.book_code, version: row.book_version });
    if (!template || !customer || !site) continue;
    const nameOf = book ? itemNames(book) : (code: string) => ({ name: code, unit: '' });
    visits.push({
      orderId: row.id,
      number: row.number,
      templateName: row.template_name,
      nodeName: row.node_name,
      state: row.state,
      settlementState: row.settlement_state,
      slot: slotOf(row),
      shortAddress: site.text,
      customerName: readOrderValues(template.form, order.values).contactName ?? customer.name,
      distanceKm: row.distance_km,
      earn: stored?.quote.totals.installers[installerId] ?? 0,
      earnKind: stored?.kind ?? 'planned',
      carry: (stored?.quote.lines ?? [])
        .filter((line) => line.kind === 'part')
        .map((line) => ({ ...nameOf(line.item), quantity: line.quantity })),
    });
  }
  return { day, visits };
}

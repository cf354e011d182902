import type { ListOrdersOutput, MyOrdersOutput, OrderSummary } from '@mingdan/shared/contracts/orders';
import type { FlowDefinition, TaskNode } from '@mingdan/shared/flows/definition';
import type { FlowState } from '@mingdan/shared/flows/state';
import { accessFor } from '@mingdan/shared/forms/access';
import { businessDay, type EpochMs } from '@mingdan/shared/kernel/time';
import { fullName } from '@mingdan/shared/region/region';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { itemNames } from '../domain/bill.ts';
import { settlementOf } from '../domain/bill-state.ts';
import { isOrderNumber, numberTail } from '../domain/order-number.ts';
import { askedOf, untoldOf } from '../domain/payment.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { placeOf } from '../domain/step-place.ts';
import { ordersOfInstaller } from '../store/installer-day.ts';
import { ordersByTail } from '../store/number-tail.ts';
import { type ListedOrder, listFinished, listOrders, type OrderFilter } from '../store/order-list.ts';
import { type Order, slotOf } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { moneyOf } from './money-of.ts';
import { returnVisitOf } from './order-parts.ts';
import type { ViewDeps } from './order-view.ts';

const PAGE = 30;

type ListDeps = Pick<ViewDeps, 'customers' | 'openName' | 'store'>;

/** What a list shows of each order. */
export function summaries(tx: Tx, deps: ListDeps, rows: readonly ListedOrder[]): OrderSummary[] {
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    templateCode: row.template_code,
    templateName: row.template_name,
    state: row.state,
    phase: row.phase,
    begun: row.begun_at !== null,
    disputed: row.disputed === 1,
    oddPunch: row.odd_punch === 1,
    nodeName: row.node_name,
    settlementState: settlementOf(row),
    urgency: row.urgency,
    region: row.region,
    regionName: fullName(row.region),
    customerName: row.customer_name_enc === null ? '' : deps.customers.openName(row.customer_id, row.customer_name_enc),
    contactName: row.contact_name_enc === null ? null : deps.store.contacts.openName(row.id, row.contact_name_enc),
    installerName: row.installer_id && (row.installer_name_enc === null ? '' : deps.openName(row.installer_id, row.installer_name_enc)),
    outletName: row.outlet_name,
    slot: slotOf(row),
    ...(moneyOf(tx.origin.actor, row).has('charge')
      ? { charge: askedOf(row), payState: row.pay_state, untold: untoldOf(row) }
      : { charge: null, payState: null, untold: 0 }),
    dueAt: row.state === 'open' ? row.due_at : null,
    parked: row.parked === 1,
    returnVisit: returnVisitOf(row),
    createdAt: row.created_at,
    version: row.version,
  }));
}

export type ListFilter = Omit<OrderFilter, 'found' | 'number' | 'ids'> & {
  readonly q?: string | undefined;
};
export type ListPage = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

/** The order number that `q` is, if it is one. */
const numberIn = (q: string | undefined): string | undefined => (q && isOrderNumber(q.toUpperCase()) ? q.toUpperCase() : undefined);

/** Whether a list is read by a single statement; one by name or number of a person looks for whom it means first. */
export const isOneStatement = ({ q }: ListFilter): boolean => !q || numberIn(q) !== undefined;

/**
 * The filter as rows are found by: `q` is an order number or the end of one, an exact phone, its last four digits, or the exact name, of a customer or of an
 * order's own contact. Four digits may be a phone's or a number's end: both are found.
 */
export async function resolveFilter(tx: Tx, deps: Pick<ViewDeps, 'customers' | 'store'>, filter: ListFilter): Promise<OrderFilter> {
  const { q, ...rest } = filter;
  const number = numberIn(q);
  if (!q || number) return { ...rest, number };
  const tail = numberTail(q);
  const [customerIds, ofContacts, byTail] = await Promise.all([
    deps.customers.search(tx, q),
    deps.store.contacts.search(tx, q),
    tail === undefined ? [] : ordersByTail(tx, tail),
  ]);
  return { ...rest, found: { customerIds, orderIds: [...ofContacts, ...byTail] } };
}

/** One page of orders, newest first. A cursor is the id that the page lies below, or above where it begins with `-`. */
export async function readOrderList(
  tx: Tx,
  deps: ViewDeps,
  { cursor, limit = PAGE, ...filter }: ListFilter & ListPage,
): Promise<ListOrdersOutput> {
  const resolved = await resolveFilter(tx, deps, filter);
  const after = cursor?.startsWith('-') ? cursor.slice(1) : undefined;
  const before = after === undefined ? cursor : undefined;
  const rows = await listOrders(tx, { ...resolved, before, after, limit: limit + 1 });
  const more = rows.length > limit;
  // of a page that was read upwards the surplus row is the newest
  const page = after === undefined ? rows.slice(0, limit) : rows.slice(more ? 1 : 0);
  const [first, last] = [page.at(0)?.id, page.at(-1)?.id];
  const isOlder = after === undefined ? more : last !== undefined;
  const isNewer = after === undefined ? before !== undefined && first !== undefined : more;
  return {
    items: summaries(tx, deps, page),
    nextCursor: isOlder ? (last ?? null) : null,
    prevCursor: isNewer ? `-${first}` : null,
  };
}

/** An installer's day: visits by time with his own pay and what to carry. */
export async function readMyOrders(tx: Tx, deps: ViewDeps, wanted: string | undefined): Promise<MyOrdersOutput> {
  const installerId = tx.origin.actor.id;
  const day = wanted ?? businessDay(tx.now);
  const visits: MyOrdersOutput['visits'] = [];
  // what was done on another day belongs to that day, whatever hours were promised
  const rows = (await ordersOfInstaller(tx, installerId, day)).filter(
    ({ finished_at: at }) => at === null || businessDay(at as EpochMs) === day,
  );
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
      settlementState: settlementOf(row),
      slot: slotOf(row),
      shortAddress: stepPlace(template.flow, order, tx.origin.actor.roles) ?? site.text,
      customerName: readOrderValues(template.form, order.values).contactName ?? customer.name,
      distanceKm: row.distance_km,
      returnVisit: returnVisitOf(row),
      earn: stored?.quote.totals.installers[installerId] ?? 0,
      earnKind: stored?.kind ?? 'planned',
      carry: (stored?.quote.lines ?? [])
        .filter((line) => line.kind === 'part')
        .map((line) => ({ ...nameOf(line.item), quantity: line.quantity })),
    });
  }
  return { day, visits };
}

/** Where the visit's step takes place, where that is not the order's address. */
function stepPlace(flow: FlowDefinition, order: Order, roles: readonly string[]): string | null {
  const token = (order.flowState as FlowState).tokens[0];
  const node = flow.nodes.find((each): each is TaskNode => each.kind === 'task' && each.key === token?.node);
  return placeOf(node, order.values, accessFor(node?.form?.access, roles, Object.keys(order.values)));
}

/** One page of finished orders by the day of completion, newest first. A cursor is `finishedAt.id` of the one that the page lies below. */
export async function readFinishedList(
  tx: Tx,
  deps: ListDeps,
  { cursor, limit = PAGE, ...filter }: OrderFilter & ListPage,
): Promise<{ readonly rows: OrderSummary[]; readonly nextCursor: string | null }> {
  const [finishedAt, id] = cursor?.split('.') ?? [];
  const below = finishedAt && id && /^\d+$/.test(finishedAt) ? { finishedAt: Number(finishedAt), id } : null;
  const rows = await listFinished(tx, filter, { below, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: summaries(tx, deps, page), nextCursor: rows.length > limit && last ? `${last.finished_at}.${last.id}` : null };
}

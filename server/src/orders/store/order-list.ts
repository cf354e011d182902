import type { PayState } from '@mingdan/shared/contracts/collections';
import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { businessDay, DAY_MS, type EpochMs, formatInstant, HOUR_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import type { Attention } from '@mingdan/shared/orders/attention';
import type { StandingPhase } from '@mingdan/shared/orders/standing';
import type { ExpressionBuilder, ExpressionWrapper, SelectQueryBuilder, SqlBool } from 'kysely';
import { sealedCustomerName } from '../../customers/index.ts';
import { moneyOfRoles, outletNameOf, sealedPersonName } from '../../identity/index.ts';
import type { Database } from '../../platform/db/schema.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { HELD } from '../domain/bill-state.ts';
import { isCustomerOverlap } from './customer-overlap.ts';
import type { StoredOrder, WorkOrderTable } from './migrations.ts';
import { inRegion, withinScope } from './orders.ts';
import { sealedContactName } from './own-contacts.ts';
import { isUntold } from './pay-told.ts';

/** Bills that nobody signed so long after finishing are worth a call. */
const UNSIGNED_AFTER_MS = DAY_MS;
/** How long before its service level runs out an order is at risk. */
const RISK_MS = 4 * HOUR_MS;

/** Everything that a list of orders can be narrowed by; several conditions hold together. Days are business days YYYY-MM-DD, both ends included. */
export interface OrderFilter {
  readonly state?: WorkOrderTable['state'] | undefined;
  readonly phase?: StandingPhase | undefined;
  /** As everybody reads it: `disputed` for what an open objection holds, `unverified` for what a punch holds. */
  readonly settlementState?: OrderSummary['settlementState'] | undefined;
  /** Finds nothing for whoever may not see the charge. */
  readonly payState?: PayState | undefined;
  /** The region and everything below it. */
  readonly region?: string | undefined;
  readonly outletId?: string | undefined;
  readonly customerId?: string | undefined;
  /** What a name or a number was found to be: orders of one of these customers, and these orders. */
  readonly found?:
    | {
        readonly customerIds: readonly string[];
        readonly orderIds: readonly string[];
        /** Customers whose orders are left out of `orderIds`. */
        readonly except?: readonly string[];
      }
    | undefined;
  readonly installerId?: string | undefined;
  readonly templateCode?: string | undefined;
  readonly source?: string | undefined;
  readonly urgency?: WorkOrderTable['urgency'] | undefined;
  readonly slotFrom?: string | undefined;
  readonly slotTo?: string | undefined;
  readonly createdFrom?: string | undefined;
  readonly createdTo?: string | undefined;
  readonly finishedFrom?: string | undefined;
  readonly finishedTo?: string | undefined;
  readonly attention?: Attention | undefined;
  /** `me`: opened by the transaction's actor. */
  readonly createdBy?: 'me' | undefined;
  readonly number?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly finished?: 'yes' | undefined;
}

/** One page by key: below `before` (older), or above `after` (newer). */
export interface OrderPage {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What lists read of a row: the state of its flow and the values of its form are many times larger than all the rest. */
const LISTED = [
  'id',
  'number',
  'customer_id',
  'site_id',
  'template_code',
  'template_name',
  'state',
  'settlement_state',
  'phase',
  'begun_at',
  'disputed',
  'odd_punch',
  'node_name',
  'urgency',
  'source',
  'region',
  'outlet_id',
  'installer_id',
  'slot_date',
  'slot_from',
  'slot_to',
  'charge',
  'waived',
  'collected',
  'pay_mode',
  'pay_told',
  'pay_state',
  'due_at',
  'parked',
  'return_of',
  'warranty',
  'created_at',
  'finished_at',
  'version',
] as const;
/** A row of a list, with the names that stand beside it, personal ones still closed. */
export type ListedOrder = Pick<StoredOrder, (typeof LISTED)[number]> & {
  readonly customer_name_enc: string | null;
  /** Of an order whose contact is its own. */
  readonly contact_name_enc: string | null;
  readonly installer_name_enc: string | null;
  readonly outlet_name: string | null;
};

/** Read with the rows of a page, so that a list is one statement. */
const namesBeside = (table: 'work_order' | 'listed') =>
  [
    sealedCustomerName(`${table}.customer_id`).as('customer_name_enc'),
    sealedContactName(`${table}.id`).as('contact_name_enc'),
    sealedPersonName(`${table}.installer_id`).as('installer_name_enc'),
    outletNameOf(`${table}.outlet_id`).as('outlet_name'),
  ] as const;

type Builder = ExpressionBuilder<Database, 'work_order'>;
type Condition = ExpressionWrapper<Database, 'work_order', SqlBool>;
type Query<O> = SelectQueryBuilder<Database, 'work_order', O>;

/** What makes an order one of those that need somebody, in SQL: lists, counts and the workbench all ask this. */
export function needsAttention(eb: Builder, kind: Attention, now: number): Condition {
  const today = businessDay(now as EpochMs);
  const time = formatInstant(now as EpochMs).slice(11, 16);
  const open = eb('state', '=', 'open');
  switch (kind) {
    case 'parked':
      return eb.and([open, eb('parked', '=', 1)]);
    case 'todayUnassigned':
      return eb.and([open, eb('slot_date', '=', today), eb('installer_id', 'is', null)]);
    case 'disputed':
      return eb('disputed', '=', 1);
    case 'punch':
      return eb('odd_punch', '=', 1);
    case 'overlap':
      return isCustomerOverlap(eb, today);
    case 'question':
      return eb(
        'id',
        'in',
        eb.selectFrom('order_question').select('order_id').where('answered_at', 'is', null).where('objection', 'is', null),
      );
    case 'late':
      return eb.and([
        open,
        eb('finished_at', 'is', null),
        eb.or([eb('slot_date', '<', today), eb.and([eb('slot_date', '=', today), eb('slot_to', '<', time)])]),
      ]);
    case 'overdue':
      return eb.and([open, eb('due_at', '<=', now)]);
    case 'atRisk':
      return eb.and([open, eb('due_at', '>', now), eb('due_at', '<=', now + RISK_MS)]);
    case 'waiting':
      return eb.and([open, eb('phase', '=', 'waiting')]);
    case 'unplanned':
      return eb.and([open, eb('slot_date', 'is', null), eb('finished_at', 'is', null)]);
    case 'consent':
      return eb.and([
        eb('state', '!=', 'cancelled'),
        eb('id', 'in', eb.selectFrom('consent').select('order_id').where('status', '=', 'asked')),
      ]);
    case 'unsigned':
      return eb.and([
        eb('settlement_state', '=', 'pending'),
        // an objection is answered first, and counted as such
        eb('disputed', '=', 0),
        eb('finished_at', '<', now - UNSIGNED_AFTER_MS),
        eb('state', '!=', 'cancelled'),
      ]);
    case 'untold':
      return isUntold(eb);
    case 'suspended':
      return eb('state', '=', 'suspended');
  }
}

/** Narrows a query to what the filter asks for, within what the transaction's actor may see. */
function filtered<O>(tx: Tx, all: Query<O>, filter: OrderFilter): Query<O> {
  let query = withinScope(all, tx.origin.actor);
  const { region, attention, found } = filter;
  if (filter.state) query = query.where('state', '=', filter.state);
  const { phase } = filter;
  if (phase) query = query.where('phase', '=', phase === 'expected' ? 'working' : phase);
  if (phase === 'expected') query = query.where('begun_at', 'is', null);
  if (phase === 'working') query = query.where('begun_at', 'is not', null);
  const { settlementState } = filter;
  if (settlementState === 'disputed') query = query.where('disputed', '=', 1).where('settlement_state', 'in', HELD);
  else if (settlementState === 'unverified')
    query = query.where('odd_punch', '=', 1).where('disputed', '=', 0).where('settlement_state', 'in', HELD);
  else if (settlementState) query = query.where('settlement_state', '=', settlementState);
  if (HELD.some((state) => state === settlementState)) query = query.where('disputed', '=', 0).where('odd_punch', '=', 0);
  if (filter.payState) query = query.where('pay_state', '=', filter.payState);
  // who owes what is nothing to those who may not see the charge
  if ((filter.payState || attention === 'untold') && !moneyOfRoles(tx.origin.actor).includes('charge')) query = query.where('id', '=', '');
  if (region) query = query.where((eb) => inRegion(eb, region));
  if (filter.outletId) query = query.where('outlet_id', '=', filter.outletId);
  if (filter.customerId) query = query.where('customer_id', '=', filter.customerId);
  if (found) query = query.where((eb) => isFound(eb, found));
  if (filter.installerId) query = query.where('installer_id', '=', filter.installerId);
  if (filter.templateCode) query = query.where('template_code', '=', filter.templateCode);
  if (filter.source) query = query.where('source', '=', filter.source);
  if (filter.urgency) query = query.where('urgency', '=', filter.urgency);
  if (filter.slotFrom) query = query.where('slot_date', '>=', filter.slotFrom);
  if (filter.slotTo) query = query.where('slot_date', '<=', filter.slotTo);
  query = withinDays(query, 'created_at', filter.createdFrom, filter.createdTo);
  query = withinDays(query, 'finished_at', filter.finishedFrom, filter.finishedTo);
  if (attention) query = query.where((eb) => needsAttention(eb, attention, tx.now));
  if (filter.createdBy) query = query.where('created_by', '=', tx.origin.actor.id);
  if (filter.ids) query = query.where('id', 'in', filter.ids.length ? [...filter.ids] : ['']);
  if (filter.number) query = query.where('number', '=', filter.number);
  if (filter.finished) query = query.where('finished_at', 'is not', null);
  return query;
}

/** Rows that were found in one of two ways; {@link arms} sees to it that only one is asked for at a time. */
function isFound(eb: Builder, { customerIds, orderIds, except = [] }: NonNullable<OrderFilter['found']>): Condition {
  if (customerIds.length > 0 || orderIds.length === 0) return eb('customer_id', 'in', customerIds.length ? [...customerIds] : ['']);
  const these = eb('id', 'in', [...orderIds]);
  return except.length === 0 ? these : eb.and([these, eb('customer_id', 'not in', [...except])]);
}

/** The same rows by statements that each use one index; no row is found by two. */
function arms<F extends OrderFilter>(filter: F): readonly F[] {
  const { found } = filter;
  if (!found || found.customerIds.length === 0 || found.orderIds.length === 0) return [filter];
  return [
    { ...filter, found: { customerIds: found.customerIds, orderIds: [] } },
    { ...filter, found: { customerIds: [], orderIds: found.orderIds, except: found.customerIds } },
  ];
}

/** From the beginning of one business day to the end of another, each if given. */
function withinDays<O>(query: Query<O>, instant: 'created_at' | 'finished_at', from: string | undefined, to: string | undefined): Query<O> {
  const begun = from === undefined ? query : query.where(instant, '>=', startOfBusinessDay(from) ?? 0);
  return to === undefined ? begun : begun.where(instant, '<', (startOfBusinessDay(to) ?? 0) + DAY_MS);
}

/**
 * A page and the names of its rows, by one statement, in no order. MySQL looks names up for the rows that it answers with; SQLite would for all that it
 * sorts, so it is given the page as a table, which would take MySQL half as long again.
 */
async function withNames(tx: Tx, page: Query<Pick<StoredOrder, (typeof LISTED)[number]>>): Promise<ListedOrder[]> {
  return tx.dialect === 'mysql'
    ? page.select(namesBeside('work_order')).execute()
    : tx.db.selectFrom(page.as('listed')).selectAll('listed').select(namesBeside('listed')).execute();
}

/** Newest first, by key, whichever way the page was asked for. */
export async function listOrders(tx: Tx, filter: OrderFilter & OrderPage): Promise<readonly ListedOrder[]> {
  const pages = await Promise.all(arms(filter).map((arm) => onePage(tx, arm)));
  const rows = pages.flat().sort((a, b) => (a.id < b.id ? 1 : -1));
  if (rows.length <= filter.limit) return rows;
  // what two arms found together is cut where the page ends: of one that is read upwards the lowest stay
  return filter.after === undefined ? rows.slice(0, filter.limit) : rows.slice(-filter.limit);
}

async function onePage(tx: Tx, filter: OrderFilter & OrderPage): Promise<ListedOrder[]> {
  let page = filtered(tx, tx.db.selectFrom('work_order').select(LISTED), filter).limit(filter.limit);
  if (filter.after !== undefined) page = page.where('id', '>', filter.after).orderBy('id', 'asc');
  else page = page.orderBy('id', 'desc');
  if (filter.before !== undefined) page = page.where('id', '<', filter.before);
  return withNames(tx, page);
}

/** Keys and changes of the newest `limit` rows that the filter finds. */
export function newestOf(tx: Tx, filter: OrderFilter, limit: number) {
  return filtered(tx, tx.db.selectFrom('work_order').select(['work_order.id', 'version', 'updated_at']), filter)
    .orderBy('work_order.id', 'desc')
    .limit(limit);
}

/** How many there are, counted no further than `cap`: more is told as more. */
export async function countOrders(tx: Tx, filter: OrderFilter, cap: number): Promise<number> {
  const counts = await Promise.all(arms(filter).map((arm) => countOne(tx, arm, cap)));
  return Math.min(
    cap,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

async function countOne(tx: Tx, filter: OrderFilter, cap: number): Promise<number> {
  const some = filtered(tx, tx.db.selectFrom('work_order').select('work_order.id'), filter).limit(cap);
  const row = await tx.db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Finished orders, those finished last first. `below`: the page begins after this one. */
export async function listFinished(
  tx: Tx,
  filter: OrderFilter,
  { below, limit }: { readonly below: { readonly finishedAt: number; readonly id: string } | null; readonly limit: number },
): Promise<readonly ListedOrder[]> {
  let page = filtered(tx, tx.db.selectFrom('work_order').select(LISTED), { ...filter, finished: 'yes' });
  if (below !== null)
    page = page.where((eb) =>
      eb.or([eb('finished_at', '<', below.finishedAt), eb.and([eb('finished_at', '=', below.finishedAt), eb('id', '<', below.id)])]),
    );
  const rows = await withNames(tx, page.orderBy('finished_at', 'desc').orderBy('id', 'desc').limit(limit));
  return rows.sort((a, b) => (b.finished_at ?? 0) - (a.finished_at ?? 0) || (a.id < b.id ? 1 : -1));
}

import type { FormValues, TimeslotValue } from '@mingdan/shared/forms/definition';
import { DAY_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import type { SelectQueryBuilder } from 'kysely';
import { reachOf, regionPrefix } from '../../identity/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Database } from '../../platform/db/schema.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { VisitTable, WorkOrderTable } from './migrations.ts';
import { type TimelineFact, tell } from './timeline.ts';

/** An order as the use cases work on it: its row with state and values opened. */
export interface Order {
  readonly row: WorkOrderTable;
  readonly flowState: unknown;
  readonly values: FormValues;
}

/** What an act made of an order. */
export interface OrderChange {
  readonly changes: Partial<WorkOrderTable>;
  readonly state: unknown;
  readonly values: FormValues;
  readonly story: readonly TimelineFact[];
}

const place = (rowId: string) => ({ table: 'work_order', column: 'values_enc', rowId });

export function createOrderStore(crypto: FieldCrypto) {
  const open = (row: WorkOrderTable): Order => ({
    row,
    flowState: JSON.parse(row.flow_state),
    values: JSON.parse(crypto.decrypt(place(row.id), row.values_enc)) as FormValues,
  });

  return {
    /** Opens a row that was read already. */
    open,

    /** Reads without a lock: for views. */
    async load(tx: Tx, id: string): Promise<Order | undefined> {
      const row = await tx.db.selectFrom('work_order').selectAll().where('id', '=', id).executeTakeFirst();
      return row && open(row);
    },

    /** The same for the transaction's actor: undefined also where he may not see it, as if it did not exist. */
    async loadSeen(tx: Tx, id: string): Promise<Order | undefined> {
      const row = await findSeen(tx, id);
      return row && open(row);
    },

    /** Takes the order's row for this transaction: every change begins here, so that two who act at once come one after the other. */
    async lock(tx: Tx, id: string): Promise<Order | undefined> {
      const query = tx.db.selectFrom('work_order').selectAll().where('id', '=', id);
      const row = await (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
      return row && open(row);
    },

    /** Takes the row if the transaction's actor may see it. */
    async lockSeen(tx: Tx, id: string): Promise<Order | undefined> {
      const query = withinScope(tx.db.selectFrom('work_order').selectAll('work_order'), tx.origin.actor).where('work_order.id', '=', id);
      const row = await (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
      return row && open(row);
    },

    /** Writes a new order, with the first lines of its history. */
    async insert(tx: Tx, work: OrderChange & { readonly row: WorkOrderTable }): Promise<void> {
      const { row, changes, state, values, story } = work;
      await tell(tx, row.id, story);
      await tx.db
        .insertInto('work_order')
        .values({
          ...row,
          ...changes,
          flow_state: JSON.stringify(state),
          values_enc: crypto.encrypt(place(row.id), JSON.stringify(values)),
        })
        .execute();
    },

    /** Writes what changed and what is told of it. The caller holds the row's lock; `version` guards against a caller that does not. */
    async save(tx: Tx, order: Order, work: OrderChange): Promise<void> {
      const { row } = order;
      await tell(tx, row.id, work.story);
      const { numUpdatedRows } = await tx.db
        .updateTable('work_order')
        .set({
          ...work.changes,
          flow_state: JSON.stringify(work.state),
          ...(work.values === order.values ? {} : { values_enc: crypto.encrypt(place(row.id), JSON.stringify(work.values)) }),
          updated_at: tx.now,
          version: row.version + 1,
        })
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .executeTakeFirst();
      if (Number(numUpdatedRows) !== 1) throw new Error(`order ${row.id} was saved without its lock`);
    },
  };
}

export type OrderStore = ReturnType<typeof createOrderStore>;

type OrderQuery<O> = SelectQueryBuilder<Database, 'work_order', O>;

/** Narrows a query to the orders that the policy lets the actor reach: compiled into SQL, so that lists, counts and single reads agree. */
export function withinScope<O>(query: OrderQuery<O>, actor: Actor): OrderQuery<O> {
  if (actor.kind === 'system') return query;
  if (actor.kind === 'customer') return query.where('work_order.id', '=', actor.scope.orderId ?? '');
  const reach = reachOf(actor, 'orders:read');
  if (reach.includes('all')) return query;
  const { regions, outletId } = actor.scope;
  if (reach.includes('region') && regions.includes('000000')) return query;
  return query.where((eb) =>
    eb.or([
      // an actor without any reach sees nothing
      eb('work_order.id', '=', ''),
      ...(reach.includes('own') ? [eb('work_order.installer_id', '=', actor.id)] : []),
      ...(reach.includes('outlet') && outletId ? [eb('work_order.outlet_id', '=', outletId)] : []),
      ...(reach.includes('region') ? regions.map((code) => eb('work_order.region', 'like', `${regionPrefix(code)}%`)) : []),
    ]),
  );
}

export interface OrderFilter {
  readonly state?: WorkOrderTable['state'] | undefined;
  readonly phase?: WorkOrderTable['phase'] | undefined;
  readonly settlementState?: WorkOrderTable['settlement_state'] | undefined;
  readonly region?: string | undefined;
  readonly customerIds?: readonly string[] | undefined;
  readonly installerId?: string | undefined;
  readonly number?: string | undefined;
  readonly finishedOnly?: boolean | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Newest first, by key. */
export async function listOrders(tx: Tx, filter: OrderFilter): Promise<readonly WorkOrderTable[]> {
  let query = withinScope(tx.db.selectFrom('work_order').selectAll(), tx.origin.actor).orderBy('id', 'desc').limit(filter.limit);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.phase) query = query.where('phase', '=', filter.phase);
  if (filter.settlementState) query = query.where('settlement_state', '=', filter.settlementState);
  if (filter.region) query = query.where('region', 'like', `${regionPrefix(filter.region)}%`);
  if (filter.customerIds) query = query.where('customer_id', 'in', filter.customerIds.length ? [...filter.customerIds] : ['']);
  if (filter.installerId) query = query.where('installer_id', '=', filter.installerId);
  if (filter.number) query = query.where('number', '=', filter.number);
  if (filter.finishedOnly) query = query.where('finished_at', 'is not', null);
  if (filter.before) query = query.where('id', '<', filter.before);
  return query.execute();
}

/** The order's row as it stands, closed columns left closed; undefined when there is none or the transaction's actor may not see it. */
export async function findSeen(tx: Tx, orderId: string): Promise<WorkOrderTable | undefined> {
  return withinScope(tx.db.selectFrom('work_order').selectAll('work_order'), tx.origin.actor)
    .where('work_order.id', '=', orderId)
    .executeTakeFirst();
}

/** The same without asking who wants it. */
export async function findRow(tx: Tx, orderId: string): Promise<WorkOrderTable | undefined> {
  return tx.db.selectFrom('work_order').selectAll().where('id', '=', orderId).executeTakeFirst();
}

/** Orders of an installer's day: by slot date, what he finished on that day, and whatever is still open. */
export async function ordersOfInstaller(tx: Tx, installerId: string, day: string): Promise<readonly WorkOrderTable[]> {
  const begin = startOfBusinessDay(day);
  if (begin === null) return [];
  return tx.db
    .selectFrom('work_order')
    .selectAll()
    .where('installer_id', '=', installerId)
    .where((eb) =>
      eb.or([
        eb('slot_date', '=', day),
        eb.and([eb('finished_at', '>=', begin), eb('finished_at', '<', begin + DAY_MS)]),
        eb.and([eb('state', '=', 'open'), eb('finished_at', 'is', null)]),
      ]),
    )
    .orderBy('slot_date')
    .orderBy('slot_from')
    .orderBy('id')
    .limit(100)
    .execute();
}

export function slotOf(row: WorkOrderTable): TimeslotValue | null {
  return row.slot_date && row.slot_from && row.slot_to ? { date: row.slot_date, from: row.slot_from, to: row.slot_to } : null;
}

/** The visit that is under way: the last one. */
export async function currentVisit(tx: Tx, orderId: string): Promise<VisitTable> {
  return tx.db.selectFrom('visit').selectAll().where('order_id', '=', orderId).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();
}

/** Visits that each installer holds on a day and has not finished, by installer. */
export async function visitsOn(tx: Tx, installerIds: readonly string[], day: string | null): Promise<ReadonlyMap<string, number>> {
  if (installerIds.length === 0 || day === null) return new Map();
  const rows = await tx.db
    .selectFrom('work_order')
    .select((eb) => ['installer_id', eb.fn.countAll<number>().as('visits')])
    .where('installer_id', 'in', [...installerIds])
    .where('slot_date', '=', day)
    .where('state', '=', 'open')
    .where('finished_at', 'is', null)
    .groupBy('installer_id')
    .execute();
  return new Map(rows.map((row) => [row.installer_id!, Number(row.visits)]));
}

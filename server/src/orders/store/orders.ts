import type { FlowState } from '@mingdan/shared/flows/state';
import type { FormValues, TimeslotValue } from '@mingdan/shared/forms/definition';
import type { ExpressionBuilder, ExpressionWrapper, SelectQueryBuilder, SqlBool } from 'kysely';
import { reachOf, regionPrefix } from '../../identity/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { preparedOne } from '../../platform/db/prepared.ts';
import type { Database } from '../../platform/db/schema.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { clockColumns, regionColumns } from '../domain/list-columns.ts';
import type { VisitTable, WorkOrderTable } from './migrations.ts';
import { createOwnContacts } from './own-contacts.ts';
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

const byId = preparedOne((db, { id }: { id: string }) => db.selectFrom('work_order').selectAll().where('id', '=', id));
const byIdHeld = preparedOne((db, { id }: { id: string }, dialect) => {
  const query = db.selectFrom('work_order').selectAll().where('id', '=', id);
  return dialect === 'mysql' ? query.forUpdate() : query;
});
const lastVisit = preparedOne((db, { orderId }: { orderId: string }) =>
  db.selectFrom('visit').selectAll().where('order_id', '=', orderId).orderBy('seq', 'desc').limit(1),
);

/** Draws of a number before we believe that the numbers have run out. */
const MOST_DRAWS = 20;

const place = (rowId: string) => ({ table: 'work_order', column: 'values_enc', rowId });

export function createOrderStore(crypto: FieldCrypto) {
  // opened when first asked for: many who load an order want neither
  const open = (row: WorkOrderTable): Order => {
    let flowState: unknown;
    let values: FormValues | undefined;
    return {
      row,
      get flowState() {
        flowState ??= JSON.parse(row.flow_state);
        return flowState;
      },
      get values() {
        values ??= JSON.parse(crypto.decrypt(place(row.id), row.values_enc)) as FormValues;
        return values;
      },
    };
  };

  return {
    /** Contacts that are one order's alone. */
    contacts: createOwnContacts(crypto),

    /** Opens a row that was read already. */
    open,

    /** Reads without a lock: for views. */
    async load(tx: Tx, id: string): Promise<Order | undefined> {
      const row = await findRow(tx, id);
      return row && open(row);
    },

    /** The same for the transaction's actor: undefined also where he may not see it, as if it did not exist. */
    async loadSeen(tx: Tx, id: string): Promise<Order | undefined> {
      const row = await findSeen(tx, id);
      return row && open(row);
    },

    /** Takes the order's row for this transaction: every change begins here, so that two who act at once come one after the other. */
    async lock(tx: Tx, id: string): Promise<Order | undefined> {
      const row = await byIdHeld(tx, { id });
      return row && open(row);
    },

    /** The same for whoever does not read it. On SQLite a transaction that writes has the whole database for itself. */
    async hold(tx: Tx, id: string): Promise<void> {
      if (tx.dialect === 'mysql') await tx.db.selectFrom('work_order').select('id').where('id', '=', id).forUpdate().execute();
    },

    /** Takes the row if the transaction's actor may see it. */
    async lockSeen(tx: Tx, id: string): Promise<Order | undefined> {
      const query = withinScope(tx.db.selectFrom('work_order').selectAll('work_order'), tx.origin.actor).where('work_order.id', '=', id);
      const row = await (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
      return row && open(row);
    },

    /**
     * Writes a new order, with the first lines of its history, under the first number that no order has.
     *
     * @param drawNumber gives another number each time; of the 33 million of a day two are alike sooner than one thinks
     * @returns the number
     */
    async insert(tx: Tx, work: OrderChange & { readonly row: Omit<WorkOrderTable, 'number'> }, drawNumber: () => string): Promise<string> {
      const { row, changes, state, values, story } = work;
      await tell(tx, row.id, story);
      const written = {
        ...row,
        ...changes,
        ...regionColumns(changes.region ?? row.region),
        ...clockColumns(state as FlowState),
        flow_state: JSON.stringify(state),
        values_enc: crypto.encrypt(place(row.id), JSON.stringify(values)),
      };
      for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
        const number = drawNumber();
        if (await insertOnce(tx, 'work_order', { ...written, number })) return number;
      }
      throw new Error(`no free order number in ${MOST_DRAWS} draws`);
    },

    /** Writes what changed and what is told of it. The caller holds the row's lock; `version` guards against a caller that does not. */
    async save(tx: Tx, order: Order, work: OrderChange): Promise<void> {
      const { row } = order;
      await tell(tx, row.id, work.story);
      const { numUpdatedRows } = await tx.db
        .updateTable('work_order')
        .set({
          ...work.changes,
          ...(work.changes.region === undefined ? {} : regionColumns(work.changes.region)),
          ...clockColumns(work.state as FlowState),
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
    // of an actor without any reach nothing is left: an empty "or" is false
    eb.or([
      ...(reach.includes('own')
        ? [
            eb('work_order.installer_id', '=', actor.id),
            eb(
              'work_order.id',
              'in',
              eb.selectFrom('order_helper').select('order_helper.order_id').where('order_helper.installer_id', '=', actor.id),
            ),
          ]
        : []),
      ...(reach.includes('outlet') && outletId ? [eb('work_order.outlet_id', '=', outletId)] : []),
      ...(reach.includes('region') ? regions.map((code) => inRegion(eb, code)) : []),
    ]),
  );
}

/** Whether an order lies in a region or below it: an equality on one of three columns, so that an index answers it in order of ids. */
export function inRegion(eb: ExpressionBuilder<Database, 'work_order'>, code: string): ExpressionWrapper<Database, 'work_order', SqlBool> {
  const prefix = regionPrefix(code);
  switch (prefix.length) {
    case 0:
      return eb.and([]);
    case 2:
      return eb('work_order.region_l1', '=', prefix);
    case 4:
      return eb('work_order.region_l2', '=', prefix);
    default:
      return eb('work_order.region', '=', code);
  }
}

/** The order's row as it stands, closed columns left closed; undefined when there is none or the transaction's actor may not see it. */
export async function findSeen(tx: Tx, orderId: string): Promise<WorkOrderTable | undefined> {
  return withinScope(tx.db.selectFrom('work_order').selectAll('work_order'), tx.origin.actor)
    .where('work_order.id', '=', orderId)
    .executeTakeFirst();
}

/** The same without asking who wants it. */
export async function findRow(tx: Tx, orderId: string): Promise<WorkOrderTable | undefined> {
  return byId(tx, { id: orderId });
}

/** Open orders that have no installer, by slot, in a place and the places below it, from `from` (YYYY-MM-DD) to `to`, both included; `except` is not counted. */
export async function waitingBySlot(
  tx: Tx,
  region: string,
  from: string,
  to: string,
  except?: string,
): Promise<readonly { date: string; from: string; to: string; orders: number }[]> {
  let query = tx.db
    .selectFrom('work_order')
    .select((eb) => ['slot_date', 'slot_from', 'slot_to', eb.fn.countAll<number>().as('orders')])
    .where('slot_date', '>=', from)
    .where('slot_date', '<=', to)
    .where((eb) => inRegion(eb, region))
    .where('state', '=', 'open')
    .where('installer_id', 'is', null)
    .where('finished_at', 'is', null);
  if (except !== undefined) query = query.where('id', '!=', except);
  const rows = await query.groupBy(['slot_date', 'slot_from', 'slot_to']).orderBy('slot_date').orderBy('slot_from').execute();
  return rows.flatMap(({ slot_date, slot_from, slot_to, orders }) =>
    slot_date && slot_from && slot_to ? [{ date: slot_date, from: slot_from, to: slot_to, orders: Number(orders) }] : [],
  );
}

export function slotOf(row: Pick<WorkOrderTable, 'slot_date' | 'slot_from' | 'slot_to'>): TimeslotValue | null {
  return row.slot_date && row.slot_from && row.slot_to ? { date: row.slot_date, from: row.slot_from, to: row.slot_to } : null;
}

/** The visit that is under way: the last one. */
export async function currentVisit(tx: Tx, orderId: string): Promise<VisitTable> {
  const visit = await lastVisit(tx, { orderId });
  if (!visit) throw new Error(`order ${orderId} has no visit`);
  return visit;
}

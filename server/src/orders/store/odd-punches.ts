import { sql } from 'kysely';
import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/tx.ts';

/** A punch 打卡 far from the address or well before its hours, which somebody of the company has to look into. */
export interface OddPunchTable {
  id: string;
  order_id: string;
  /** The visit that it belongs to; null where none was found for a row older than the column. */
  visit_id: string | null;
  /** When the step that brought it arrived. */
  marked_at: number | null;
  /** What was punched, in the form's words. */
  name: string;
  /** Whoever punched. */
  by_id: string;
  /** When, by the phone; never after the server's own now. */
  at: number;
  /** Metres from the address where that is too far. */
  metres: number | null;
  /** The promised hours where it was too early. */
  slot_date: string | null;
  slot_from: string | null;
  slot_to: string | null;
  /** When and by whom it was looked into, whatever came of it. */
  verified_at: number | null;
  verified_by: string | null;
  /** 1: it is not true 不属实. */
  rejected: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    odd_punch: OddPunchTable;
  }
}

export const oddPunchMigrations: readonly Migration[] = [
  ...steps('0071-odd-punch', [
    (db) =>
      db.schema
        .createTable('odd_punch')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('name', 'varchar(100)', (c) => c.notNull())
        .addColumn('by_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('metres', 'integer')
        .addColumn('slot_date', 'varchar(10)')
        .addColumn('slot_from', 'varchar(5)')
        .addColumn('slot_to', 'varchar(5)')
        .addColumn('verified_at', 'bigint')
        .addColumn('verified_by', 'varchar(26)')
        .execute(),
    (db) => db.schema.createIndex('ix_odd_punch_order').on('odd_punch').columns(['order_id', 'id']).execute(),
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('odd_punch', 'smallint', (c) => c.notNull().defaultTo(0))
        .execute(),
    (db) => db.schema.createIndex('ix_order_odd_punch').on('work_order').columns(['odd_punch', 'id']).execute(),
  ]),
  ...steps('0072-odd-punch-visit', [
    (db) => db.schema.alterTable('odd_punch').addColumn('visit_id', 'varchar(26)').execute(),
    (db) => db.schema.alterTable('odd_punch').addColumn('marked_at', 'bigint').execute(),
    (db) =>
      db.schema
        .alterTable('odd_punch')
        .addColumn('rejected', 'smallint', (c) => c.notNull().defaultTo(0))
        .execute(),
    // the timeline knows when a mark was made, and a visit is over from its end on
    async (db) => {
      const { rows } = await sql<{ id: string; order_id: string }>`select id, order_id from odd_punch where visit_id is null`.execute(db);
      for (const { id, order_id } of rows) {
        const told = await sql<{ at: number | string }>`select at from order_event
          where order_id = ${order_id} and type = 'punch_odd' and detail like ${`%${id}%`}`.execute(db);
        const at = told.rows[0]?.at;
        if (at === undefined) continue;
        const visit = await sql<{ id: string }>`select id from visit
          where order_id = ${order_id} and (finished_at is null or finished_at >= ${at}) order by seq limit 1`.execute(db);
        await sql`update odd_punch set marked_at = ${at}, visit_id = ${visit.rows[0]?.id ?? null} where id = ${id}`.execute(db);
      }
    },
  ]),
  ...steps('0073-quote-taken-back', [(db) => db.schema.alterTable('order_quote').addColumn('taken_back', 'varchar(200)').execute()]),
];

/** Those of an order that nobody has looked into yet, oldest first. */
export async function openOddPunches(tx: Tx, orderId: string): Promise<readonly OddPunchTable[]> {
  return tx.db.selectFrom('odd_punch').selectAll().where('order_id', '=', orderId).where('verified_at', 'is', null).orderBy('id').execute();
}

/** Whether this very punch has a mark already, looked into or not. */
export async function isMarked(tx: Tx, orderId: string, name: string, at: number): Promise<boolean> {
  const query = tx.db.selectFrom('odd_punch').select('id').where('order_id', '=', orderId).where('name', '=', name).where('at', '=', at);
  return (await query.executeTakeFirst()) !== undefined;
}

/** Which visits of these orders have a punch that nobody has looked into yet. */
export async function oddVisits(tx: Tx, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (orderIds.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('odd_punch')
    .select('visit_id')
    .where('order_id', 'in', [...orderIds])
    .where('verified_at', 'is', null)
    .execute();
  return new Set(rows.flatMap(({ visit_id }) => (visit_id === null ? [] : [visit_id])));
}

/** Notes that the actor has looked into one and what came of it, and whether the order is free of them. The order's row is locked. */
export async function storeAnswered(tx: Tx, orderId: string, id: string, rejected: boolean): Promise<void> {
  const answer = { verified_at: tx.now, verified_by: tx.origin.actor.id, rejected: rejected ? 1 : 0 };
  await tx.db.updateTable('odd_punch').set(answer).where('id', '=', id).execute();
  const left = (await openOddPunches(tx, orderId)).length;
  await tx.db
    .updateTable('work_order')
    .set({ odd_punch: left > 0 ? 1 : 0, updated_at: tx.now })
    .where('id', '=', orderId)
    .execute();
}

import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/tx.ts';

/** A punch 打卡 far from the address or well before its hours, which somebody of the company has to look into. */
export interface OddPunchTable {
  id: string;
  order_id: string;
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
  verified_at: number | null;
  verified_by: string | null;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    odd_punch: OddPunchTable;
  }
}

export const oddPunchMigrations: readonly Migration[] = steps('0071-odd-punch', [
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
]);

/** Those of an order that nobody has looked into yet, oldest first. */
export async function openOddPunches(tx: Tx, orderId: string): Promise<readonly OddPunchTable[]> {
  return tx.db.selectFrom('odd_punch').selectAll().where('order_id', '=', orderId).where('verified_at', 'is', null).orderBy('id').execute();
}

/** Whether this very punch has a mark already, looked into or not. */
export async function isMarked(tx: Tx, orderId: string, name: string, at: number): Promise<boolean> {
  const query = tx.db.selectFrom('odd_punch').select('id').where('order_id', '=', orderId).where('name', '=', name).where('at', '=', at);
  return (await query.executeTakeFirst()) !== undefined;
}

/** Notes that the actor has looked into one, and whether the order is free of them. The order's row is locked. */
export async function storeVerified(tx: Tx, orderId: string, id: string): Promise<void> {
  await tx.db.updateTable('odd_punch').set({ verified_at: tx.now, verified_by: tx.origin.actor.id }).where('id', '=', id).execute();
  const left = (await openOddPunches(tx, orderId)).length;
  await tx.db
    .updateTable('work_order')
    .set({ odd_punch: left > 0 ? 1 : 0 })
    .where('id', '=', orderId)
    .execute();
}

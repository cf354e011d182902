import { sql } from 'kysely';
import type { Migration } from '../../platform/db/migration.ts';
import { steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/** An amount of the customer's bill that the company does not ask for 减免. A wrong one is not changed but voided. */
export interface WaiverTable {
  id: string;
  order_id: string;
  /** The objection that it answers; null where it was given by itself. */
  question_id: string | null;
  /** Fen, above zero. */
  amount: number;
  /** The customer reads it on the bill. */
  reason: string;
  recorded_by: string;
  created_at: number;
  void_id: string | null;
  voided_by: string | null;
  voided_at: number | null;
  void_reason: string | null;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    waiver: WaiverTable;
  }
}

/** What `payStateOf(dueOf(row), row.collected)` says, in SQL: so the database can find by it, and it holds whoever writes charge, waived or collected. */
const DUE = sql`(case when state = 'cancelled' and finished_at is null then 0 else coalesce(charge - waived, 0) end)`;
const PAY_STATE = sql`(case when collected > ${DUE} then 'over' when ${DUE} = 0 then 'none' when collected = 0 then 'unpaid'
  when collected < ${DUE} then 'part' else 'paid' end)`;

export const waiverMigrations: readonly Migration[] = [
  ...steps('0080-waiver', [
    (db) =>
      db.schema
        .createTable('waiver')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('question_id', 'varchar(26)')
        .addColumn('amount', 'bigint', (c) => c.notNull())
        .addColumn('reason', 'varchar(200)', (c) => c.notNull())
        .addColumn('recorded_by', 'varchar(26)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('void_id', 'varchar(26)')
        .addColumn('voided_by', 'varchar(26)')
        .addColumn('voided_at', 'bigint')
        .addColumn('void_reason', 'varchar(200)')
        .execute(),
    (db) => db.schema.createIndex('ix_waiver_order').on('waiver').columns(['order_id', 'id']).execute(),
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('waived', 'bigint', (c) => c.notNull().defaultTo(0))
        .execute(),
  ]),
  // the payment's state counts what was waived: a generated column is made anew, neither database changes it in place
  ...steps('0081-pay-state-waived', [
    async (db, dialect) => {
      await (dialect === 'mysql' ? sql`drop index ix_order_pay on work_order` : sql`drop index if exists ix_order_pay`).execute(db);
    },
    (db) => db.schema.alterTable('work_order').dropColumn('pay_state').execute(),
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('pay_state', 'varchar(8)', (c) => c.generatedAlwaysAs(PAY_STATE))
        .execute(),
    (db) => db.schema.createIndex('ix_order_pay').on('work_order').columns(['pay_state', 'id']).execute(),
  ]),
];

/** Oldest first, voided ones among them. */
export async function waiversOf(tx: Tx, orderId: string): Promise<readonly WaiverTable[]> {
  return tx.db.selectFrom('waiver').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
}

export async function loadWaiver(tx: Tx, id: string): Promise<WaiverTable | undefined> {
  return tx.db.selectFrom('waiver').selectAll().where('id', '=', id).executeTakeFirst();
}

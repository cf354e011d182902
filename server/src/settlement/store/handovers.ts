import { insertOnce } from '../../platform/db/insert-once.ts';
import { type Migration, steps } from '../../platform/db/migration.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/** Customers' money that an installer handed in to the company 交款. Never changed: a mistake is voided. */
export interface CashHandoverTable {
  id: string;
  installer_id: string;
  /** Fen, above zero. */
  amount: number;
  /** The day on which the company got it. */
  business_day: string;
  note: string;
  recorded_by: string;
  created_at: number;
  /** Id of the voiding, its posting's source. */
  void_id: string | null;
  voided_by: string | null;
  voided_at: number | null;
  void_reason: string | null;
}
/** One row per installer who handed something in: held while what is in his hand is read and lessened. */
export interface CashHandTable {
  installer_id: string;
  created_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    cash_handover: CashHandoverTable;
    cash_hand: CashHandTable;
  }
}

export const handoverMigrations: readonly Migration[] = steps('0003-cash-handover', [
  (db) =>
    db.schema
      .createTable('cash_handover')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('installer_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('amount', 'bigint', (c) => c.notNull())
      .addColumn('business_day', 'varchar(10)', (c) => c.notNull())
      .addColumn('note', 'varchar(400)', (c) => c.notNull())
      .addColumn('recorded_by', 'varchar(26)', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('void_id', 'varchar(26)')
      .addColumn('voided_by', 'varchar(26)')
      .addColumn('voided_at', 'bigint')
      .addColumn('void_reason', 'varchar(400)')
      .execute(),
  (db) => db.schema.createIndex('ix_handover_installer').on('cash_handover').columns(['installer_id', 'business_day']).execute(),
  (db) =>
    db.schema
      .createTable('cash_hand')
      .ifNotExists()
      .addColumn('installer_id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute(),
]);

/** Holds an installer's cash for this transaction: of two who count it in at once the second reads what the first made of it. */
export async function holdCash(tx: Tx, installerId: string): Promise<void> {
  await insertOnce(tx, 'cash_hand', { installer_id: installerId, created_at: tx.now });
  const query = tx.db.selectFrom('cash_hand').select('installer_id').where('installer_id', '=', installerId);
  await (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
}

/** @param handover of which nothing is voided yet */
export async function insertHandover(
  tx: Tx,
  handover: Omit<CashHandoverTable, 'created_at' | 'void_id' | 'voided_by' | 'voided_at' | 'void_reason'>,
): Promise<void> {
  await tx.db
    .insertInto('cash_handover')
    .values({ ...handover, created_at: tx.now, void_id: null, voided_by: null, voided_at: null, void_reason: null })
    .execute();
}

/** Held for this transaction. */
export async function lockHandover(tx: Tx, id: string): Promise<CashHandoverTable | undefined> {
  const query = tx.db.selectFrom('cash_handover').selectAll().where('id', '=', id);
  return (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
}

/** False when it was voided already. */
export async function voidHandover(tx: Tx, id: string, voiding: { id: string; by: string; reason: string }): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('cash_handover')
    .set({ void_id: voiding.id, voided_by: voiding.by, voided_at: tx.now, void_reason: voiding.reason })
    .where('id', '=', id)
    .where('voided_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** What an installer handed in, voided entries among them, the latest day first. */
export const handoversOf = prepared((db, { installerId }: { installerId: string }) =>
  db.selectFrom('cash_handover').selectAll().where('installer_id', '=', installerId).orderBy('business_day', 'desc').orderBy('id', 'desc'),
);

/** What installers handed in, fen, and the last day of it, by installer; voided entries out. */
export async function handedIn(tx: Tx, installerId?: string): Promise<ReadonlyMap<string, { sum: number; lastDay: string }>> {
  const rows = await tx.db
    .selectFrom('cash_handover')
    .select((eb) => ['installer_id', eb.fn.sum<number | string>('amount').as('sum'), eb.fn.max('business_day').as('last_day')])
    .where('voided_at', 'is', null)
    .$if(installerId !== undefined, (query) => query.where('installer_id', '=', installerId!))
    .groupBy('installer_id')
    .execute();
  return new Map(rows.map((row) => [row.installer_id, { sum: Number(row.sum), lastDay: row.last_day }]));
}

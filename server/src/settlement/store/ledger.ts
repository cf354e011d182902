import { businessDay, type EpochMs } from '@mingdan/shared/kernel/time';
import { sql } from 'kysely';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { type Migration, steps } from '../../platform/db/migration.ts';
import { insertRows } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { Entry } from '../domain/posting.ts';
import { handoverMigrations } from './handovers.ts';

/** completion 完工 · supplement 补充: lines that were agreed to later · reversal 撤回: a bill that the company took back · collection 收款 · refund 退款 · waiver 减免 · handover 交款 · void 作废. */
export type PostingKind = 'completion' | 'supplement' | 'reversal' | 'collection' | 'refund' | 'waiver' | 'handover' | 'void';

export interface PostingTable {
  id: string;
  /** Empty for a handover, which belongs to no order. */
  order_id: string;
  /** What it was made from, once: a quote, a collection, a waiver, a handover, or the voiding of one. */
  source_id: string;
  kind: PostingKind;
  /** Fingerprint of the bill that the quote makes, so that a posting names what it was made from; empty where there is no bill. */
  bill_hash: string;
  /** The source that this one adds to or takes back: the quote before, the collection that was voided. */
  follows: string | null;
  business_day: string;
  created_at: number;
}
export interface LedgerEntryTable {
  id: string;
  posting_id: string;
  order_id: string;
  account: string;
  /** Customer, outlet or installer id; null where the account has no party. */
  party: string | null;
  debit: number;
  credit: number;
  business_day: string;
  created_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    posting: PostingTable;
    ledger_entry: LedgerEntryTable;
  }
}

export const settlementMigrations: readonly Migration[] = [
  ...steps('0001-ledger', [
    (db) =>
      db.schema
        .createTable('posting')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('quote_id', 'varchar(26)', (c) => c.notNull().unique())
        .addColumn('kind', 'varchar(20)', (c) => c.notNull())
        .addColumn('bill_hash', 'varchar(80)', (c) => c.notNull())
        .addColumn('business_day', 'varchar(10)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute(),
    (db) => db.schema.createIndex('ix_posting_order').on('posting').column('order_id').execute(),
    (db) =>
      db.schema
        .createTable('ledger_entry')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('posting_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('account', 'varchar(40)', (c) => c.notNull())
        .addColumn('party', 'varchar(26)')
        .addColumn('debit', 'bigint', (c) => c.notNull())
        .addColumn('credit', 'bigint', (c) => c.notNull())
        .addColumn('business_day', 'varchar(10)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute(),
    (db) => db.schema.createIndex('ix_entry_posting').on('ledger_entry').column('posting_id').execute(),
    (db) => db.schema.createIndex('ix_entry_account').on('ledger_entry').columns(['account', 'party', 'business_day']).execute(),
  ]),
  ...steps('0002-posting-source', [
    async (db, dialect) => {
      // MySQL commits the renaming by itself: killed before it was noted, there is nothing left to rename
      if (dialect === 'mysql') {
        const { rows } = await sql<{ n: number | string }>`select count(*) as n from information_schema.columns
          where table_schema = database() and table_name = 'posting' and column_name = 'quote_id'`.execute(db);
        if (Number(rows[0]?.n) === 0) return;
      }
      await db.schema.alterTable('posting').renameColumn('quote_id', 'source_id').execute();
    },
    (db) => db.schema.alterTable('posting').addColumn('follows', 'varchar(26)').execute(),
  ]),
  ...handoverMigrations,
];

/** Writes a posting with its entries; false when this source was posted before. */
export async function insertPosting(
  tx: Tx,
  posting: { orderId: string; sourceId: string; kind: PostingKind; billHash: string; follows: string | null; at: EpochMs },
  entries: readonly Entry[],
): Promise<boolean> {
  const id = newId();
  const business_day = businessDay(posting.at);
  const row: PostingTable = {
    id,
    order_id: posting.orderId,
    source_id: posting.sourceId,
    kind: posting.kind,
    bill_hash: posting.billHash,
    follows: posting.follows,
    business_day,
    created_at: tx.now,
  };
  if (!(await insertOnce(tx, 'posting', row))) return false;
  await insertRows(
    tx,
    'ledger_entry',
    entries.map((entry) => ({ id: newId(), posting_id: id, order_id: posting.orderId, ...entry, business_day, created_at: tx.now })),
  );
  return true;
}

/** Postings of an order with their entries, oldest first. */
export async function postingsOf(tx: Tx, orderId: string): Promise<readonly (PostingTable & { entries: readonly LedgerEntryTable[] })[]> {
  const postings = await tx.db.selectFrom('posting').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
  const entries = await tx.db.selectFrom('ledger_entry').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
  return postings.map((posting) => ({ ...posting, entries: entries.filter((entry) => entry.posting_id === posting.id) }));
}

/** Which of these orders have a bill in the books. */
export async function postedOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (orderIds.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('posting')
    .select('order_id')
    .where('order_id', 'in', [...orderIds])
    .where('kind', 'in', ['completion', 'supplement'])
    .execute();
  return new Set(rows.map((row) => row.order_id));
}

/** Sums by account over everything. */
export async function accountTotals(tx: Tx): Promise<readonly { account: string; debit: number; credit: number }[]> {
  const rows = await tx.db
    .selectFrom('ledger_entry')
    .select((eb) => ['account', eb.fn.sum<number | string>('debit').as('debit'), eb.fn.sum<number | string>('credit').as('credit')])
    .groupBy('account')
    .orderBy('account')
    .execute();
  // MySQL gives sums as decimal text
  return rows.map((row) => ({ account: row.account, debit: Number(row.debit), credit: Number(row.credit) }));
}

export async function countPostings(tx: Tx): Promise<number> {
  const row = await tx.db
    .selectFrom('posting')
    .select((eb) => eb.fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

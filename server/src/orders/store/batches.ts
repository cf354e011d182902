import type { BatchDetail } from '@mingdan/shared/contracts/order-batches';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { longText, type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/** Work on many orders that one person asked for and that runs in the background: an act on each of them, or an export. */
export interface OrderBatchTable {
  id: string;
  kind: 'cancel' | 'suspend' | 'resume' | 'remind' | 'reassign' | 'offer' | 'export';
  owner_id: string;
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  /** What was asked for, JSON, encrypted: a search may hold a phone. */
  input_enc: string;
  total: number | null;
  done: number;
  refused: number;
  /** An export's file, once it is complete. */
  file_id: string | null;
  file_name: string | null;
  file_bytes: number | null;
  problem: string | null;
  created_at: number;
  ended_at: number | null;
}
/** One order of a batch of acts. */
export interface OrderBatchRowTable {
  batch_id: string;
  seq: number;
  order_id: string;
  /** Null until it was tried; `done`, or the code of the refusal. */
  outcome: string | null;
  /** What the refusal's sentence names, JSON; null where it names nothing. */
  detail: string | null;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    order_batch: OrderBatchTable;
    order_batch_row: OrderBatchRowTable;
  }
}

export const batchMigrations: readonly Migration[] = [
  ...steps('0012-order-batch', [
    (db, dialect) =>
      db.schema
        .createTable('order_batch')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('kind', 'varchar(10)', (c) => c.notNull())
        .addColumn('owner_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('state', 'varchar(10)', (c) => c.notNull())
        .addColumn('input_enc', longText(dialect), (c) => c.notNull())
        .addColumn('total', 'integer')
        .addColumn('done', 'integer', (c) => c.notNull())
        .addColumn('refused', 'integer', (c) => c.notNull())
        .addColumn('file_id', 'varchar(26)')
        .addColumn('file_name', 'varchar(80)')
        .addColumn('file_bytes', 'bigint')
        .addColumn('problem', 'varchar(60)')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('ended_at', 'bigint')
        .execute(),
    (db) => db.schema.createIndex('ix_batch_owner').on('order_batch').columns(['owner_id', 'id']).execute(),
    (db) =>
      db.schema
        .createTable('order_batch_row')
        .ifNotExists()
        .addColumn('batch_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('outcome', 'varchar(60)')
        .addPrimaryKeyConstraint('pk_order_batch_row', ['batch_id', 'seq'])
        .execute(),
  ]),
  ...steps('0040-batch-refusal', [(db) => db.schema.alterTable('order_batch_row').addColumn('detail', 'text').execute()]),
];

const place = (rowId: string) => ({ table: 'order_batch', column: 'input_enc', rowId });

export function createBatchStore(crypto: FieldCrypto) {
  return {
    async insert(tx: Tx, batch: { id: string; kind: OrderBatchTable['kind']; input: unknown; total: number | null }): Promise<void> {
      await tx.db
        .insertInto('order_batch')
        .values({
          id: batch.id,
          kind: batch.kind,
          owner_id: tx.origin.actor.id,
          state: 'waiting',
          input_enc: crypto.encrypt(place(batch.id), JSON.stringify(batch.input)),
          total: batch.total,
          done: 0,
          refused: 0,
          file_id: null,
          file_name: null,
          file_bytes: null,
          problem: null,
          created_at: tx.now,
          ended_at: null,
        })
        .execute();
    },
    input: (row: OrderBatchTable): unknown => JSON.parse(crypto.decrypt(place(row.id), row.input_enc)),
  };
}
export type BatchStore = ReturnType<typeof createBatchStore>;

export async function findBatch(tx: Tx, id: string): Promise<OrderBatchTable | undefined> {
  return tx.db.selectFrom('order_batch').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest of one person. */
export async function batchesOf(tx: Tx, ownerId: string, limit: number): Promise<readonly OrderBatchTable[]> {
  return tx.db.selectFrom('order_batch').selectAll().where('owner_id', '=', ownerId).orderBy('id', 'desc').limit(limit).execute();
}

/** Writes what became of a batch that still runs; false when it has ended, by whomever. */
export async function updateRunning(tx: Tx, id: string, changes: Partial<OrderBatchTable>): Promise<boolean> {
  const found = await tx.db
    .selectFrom('order_batch')
    .select('id')
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  if (!found) return false;
  await tx.db.updateTable('order_batch').set(changes).where('id', '=', id).where('state', 'in', ['waiting', 'running']).execute();
  return true;
}

export async function insertBatchRows(tx: Tx, batchId: string, orderIds: readonly string[]): Promise<void> {
  await tx.db
    .insertInto('order_batch_row')
    .values(orderIds.map((order_id, seq) => ({ batch_id: batchId, seq, order_id, outcome: null, detail: null })))
    .execute();
}

/** Rows that nobody has tried yet, in their order. */
export async function untried(tx: Tx, batchId: string, limit: number): Promise<readonly OrderBatchRowTable[]> {
  return tx.db
    .selectFrom('order_batch_row')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('outcome', 'is', null)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Gives a row its outcome, and counts it; false when it has one already, so that two runs at once do a row once. */
export async function settleRow(
  tx: Tx,
  row: Pick<OrderBatchRowTable, 'batch_id' | 'seq'>,
  outcome: string,
  detail: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('order_batch_row')
    .set({ outcome, detail: Object.keys(detail).length > 0 ? JSON.stringify(detail) : null })
    .where('batch_id', '=', row.batch_id)
    .where('seq', '=', row.seq)
    .where('outcome', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  const column = outcome === 'done' ? 'done' : 'refused';
  await tx.db
    .updateTable('order_batch')
    .set((eb) => ({ [column]: eb(column, '+', 1) }))
    .where('id', '=', row.batch_id)
    .execute();
  return true;
}

/** Refused rows with the orders' numbers. */
export async function refusedRows(tx: Tx, batchId: string, limit: number): Promise<BatchDetail['refusals']> {
  const rows = await tx.db
    .selectFrom('order_batch_row')
    .leftJoin('work_order', 'work_order.id', 'order_batch_row.order_id')
    .select(['order_batch_row.order_id', 'work_order.number', 'order_batch_row.outcome', 'order_batch_row.detail'])
    .where('batch_id', '=', batchId)
    .where('outcome', 'is not', null)
    .where('outcome', '!=', 'done')
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    orderId: row.order_id,
    number: row.outcome === 'orders.not_found' ? '' : (row.number ?? ''),
    code: row.outcome!,
    detail: row.detail === null ? {} : (JSON.parse(row.detail) as Record<string, string>),
  }));
}

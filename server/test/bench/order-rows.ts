import SQLite from 'better-sqlite3';
import { Kysely, MysqlDialect, SqliteDialect, sql } from 'kysely';
import { createPool } from 'mysql2';
import { newId } from '../../src/platform/ids.ts';

type Row = Readonly<Record<string, unknown>>;
// tables are known by name only
// biome-ignore lint/suspicious/noExplicitAny: the yardstick writes whatever rows the product wrote
type AnyDatabase = Record<string, any>;

/** Everything that an opened order writes, in the order in which it is written. */
const TABLES = ['idempotency_key', 'site', 'visit', 'order_quote', 'order_event', 'work_order', 'audit_entry', 'outbox'] as const;
type TableName = (typeof TABLES)[number];
export type OrderRows = Readonly<Record<TableName, readonly Row[]>>;

/** Kysely as anybody would set it up, with the durability that the product has. */
export function plainKysely(location: { sqliteFile: string } | { url: string }, connections: number): Kysely<AnyDatabase> {
  if ('url' in location)
    return new Kysely({ dialect: new MysqlDialect({ pool: createPool({ uri: location.url, connectionLimit: connections }) }) });
  const database = new SQLite(location.sqliteFile);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  return new Kysely({ dialect: new SqliteDialect({ database }) });
}

/** How many rows stand in each of the tables. */
export async function countRows(db: Kysely<AnyDatabase>): Promise<Readonly<Record<TableName, number>>> {
  const counts: Partial<Record<TableName, number>> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ n: number | string }>`select count(*) as n from ${sql.table(table)}`.execute(db);
    counts[table] = Number(rows[0]!.n);
  }
  return counts as Record<TableName, number>;
}

/** The rows that one order has left, found by its id. */
export async function rowsOfOrder(db: Kysely<AnyDatabase>, orderId: string): Promise<OrderRows> {
  const [stored] = await db.selectFrom('work_order').selectAll().where('id', '=', orderId).execute();
  // the database makes it from the rest
  const { pay_state: _generated, number_tail: _tail, ...order } = stored as Row;
  const of = (table: TableName, column: string, value: unknown) => db.selectFrom(table).selectAll().where(column, '=', value).execute();
  const audit = await of('audit_entry', 'subject_id', orderId);
  const requestId = audit[0]!['request_id'];
  return {
    idempotency_key: (await db.selectFrom('idempotency_key').selectAll().orderBy('created_at', 'desc').limit(1).execute()) as Row[],
    site: await of('site', 'id', order['site_id']),
    visit: await of('visit', 'order_id', orderId),
    order_quote: await of('order_quote', 'order_id', orderId),
    order_event: await of('order_event', 'order_id', orderId),
    work_order: [order],
    audit_entry: await of('audit_entry', 'request_id', requestId),
    outbox: await of('outbox', 'request_id', requestId),
  };
}

/** The same rows for as many orders as asked for: every id another, everything else as it was. */
export function copiesOf(rows: OrderRows, count: number): readonly OrderRows[] {
  const ids = new Set<unknown>(
    TABLES.flatMap((table) => rows[table].flatMap((row) => [row['id'], row['key']]).filter((id) => typeof id === 'string')),
  );
  return Array.from({ length: count }, () => {
    const fresh = new Map<unknown, string>();
    const renamed = (value: unknown, column: string): unknown => {
      if (column === 'number') return newId().slice(-14);
      if (!ids.has(value)) return value;
      if (!fresh.has(value)) fresh.set(value, newId());
      return fresh.get(value);
    };
    const copy = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, renamed(value, column)]));
    return Object.fromEntries(TABLES.map((table) => [table, rows[table].map(copy)])) as unknown as OrderRows;
  });
}

/** One transaction that writes the rows, one statement per table, and nothing else. */
export async function writeRows(db: Kysely<AnyDatabase>, rows: OrderRows): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const table of TABLES)
      await transaction
        .insertInto(table)
        .values(rows[table] as Row[])
        .execute();
  });
}

import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Log } from '../log-port.ts';
import type { Migration } from './migration.ts';
import { platformMigrations } from './platform-migrations.ts';
import type { Database } from './schema.ts';
import type { Store } from './session.ts';
import { runTransaction } from './transaction.ts';

/** One step may rebuild a large table. */
const STEP_DEADLINE_MS = 60 * 60 * 1000;
/** Table, column or index is there already, or is gone: what a run left that was killed between its statement and the record of it. */
const ALREADY_DONE = new Set([1050, 1060, 1061, 1091]);
const LOCK_NAME = 'mingdan.migrate';
const LOCK_WAIT_SECONDS = 60;

/** Who brings migrations: the capabilities, in the order in which the composition builds them. */
export interface MigrationSource {
  readonly name: string;
  readonly migrations?: readonly Migration[];
}

/**
 * Brings the schema up to date, the platform's tables first. Safe to repeat, to kill and to start twice at once: one migrator works, the other waits.
 * @returns the names of the steps that were done now
 */
export async function migrate(
  store: Store,
  sources: readonly MigrationSource[],
  { clock, log }: { clock: Clock; log: Log },
): Promise<string[]> {
  const wanted = [{ name: 'platform', migrations: platformMigrations }, ...sources].flatMap(({ name, migrations = [] }) =>
    migrations.map((migration) => ({ ...migration, name: `${name}/${migration.id}` })),
  );
  refuseDoubles(wanted.map(({ name }) => name));

  return oneAtATime(store, async () => {
    await createMigrationTable(store);
    const done = new Set(
      await inTransaction(store, async (db) => (await db.selectFrom('migration').select('name').execute()).map(({ name }) => name)),
    );
    const now: string[] = [];
    for (const step of wanted) {
      if (done.has(step.name) || !(await apply(store, step, clock))) continue;
      log.info({ step: step.name }, 'migrated');
      now.push(step.name);
    }
    return now;
  });
}

/** Steps that the schema still lacks; the server refuses to start while there are any. */
export async function pendingMigrations(store: Store, sources: readonly MigrationSource[]): Promise<string[]> {
  const wanted = [{ name: 'platform', migrations: platformMigrations }, ...sources].flatMap(({ name, migrations = [] }) =>
    migrations.map(({ id }) => `${name}/${id}`),
  );
  await createMigrationTable(store);
  const done = new Set(
    await inTransaction(store, async (db) => (await db.selectFrom('migration').select('name').execute()).map(({ name }) => name)),
  );
  return wanted.filter((name) => !done.has(name));
}

async function apply(store: Store, step: Migration & { name: string }, clock: Clock): Promise<boolean> {
  const record = async (db: Kysely<Database>): Promise<void> => {
    await db.insertInto('migration').values({ name: step.name, applied_at: clock.now() }).execute();
  };
  try {
    return await inTransaction(store, async (db) => {
      // on SQLite another process may have been first: it has no lock but the transaction itself
      if (await db.selectFrom('migration').select('name').where('name', '=', step.name).executeTakeFirst()) return false;
      await step.up(db as unknown as Kysely<unknown>, store.dialect);
      await record(db);
      return true;
    });
  } catch (error) {
    if (!isAlreadyDone(error)) throw new Error(`migration ${step.name} failed`, { cause: error });
    await inTransaction(store, record);
    return true;
  }
}

async function createMigrationTable(store: Store): Promise<void> {
  await inTransaction(store, async (db) => {
    await db.schema
      .createTable('migration')
      .ifNotExists()
      .addColumn('name', 'varchar(190)', (column) => column.primaryKey())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
      .execute();
  });
}

function inTransaction<T>(store: Store, work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
  return runTransaction(store, 'write', STEP_DEADLINE_MS, async (db) => ({ commit: true, value: await work(db) }), true);
}

/** MySQL: a named lock that dies with its connection. SQLite: each step's own BEGIN IMMEDIATE. */
async function oneAtATime<T>(store: Store, work: () => Promise<T>): Promise<T> {
  if (store.dialect === 'sqlite') return work();
  const session = await store.acquire('write', true);
  try {
    const { rows } = await session.execute(`select get_lock('${LOCK_NAME}', ${LOCK_WAIT_SECONDS}) as got`, []);
    if ((rows[0] as { got: number | null }).got !== 1) throw new Error(`another migration is still running after ${LOCK_WAIT_SECONDS} s`);
    // every table takes its character set from the database: comparisons are exact, as they are on SQLite
    await session.execute('alter database character set utf8mb4 collate utf8mb4_bin', []);
    return await work();
  } finally {
    // closing the connection gives the lock back
    session.release(true);
  }
}

function isAlreadyDone(error: unknown): boolean {
  return error instanceof Error && ALREADY_DONE.has((error as { errno?: number }).errno ?? 0);
}

function refuseDoubles(names: readonly string[]): void {
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  if (doubled.length > 0) throw new Error(`migrations named twice: ${doubled.join(', ')}`);
}

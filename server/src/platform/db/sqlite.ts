import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { DatabaseBusy } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';
import type { Session, Store, TransactionMode } from './session.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import { WaitingLine } from './waiting-line.ts';

/** Readers beside the one writer. WAL lets them see the last committed state while a write transaction is open. */
const READERS = 4;

/**
 * Writes parameters as `+?`, which is the same value to SQLite and no bare parameter to its planner: with ORDER BY, a join or LIMIT that one looks at what is
 * bound, and then plans the statement anew each time it is run.
 */
class PlannedOnce extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

export const SQLITE_GRAMMAR: Store['grammar'] = {
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new PlannedOnce(),
};

/**
 * Opens the embedded database: WAL, synchronous=FULL (an acknowledged commit survives a power cut), BEGIN IMMEDIATE for writers. Meant for one process;
 * several work correctly but wait for each other.
 */
export function openSqlite(file: string, limits: DatabaseLimits): Store {
  const writer = new SqliteWriter(new SqliteConnection(file, 'writer'), limits);
  const readers = Array.from({ length: READERS }, () => new SqliteConnection(file, 'reader'));
  const idle = [...readers];
  const line = new WaitingLine(READERS, 'a reader of SQLite');
  let closed = false;

  const acquireReader = async (): Promise<Session> => {
    await line.enter(limits.acquireMs);
    const reader = idle.pop()!;
    return {
      execute: async (sql, parameters) => reader.execute(sql, parameters),
      begin: async (mode) => {
        if (mode === 'read') reader.execute('BEGIN', []);
      },
      commit: async () => void reader.execute('COMMIT', []),
      rollback: async () => reader.rollbackIfOpen(),
      release: () => {
        reader.rollbackIfOpen();
        idle.push(reader);
        line.leave();
      },
    };
  };

  return {
    dialect: 'sqlite',
    grammar: SQLITE_GRAMMAR,
    acquire: (mode: TransactionMode) => {
      if (closed) throw new DatabaseBusy('the database is closed');
      return mode === 'write' ? writer.acquire() : acquireReader();
    },
    close: async () => {
      if (closed) return;
      closed = true;
      // whoever is inside a transaction finishes first
      await writer.close();
      for (let reader = 0; reader < READERS; reader += 1) await line.enter(limits.transactionMs);
      for (const reader of readers) reader.close();
    },
  };
}

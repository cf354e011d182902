import { setTimeout as pause } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { type QueryResult, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { DatabaseBusy, isRetryable } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';
import { checkParameters, type Session, type Store, type TransactionMode } from './session.ts';
import { WaitingLine } from './waiting-line.ts';

/** Readers beside the one writer. WAL lets them see the last committed state while a write transaction is open. */
const READERS = 4;
/** SQLite's own wait blocks the whole process, so it is short; we wait for another process with timers instead. */
const BUSY_TIMEOUT_MS = 50;
/** Prepared statements kept per connection. */
const MAX_STATEMENTS = 500;

/**
 * Opens the embedded database: WAL, synchronous=FULL (an acknowledged commit survives a power cut), BEGIN IMMEDIATE for writers. Meant for one process;
 * several work correctly but wait for each other.
 */
export function openSqlite(file: string, limits: DatabaseLimits): Store {
  const writer = new SqliteConnection(file, false);
  const readers = Array.from({ length: READERS }, () => new SqliteConnection(file, true));
  const writerLine = new WaitingLine(1, 'the writer of SQLite');
  const readerLine = new WaitingLine(READERS, 'a reader of SQLite');
  let closed = false;

  const acquireWriter = async (): Promise<Session> => {
    await writerLine.enter(limits.acquireMs);
    return writer.lend(limits, () => writerLine.leave());
  };
  const acquireReader = async (): Promise<Session> => {
    await readerLine.enter(limits.acquireMs);
    const reader = readers.pop()!;
    return reader.lend(limits, () => {
      readers.push(reader);
      readerLine.leave();
    });
  };

  return {
    dialect: 'sqlite',
    grammar: {
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    acquire: (mode: TransactionMode) => {
      if (closed) throw new DatabaseBusy('the database is closed');
      return mode === 'write' ? acquireWriter() : acquireReader();
    },
    close: async () => {
      if (closed) return;
      closed = true;
      // whoever is inside a transaction finishes first
      await writerLine.enter(limits.transactionMs);
      for (const reader of readers) reader.close();
      writer.close();
    },
  };
}

class SqliteConnection {
  readonly #db: SQLite.Database;
  readonly #statements = new Map<string, SQLite.Statement>();

  constructor(file: string, readOnly: boolean) {
    this.#db = new SQLite(file);
    this.#db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS * 20}`);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.pragma('foreign_keys = ON');
    if (readOnly) this.#db.pragma('query_only = ON');
    this.#db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }

  lend(limits: DatabaseLimits, giveBack: () => void): Session {
    return {
      execute: async (sql, parameters) => this.#execute(sql, parameters),
      begin: (mode) => (mode === 'read' ? this.#run('BEGIN') : this.#beginImmediate(limits.acquireMs)),
      commit: () => this.#run('COMMIT'),
      rollback: async () => {
        if (this.#db.inTransaction) await this.#run('ROLLBACK');
      },
      release: () => {
        if (this.#db.inTransaction) this.#execute('ROLLBACK', []);
        giveBack();
      },
    };
  }

  close(): void {
    this.#db.close();
  }

  async #run(sql: string): Promise<void> {
    this.#execute(sql, []);
  }

  /** Another process may hold the lock: try again until the deadline, without blocking our own event loop for long. */
  async #beginImmediate(deadlineMs: number): Promise<void> {
    const end = performance.now() + deadlineMs;
    for (;;) {
      try {
        this.#execute('BEGIN IMMEDIATE', []);
        return;
      } catch (error) {
        if (!isRetryable(error)) throw error;
        if (performance.now() > end) throw new DatabaseBusy('another process holds the SQLite file', { cause: error });
        await pause(5 + Math.random() * 15);
      }
    }
  }

  #execute(sql: string, parameters: readonly unknown[]): QueryResult<unknown> {
    checkParameters(parameters);
    const statement = this.#prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) };
    const { changes } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  #prepare(sql: string): SQLite.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.delete(this.#statements.keys().next().value!);
    this.#statements.set(sql, statement);
    return statement;
  }
}

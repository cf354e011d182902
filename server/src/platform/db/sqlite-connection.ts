import SQLite from 'better-sqlite3';
import type { QueryResult } from 'kysely';
import { checkParameters } from './session.ts';

/** SQLite's own wait blocks the whole process, so it is short; we wait for another process with timers instead. */
const BUSY_TIMEOUT_MS = 50;
/** Changing the journal's mode cannot be waited for otherwise. */
const OPENING_TIMEOUT_MS = 1_000;
/** Pages that a hasty connection keeps in memory, KiB. */
const HASTY_CACHE_KIB = 65_536;
/** Prepared statements kept per connection. */
const MAX_STATEMENTS = 500;

/** One handle on the file, with our settings and its prepared statements. */
export class SqliteConnection {
  readonly #db: SQLite.Database;
  readonly #statements = new Map<string, SQLite.Statement>();

  /** `kind`: `hasty` waits for no disk and shares the file with nobody, not even with a reader of this process. */
  constructor(file: string, kind: 'writer' | 'reader' | 'hasty') {
    this.#db = new SQLite(file);
    this.#db.pragma(`busy_timeout = ${OPENING_TIMEOUT_MS}`);
    if (kind === 'hasty') {
      this.#db.pragma('locking_mode = EXCLUSIVE');
      this.#db.pragma('journal_mode = MEMORY');
      this.#db.pragma(`cache_size = -${HASTY_CACHE_KIB}`);
    } else this.#db.pragma('journal_mode = WAL');
    this.#db.pragma(`synchronous = ${kind === 'hasty' ? 'OFF' : 'FULL'}`);
    this.#db.pragma('foreign_keys = ON');
    if (kind === 'reader') this.#db.pragma('query_only = ON');
    this.#db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }

  get inTransaction(): boolean {
    return this.#db.inTransaction;
  }

  execute(sql: string, parameters: readonly unknown[]): QueryResult<unknown> {
    checkParameters(parameters);
    const statement = this.#prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) };
    const { changes } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  rollbackIfOpen(): void {
    if (this.#db.inTransaction) this.execute('ROLLBACK', []);
  }

  close(): void {
    this.#db.close();
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

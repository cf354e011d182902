import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseBusy, isRetryable } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';
import type { Session } from './session.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { WaitingLine } from './waiting-line.ts';

/** Transactions that share one wait for the disk, at most, and for how long one may hold up the others' acknowledgement. */
const MAX_GROUP = 32;
const MAX_GROUP_MS = 10;

const SAVEPOINT = 'SAVEPOINT one';
const RELEASE = 'RELEASE one';
const BACK = 'ROLLBACK TO one';

/**
 * The one writer of the file, with group commit: a transaction that ends while others wait does not go to the disk by itself. It stays as a released savepoint
 * inside the open SQLite transaction, the next one follows in a savepoint of its own, and one COMMIT acknowledges them together. Nobody is
 * told "stored" before that COMMIT; a transaction that fails takes back only its own savepoint.
 */
export class SqliteWriter {
  readonly #connection: SqliteConnection;
  readonly #limits: DatabaseLimits;
  readonly #line = new WaitingLine(1, 'the writer of SQLite');
  #group: PromiseWithResolvers<void>[] = [];
  #groupBegan = 0;

  constructor(connection: SqliteConnection, limits: DatabaseLimits) {
    this.#connection = connection;
    this.#limits = limits;
  }

  async acquire(): Promise<Session> {
    await this.#line.enter(this.#limits.acquireMs);
    let mine: 'lent' | 'open' | 'over' = 'lent';
    const end = (): void => {
      mine = 'over';
      this.#passOn();
    };
    const rollback = (): void => {
      if (mine === 'open') this.#takeBack();
      if (mine !== 'over') end();
    };
    return {
      execute: async (sql, parameters) => this.#connection.execute(sql, parameters),
      begin: async () => {
        if (this.#group.length === 0) {
          await this.#beginImmediate();
          this.#groupBegan = performance.now();
        }
        this.#connection.execute(SAVEPOINT, []);
        mine = 'open';
      },
      commit: async () => {
        this.#connection.execute(RELEASE, []);
        const acknowledged = Promise.withResolvers<void>();
        this.#group.push(acknowledged);
        end();
        await acknowledged.promise;
      },
      rollback: async () => rollback(),
      release: rollback,
    };
  }

  /** Waits for the transaction that is open, and for its group. */
  async close(): Promise<void> {
    await this.#line.enter(this.#limits.transactionMs);
    this.#connection.close();
  }

  /** The next one joins the group while it is small and young; otherwise the group goes to the disk first. */
  #passOn(): void {
    const joinable = this.#line.length > 0 && this.#group.length < MAX_GROUP && performance.now() - this.#groupBegan < MAX_GROUP_MS;
    if (!joinable || this.#group.length === 0) this.#commitGroup();
    this.#line.leave();
  }

  #commitGroup(): void {
    const group = this.#group;
    this.#group = [];
    if (group.length === 0) {
      this.#connection.rollbackIfOpen();
      return;
    }
    try {
      this.#connection.execute('COMMIT', []);
      for (const member of group) member.resolve();
    } catch (error) {
      this.#connection.rollbackIfOpen();
      for (const member of group) member.reject(error);
    }
  }

  /** Undoes the open savepoint. A full disk makes SQLite roll back everything by itself: then the group is lost with it, and is told so. */
  #takeBack(): void {
    if (this.#connection.inTransaction) {
      this.#connection.execute(BACK, []);
      this.#connection.execute(RELEASE, []);
      return;
    }
    const group = this.#group;
    this.#group = [];
    for (const member of group) member.reject(new Error('SQLite rolled the whole group back'));
  }

  /** Another process may hold the lock: try again until the deadline, without blocking our own event loop for long. */
  async #beginImmediate(): Promise<void> {
    const end = performance.now() + this.#limits.acquireMs;
    for (;;) {
      try {
        this.#connection.execute('BEGIN IMMEDIATE', []);
        return;
      } catch (error) {
        if (!isRetryable(error)) throw error;
        if (performance.now() > end) throw new DatabaseBusy('another process holds the SQLite file', { cause: error });
        await pause(5 + Math.random() * 15);
      }
    }
  }
}

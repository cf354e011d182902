import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  type KyselyProps,
  type QueryResult,
} from 'kysely';
import { TransactionFailed } from './errors.ts';
import type { Database } from './schema.ts';

/** The two families of SQL we speak: SQLite, and MySQL's (MySQL 8, MariaDB 10.11+, TiDB). */
export type SqlDialect = 'sqlite' | 'mysql';

/**
 * `write`: may change rows, serialised on SQLite. `read`: one consistent snapshot, never waits for a writer. `glance`: a single statement that reads;
 * it is a snapshot by itself, so that nothing is said to begin and to end it.
 */
export type TransactionMode = 'write' | 'read' | 'glance';

/** One connection, lent for one transaction. */
export interface Session {
  execute(sql: string, parameters: readonly unknown[]): Promise<QueryResult<unknown>>;
  begin(mode: TransactionMode): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Back to the pool. `broken`: the connection's state is not known, it must not be used again. */
  release(broken: boolean): void;
}

/** Where transactions come from. Only the unit of work, the queue's runtime and the migrations hold one; everything else gets a `Tx`. */
export interface Store {
  readonly dialect: SqlDialect;
  /** Lends a connection, or throws `DatabaseBusy` when none is free within the deadline. `patient`: for migrations, whose statements may take long. */
  acquire(mode: TransactionMode, patient?: boolean): Promise<Session>;
  /** Kysely's compiler and adapter for this database. */
  readonly grammar: Pick<Dialect, 'createAdapter' | 'createIntrospector' | 'createQueryCompiler'>;
  close(): Promise<void>;
}

/**
 * Stands between Kysely and the connection while a transaction is open. After the first failed statement every further one is refused, so that
 * nothing can be committed after an error: errno 1205 leaves the transaction open, and a COMMIT then would store half of it.
 */
export class TransactionGate {
  readonly #session: Session;
  #left: number;
  #failure: unknown;
  #failed = false;
  #closed: (() => Error) | null = null;
  #tolerant = false;

  /** @param statements how many may go through */
  constructor(session: Session, statements = Number.POSITIVE_INFINITY) {
    this.#session = session;
    this.#left = statements;
  }

  /** The error of the first failed statement, if any. */
  get failure(): { error: unknown } | null {
    return this.#failed ? { error: this.#failure } : null;
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<QueryResult<unknown>> {
    if (this.#closed) throw this.#closed();
    if (this.#failed)
      throw new TransactionFailed('a statement of this transaction failed; it can only be rolled back', { cause: this.#failure });
    if (this.#left === 0) throw new Error('uow.glance is for one statement: use uow.read');
    this.#left -= 1;
    try {
      return await this.#session.execute(sql, parameters);
    } catch (error) {
      if (!this.#tolerant) {
        this.#failed = true;
        this.#failure = error;
      }
      throw error;
    }
  }

  /** Runs one statement whose failure the caller examines itself. Anything but the expected error must be thrown on. */
  async tolerating<T>(statement: () => Promise<T>, expected: (error: unknown) => boolean, otherwise: T): Promise<T> {
    this.#tolerant = true;
    try {
      return await statement();
    } catch (error) {
      if (expected(error)) return otherwise;
      this.#failed = true;
      this.#failure = error;
      throw error;
    } finally {
      this.#tolerant = false;
    }
  }

  /** The transaction is over: whoever kept its handle gets `reason`, which is made for him alone, since hardly anybody does. */
  close(reason: () => Error): void {
    this.#closed ??= reason;
  }
}

const gates = new WeakMap<object, TransactionGate>();

/** The gate behind a transaction's query builder. */
export function gateOf(db: Kysely<Database>): TransactionGate {
  const gate = gates.get(db);
  if (!gate) throw new Error('not the query builder of a unit of work');
  return gate;
}

/** A query builder all of whose statements go through `gate`. It cannot begin, commit or roll back. */
export function bindToGate(store: Store, gate: TransactionGate): Kysely<Database> {
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
      (await gate.execute(query.sql, query.parameters)) as QueryResult<R>,
    streamQuery: (): never => {
      throw new Error('streaming is not offered: page by key instead');
    },
  };
  const { executor, ...parts } = buildersOf(store);
  const db = new Kysely<Database>({
    ...parts,
    executor: executor.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) }),
  });
  gates.set(db, gate);
  return db;
}

const builders = new WeakMap<Store, KyselyProps>();

/** What all query builders of a store share; only the connection is each transaction's own. */
function buildersOf(store: Store): KyselyProps {
  const known = builders.get(store);
  if (known) return known;
  const { createAdapter, createQueryCompiler } = store.grammar;
  const refuse = (): never => {
    throw new Error('the unit of work lends connections, begins and ends transactions');
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: refuse,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: refuse,
    destroy: async () => {},
  };
  const dialect: Dialect = { ...store.grammar, createDriver: () => driver };
  const executor = new DefaultQueryExecutor(createQueryCompiler(), createAdapter(), { provideConnection: refuse });
  const made: KyselyProps = { config: { dialect }, dialect, driver, executor };
  builders.set(store, made);
  return made;
}

/** Refuses what the drivers would quietly turn into something else: a Date into local time, an object into SQL text, `undefined` into NULL. */
export function checkParameters(parameters: readonly unknown[]): void {
  for (const value of parameters) {
    if (value === null || typeof value === 'string' || typeof value === 'bigint' || Buffer.isBuffer(value)) continue;
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new TypeError(`not a database value: ${describe(value)}`);
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'undefined (a column without a value?)';
  if (typeof value === 'boolean') return 'a boolean (booleans are 0 or 1)';
  if (value instanceof Date) return 'a Date (instants are epoch ms)';
  return typeof value;
}

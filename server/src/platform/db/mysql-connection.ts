import type { QueryResult } from 'kysely';
import { type Connection, createConnection, type ResultSetHeader } from 'mysql2';
import { DatabaseBusy } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';
import { checkParameters, type TransactionMode } from './session.ts';

/** The modes that make MySQL refuse what does not fit instead of storing something like it. */
const SQL_MODE = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/** The server did not take the settings that our arithmetic and comparisons rest on; starting would store wrong rows. */
export class WrongSessionSettings extends Error {
  override readonly name = 'WrongSessionSettings';
}

/** One connection with the settings we rely on. */
export interface MysqlConnection {
  readonly alive: boolean;
  /** What its transactions may do. */
  readonly access: TransactionMode;
  /** Makes its next transactions of this kind; costs round trips only when they were of another. The server then refuses to write in one that reads. */
  setAccess(mode: TransactionMode, deadlineMs: number): Promise<void>;
  /** Throws `DatabaseBusy` and drops the connection when there is no answer within `deadlineMs`. */
  execute(sql: string, parameters: readonly unknown[], deadlineMs: number): Promise<QueryResult<unknown>>;
  /** Drops the connection; the server rolls back what was open. */
  destroy(): void;
  /** Says goodbye first. */
  end(): Promise<void>;
}

/** Connects, sets time zone, strict mode, isolation and character set, and asserts that the server took them. */
export async function connectMysql(url: string, limits: DatabaseLimits): Promise<MysqlConnection> {
  const raw = createConnection({
    uri: url,
    charset: 'utf8mb4_bin',
    connectTimeout: limits.acquireMs,
    // SUM and large BIGINTs come as text otherwise; all our figures are safe integers
    decimalNumbers: true,
    supportBigNumbers: true,
    multipleStatements: false,
    enableKeepAlive: true,
  });
  const connection = wrap(raw);
  try {
    await connected(raw);
    await applySettings(connection, limits);
    return connection;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

function connected(raw: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    raw.connect((error) => (error ? reject(error) : resolve()));
  });
}

function wrap(raw: Connection): MysqlConnection {
  let alive = true;
  let access: TransactionMode = 'write';
  // without a listener a connection that dies while idle would end the process
  raw.on('error', () => {
    alive = false;
  });
  raw.on('end', () => {
    alive = false;
  });
  const destroy = (): void => {
    alive = false;
    raw.destroy();
  };
  const execute: MysqlConnection['execute'] = (sql, parameters, deadlineMs) =>
    new Promise((resolve, reject) => {
      checkParameters(parameters);
      if (!alive) {
        reject(Object.assign(new Error('the connection is gone'), { code: 'MINGDAN_CONNECTION_LOST' }));
        return;
      }
      const timer = setTimeout(() => {
        destroy();
        reject(new DatabaseBusy(`a statement was not answered within ${deadlineMs} ms`));
      }, deadlineMs);
      raw.query(sql, [...parameters], (error, result) => {
        clearTimeout(timer);
        if (error) {
          if ((error as { fatal?: boolean }).fatal) alive = false;
          reject(error);
          return;
        }
        resolve(toResult(result as ResultSetHeader | unknown[]));
      });
    });
  return {
    get alive() {
      return alive;
    },
    get access() {
      return access;
    },
    setAccess: async (mode, deadlineMs) => {
      if (access === mode) return;
      await execute(`SET SESSION TRANSACTION ${mode === 'write' ? 'READ WRITE' : 'READ ONLY'}`, [], deadlineMs);
      if ((mode === 'glance') !== (access === 'glance'))
        await execute(`SET SESSION autocommit = ${mode === 'glance' ? 1 : 0}`, [], deadlineMs);
      access = mode;
    },
    execute,
    destroy,
    end: () =>
      new Promise((resolve) => {
        alive = false;
        // a server that is away cannot answer the goodbye; the socket is closed either way
        raw.end(() => resolve());
      }),
  };
}

function toResult(result: ResultSetHeader | unknown[]): QueryResult<unknown> {
  if (Array.isArray(result)) return { rows: result };
  return { rows: [], numAffectedRows: BigInt(result.affectedRows) };
}

async function applySettings(connection: MysqlConnection, limits: DatabaseLimits): Promise<void> {
  const ask = (sql: string): Promise<QueryResult<unknown>> => connection.execute(sql, [], limits.statementMs);
  const lockWaitSeconds = Math.max(1, Math.round(limits.lockWaitMs / 1000));
  await ask(`SET SESSION time_zone = '+00:00', sql_mode = '${SQL_MODE}', innodb_lock_wait_timeout = ${lockWaitSeconds}, autocommit = 0`);
  await ask('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  const { rows } = await ask(
    'SELECT @@session.time_zone AS zone, @@session.sql_mode AS mode, @@character_set_connection AS charset, @@collation_connection AS collation, @@autocommit AS auto',
  );
  const got = rows[0] as { zone: string; mode: string; charset: string; collation: string; auto: number };
  const wrong = [
    got.zone !== '+00:00' && `time_zone is ${got.zone}`,
    !got.mode.includes('STRICT_TRANS_TABLES') && `sql_mode is ${got.mode}`,
    got.charset !== 'utf8mb4' && `character set is ${got.charset}`,
    got.collation !== 'utf8mb4_bin' && `collation is ${got.collation}`,
    got.auto !== 0 && 'autocommit is on',
  ].filter((fault) => fault !== false);
  if (wrong.length > 0) throw new WrongSessionSettings(`the database did not take our settings: ${wrong.join('; ')}`);
}

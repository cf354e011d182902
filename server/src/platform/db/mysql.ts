import { setTimeout as pause } from 'node:timers/promises';
import { MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler } from 'kysely';
import type { Log } from '../log-port.ts';
import { DatabaseBusy, isConnectionLost } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';
import { connectMysql, type MysqlConnection, WrongSessionSettings } from './mysql-connection.ts';
import type { Session, Store, TransactionMode } from './session.ts';
import { WaitingLine } from './waiting-line.ts';

/** Pause between tries to reach a server that is away. */
const RECONNECT_PAUSE_MS = 50;

/**
 * Opens a pool of connections to MySQL 8, MariaDB or TiDB. Our own pool, because mysql2's waits for a free connection without limit. Connects on first use, so the
 * server starts while its database is away; connections that die are replaced.
 */
export function openMysql(url: string, limits: DatabaseLimits, log: Log): Store {
  const line = new WaitingLine(limits.connections, 'a connection to the database');
  const idle: MysqlConnection[] = [];
  let closed = false;

  /** Keeps trying until the deadline: a restart of the database costs its callers some milliseconds, not an error. */
  const connect = async (): Promise<MysqlConnection> => {
    const end = performance.now() + limits.acquireMs;
    for (;;) {
      try {
        return await connectMysql(url, limits);
      } catch (error) {
        if (error instanceof WrongSessionSettings) throw error;
        if (!isConnectionLost(error) && !isTooManyConnections(error)) throw error;
        if (performance.now() + RECONNECT_PAUSE_MS > end) throw new DatabaseBusy('the database is away', { cause: error });
        log.debug({ err: error }, 'the database is away, trying again');
        await pause(RECONNECT_PAUSE_MS);
      }
    }
  };

  /** The one that was used last among those of this kind, or else of the other. */
  const takeIdle = (mode: TransactionMode): MysqlConnection | undefined => {
    for (;;) {
      const at = idle.findLastIndex(({ access }) => access === mode);
      const [connection] = idle.splice(at, 1);
      if (!connection || connection.alive) return connection;
    }
  };

  const lend = (connection: MysqlConnection, statementMs: number): Session => ({
    execute: (sql, parameters) => connection.execute(sql, parameters, statementMs),
    begin: async (mode) => {
      // it begins with its first statement, and so does the snapshot: autocommit is off, which saves every transaction a round trip
      await connection.setAccess(mode, statementMs);
    },
    commit: async () => {
      await connection.execute('COMMIT', [], statementMs);
    },
    rollback: async () => {
      if (connection.access !== 'glance') await connection.execute('ROLLBACK', [], statementMs);
    },
    release: (broken) => {
      if (broken || closed || !connection.alive) connection.destroy();
      else idle.push(connection);
      line.leave();
    },
  });

  return {
    dialect: 'mysql',
    grammar: {
      createAdapter: () => new MysqlAdapter(),
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
    acquire: async (mode, patient = false) => {
      if (closed) throw new DatabaseBusy('the database is closed');
      await line.enter(limits.acquireMs);
      try {
        return lend(takeIdle(mode) ?? (await connect()), patient ? limits.transactionMs * 240 : limits.statementMs);
      } catch (error) {
        line.leave();
        throw error;
      }
    },
    close: async () => {
      closed = true;
      await Promise.all(idle.splice(0).map((connection) => connection.end()));
    },
  };
}

function isTooManyConnections(error: unknown): boolean {
  return error instanceof Error && [1040, 1203].includes((error as { errno?: number }).errno ?? 0);
}

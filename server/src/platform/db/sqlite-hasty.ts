import { DatabaseBusy } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';
import type { Store } from './session.ts';
import { SQLITE_GRAMMAR } from './sqlite.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { WaitingLine } from './waiting-line.ts';

/** Transactions that go to the file together. */
const GROUP = 500;

/**
 * SQLite for a file that is made in one go and thrown away when it is not finished: nothing waits for the disk, one connection has the file to itself, and
 * each transaction is a savepoint, whole or not at all as ever, of a larger one. Never for data that anybody relies on: what is acknowledged is in the file only
 * after `close`, and safe from a power cut only when the caller has written the file through.
 */
export function openHastySqlite(file: string, limits: DatabaseLimits): Store {
  const connection = new SqliteConnection(file, 'hasty');
  const line = new WaitingLine(1, 'the hasty SQLite');
  let kept = 0;
  let closed = false;
  const run = (sql: string): void => void connection.execute(sql, []);
  const toFile = (): void => {
    if (connection.inTransaction) run('COMMIT');
    kept = 0;
  };

  return {
    dialect: 'sqlite',
    grammar: SQLITE_GRAMMAR,
    async acquire() {
      if (closed) throw new DatabaseBusy('the database is closed');
      await line.enter(limits.acquireMs);
      let open = false;
      const over = (): void => {
        open = false;
        run('RELEASE one');
      };
      const rollback = (): void => {
        if (!open) return;
        run('ROLLBACK TO one');
        over();
      };
      return {
        execute: async (sql, parameters) => connection.execute(sql, parameters),
        begin: async (mode) => {
          // nothing to take back, and nobody else who could write meanwhile
          if (mode === 'read') return;
          // a full disk makes SQLite roll back everything by itself, with what was acknowledged
          if (!connection.inTransaction && kept > 0) throw new Error('SQLite rolled back what was kept: the file is of no use');
          if (!connection.inTransaction) run('BEGIN IMMEDIATE');
          run('SAVEPOINT one');
          open = true;
        },
        commit: async () => {
          over();
          kept += 1;
          if (kept >= GROUP) toFile();
        },
        rollback: async () => rollback(),
        release: () => {
          rollback();
          line.leave();
        },
      };
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await line.enter(limits.transactionMs);
      toFile();
      connection.close();
    },
  };
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../log-port.ts';
import { type DatabaseLimits, DEFAULT_LIMITS } from './limits.ts';
import type { Store } from './session.ts';
import { openSqlite } from './sqlite.ts';
import { openHastySqlite } from './sqlite-hasty.ts';

/** Where the rows are: a server by URL, or else one file. */
export interface DatabaseLocation {
  /** `mysql://user:password@host:port/database` */
  readonly url?: string | undefined;
  /** Used when there is no URL; its folder is made. */
  readonly sqliteFile?: string | undefined;
}

/** Opens the database. Throws when the settings name none. `hasty`: SQLite does not wait for the disk, see `openHastySqlite`. The returned store goes to the unit of work, the queue's runtime and `migrate`, and to nobody else. */
export async function openDatabase(
  location: DatabaseLocation,
  { log, limits = DEFAULT_LIMITS, hasty = false }: { log: Log; limits?: DatabaseLimits; hasty?: boolean },
): Promise<Store> {
  if (location.url !== undefined) {
    // loaded only where it is used: the embedded server starts without the driver
    const { openMysql } = await import('./mysql.ts');
    return openMysql(location.url, limits, log);
  }
  if (location.sqliteFile === undefined) throw new Error('neither DATABASE_URL nor a file for SQLite');
  mkdirSync(dirname(location.sqliteFile), { recursive: true });
  return hasty ? openHastySqlite(location.sqliteFile, limits) : openSqlite(location.sqliteFile, limits);
}

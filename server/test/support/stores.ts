import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { type DatabaseLimits, DEFAULT_LIMITS } from '../../src/platform/db/limits.ts';
import { type DatabaseLocation, openDatabase } from '../../src/platform/db/open.ts';
import type { Store } from '../../src/platform/db/session.ts';
import { newToken } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log-port.ts';
import { administer, mariadbPrograms, type PrivateMariadb, startMariadb } from './private-mariadb.ts';

/** An empty database of its own for one test, or one file of tests. */
export interface FreshStore {
  readonly store: Store;
  /** Where another process or a second pool finds the same rows. */
  readonly location: DatabaseLocation;
  /** Closes the store and removes its data. */
  drop(): Promise<void>;
}

/** A kind of database that tests run on. */
export interface StoreUnderTest {
  readonly name: 'sqlite' | 'mariadb';
  /** Why it cannot run here, or null. */
  readonly missing: string | null;
  fresh(limits?: Partial<DatabaseLimits>): Promise<FreshStore>;
}

const sqlite: StoreUnderTest = {
  name: 'sqlite',
  missing: null,
  fresh: async (limits) => {
    const folder = mkdtempSync(join(tmpdir(), 'mingdan-sqlite-'));
    const location = { sqliteFile: join(folder, 'mingdan.sqlite') };
    const store = await openDatabase(location, { log: silentLog, limits: { ...DEFAULT_LIMITS, ...limits } });
    return {
      store,
      location,
      drop: async () => {
        await store.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

let own: Promise<PrivateMariadb> | null = null;

/** The server of the whole run when there is one, else one for this test process. */
async function mariadbUrl(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given.replace(/(?<=:\/\/[^/]+)\/.*$/, '');
  own ??= startMariadb();
  return (await own).url;
}

const mariadb: StoreUnderTest = {
  name: 'mariadb',
  missing:
    process.env['TEST_DATABASE_URL'] || mariadbPrograms()
      ? null
      : 'MariaDB: neither TEST_DATABASE_URL nor mariadbd and mariadb-install-db on PATH',
  fresh: async (limits) => {
    const server = await mariadbUrl();
    const name = `mingdan_${newToken(9)
      .replace(/[^A-Za-z0-9]/g, '_')
      .toLowerCase()}`;
    await administer(server, `create database ${name}`);
    const location = { url: `${server}/${name}` };
    const store = await openDatabase(location, { log: silentLog, limits: { ...DEFAULT_LIMITS, ...limits } });
    return {
      store,
      location,
      drop: async () => {
        await store.close();
        await administer(server, `drop database ${name}`);
      },
    };
  },
};

/**
 * Both kinds of database, whether they can run here or not. A server of this process's own ends with the tests of whoever asks: files share their process
 * and this module, so that each file asks for itself.
 */
export function storesUnderTest(): readonly StoreUnderTest[] {
  afterAll(stopOwnServer);
  return [sqlite, mariadb];
}

/**
 * One `describe` per store, titled `[sqlite] …` and `[mariadb] …`. A store that is not here is skipped and the reason printed; a run that demands all of
 * them (`CI=true`) fails on skipped tests.
 */
export function onEachStore(title: string, body: (store: StoreUnderTest) => void): void {
  for (const store of storesUnderTest()) {
    if (store.missing) console.warn(`skipped: [${store.name}] ${title}: ${store.missing}`);
    describe.skipIf(store.missing !== null)(`[${store.name}] ${title}`, () => {
      body(store);
    });
  }
}

/** Ends the MariaDB that this process started, if any; the next `fresh` would start another. */
async function stopOwnServer(): Promise<void> {
  const server = own;
  own = null;
  if (server) await (await server).remove();
}

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createAudit } from '../../src/audit/index.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { migrate, pendingMigrations } from '../../src/platform/db/migrate.ts';
import type { Session, Store } from '../../src/platform/db/session.ts';
import { silentLog } from '../../src/platform/log-port.ts';
import { administer } from '../support/private-mariadb.ts';
import { report } from '../support/report.ts';
import { onEachStore } from '../support/stores.ts';
import { testGround, testOrigin } from '../support/uow.ts';
import { bank } from './bank.ts';

const parts = { clock: systemClock, log: silentLog };
const audit = { name: 'audit', migrations: createAudit({ uow: undefined as never }).migrations };
const sources = [audit, bank];

onEachStore('migrations', (storeUnderTest) => {
  test('every step is done once, and a second run does nothing', async () => {
    const { store, drop } = await storeUnderTest.fresh();
    expect((await pendingMigrations(store, sources)).length).toBeGreaterThan(0);
    const done = await migrate(store, sources, parts);
    expect(new Set(done).size).toBe(done.length);
    expect(done).toContain('audit/0001-audit-1');
    expect(await migrate(store, sources, parts)).toEqual([]);
    expect(await pendingMigrations(store, sources)).toEqual([]);
    await drop();
  });

  test('two migrators at once do every step once between them', async () => {
    const { store, drop } = await storeUnderTest.fresh();
    const [first, second] = await Promise.all([migrate(store, sources, parts), migrate(store, sources, parts)]);
    const all = [...first, ...second];
    expect(new Set(all).size).toBe(all.length);
    expect(await pendingMigrations(store, sources)).toEqual([]);
    await drop();
  });

  test('a run that dies after any statement is finished by the next one, with the same schema', async () => {
    const whole = await storeUnderTest.fresh();
    const counted = dyingAfter(whole.store, Number.POSITIVE_INFINITY);
    await migrate(counted.store, sources, parts);
    const expected = await schemaOf(whole.store);
    await whole.drop();

    // every third place on the server, where each DDL statement waits for the disk
    const stride = storeUnderTest.name === 'sqlite' ? 1 : 3;
    let places = 0;
    for (let statements = 1; statements < counted.statements(); statements += stride) {
      const { store, drop } = await storeUnderTest.fresh();
      await expect(migrate(dyingAfter(store, statements).store, sources, parts)).rejects.toThrow();
      await migrate(store, sources, parts);
      expect(await schemaOf(store)).toEqual(expected);
      await drop();
      places += 1;
    }
    report('F28', storeUnderTest.name, { n: places, 'non-converging': 0 });
    expect(places).toBeGreaterThan(10);
  });

  test('a step that fails stops the run and names itself', async () => {
    const { store, drop } = await storeUnderTest.fresh();
    const broken = { name: 'broken', migrations: [{ id: '0001-x', up: () => Promise.reject(new Error('no such table')) }] };
    await expect(migrate(store, [broken, bank], parts)).rejects.toThrow('migration broken/0001-x failed');
    expect(await pendingMigrations(store, [broken, bank])).toEqual(['broken/0001-x', 'bank/0001-effect', 'bank/0002-account']);
    await drop();
  });

  // SQLite has no settings of a server
  if (storeUnderTest.name === 'mariadb') {
    test('a server with other habits is brought to ours: exact text, UTC, strict', async () => {
      const { store, location, drop } = await storeUnderTest.fresh();
      await administer(location.url!, 'alter database character set latin1');
      const ground = await testGround(store, { sources: [bank] });
      const settings = await ground.uow.read(testOrigin(), async (tx) => {
        const asked = sql<{
          zone: string;
          mode: string;
          collation: string;
        }>`select @@session.time_zone as zone, @@session.sql_mode as mode, @@collation_database as collation`;
        return (await asked.execute(tx.db)).rows[0]!;
      });
      expect(settings).toMatchObject({ zone: '+00:00', collation: 'utf8mb4_bin' });
      expect(settings.mode).toContain('STRICT_TRANS_TABLES');
      await expect(
        ground.uow.run(testOrigin(), async (tx) => {
          await tx.db
            .insertInto('t_effect')
            .values({ id: 'x'.repeat(27), source: 'too long' })
            .execute();
          return { ok: true, value: null };
        }),
      ).rejects.toThrow(/too long/i);
      await drop();
    });
  }
});

/** A store that is cut off after so many statements, as by a kill. */
function dyingAfter(store: Store, statements: number): { store: Store; statements: () => number } {
  let done = 0;
  const wrap = (session: Session): Session => ({
    ...session,
    execute: async (sql, parameters) => {
      if (done >= statements) throw new Error('killed');
      done += 1;
      return session.execute(sql, parameters);
    },
    commit: async () => {
      if (done >= statements) throw new Error('killed');
      await session.commit();
    },
  });
  return { store: { ...store, acquire: async (mode, patient) => wrap(await store.acquire(mode, patient)) }, statements: () => done };
}

/** Tables, columns and indexes, in a form that can be compared. */
async function schemaOf(store: Store): Promise<unknown> {
  const session = await store.acquire('read', false);
  try {
    const statement =
      store.dialect === 'sqlite'
        ? `select name, sql from sqlite_master where name not like 'sqlite_%' order by name`
        : `select table_name as t, column_name as c, column_type as y, is_nullable as n, collation_name as l,
             (select count(*) from information_schema.statistics s where s.table_schema = k.table_schema and s.table_name = k.table_name) as i
           from information_schema.columns k where table_schema = database() order by table_name, column_name`;
    return (await session.execute(statement, [])).rows;
  } finally {
    session.release(false);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '@mingdan/shared/kernel/result';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClaim } from '../../../src/platform/actor.ts';
import { DatabaseBusy } from '../../../src/platform/db/errors.ts';
import { type DatabaseLimits, DEFAULT_LIMITS } from '../../../src/platform/db/limits.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';
import type { Session, Store } from '../../../src/platform/db/session.ts';
import type { Tx } from '../../../src/platform/db/unit-of-work.ts';
import { newId } from '../../../src/platform/ids.ts';
import { silentLog } from '../../../src/platform/log-port.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { administer, mariadbPrograms, type PrivateMariadb, startMariadb } from '../../support/private-mariadb.ts';
import { report } from '../../support/report.ts';
import { type TestGround, testGround, testOrigin } from '../../support/uow.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { balances, bank, effectsBySource, openAccounts } from '../bank.ts';

const KILLS = 20;
const WRITERS = 4;
const ROUNDS = 200;
const WHERE = '[mariadb]';

const missing = mariadbPrograms() ? null : 'mariadbd and mariadb-install-db are not on PATH';
if (missing) console.warn(`skipped: [mariadb] server faults: ${missing}`);

// a server of its own, since it is killed and set otherwise
describe.skipIf(missing !== null)('[mariadb] server faults', () => {
  let server: PrivateMariadb;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    server = await startMariadb();
  }, 120_000);
  afterAll(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await server.remove();
  });

  const open = async (
    options: { port?: number; limits?: Partial<DatabaseLimits>; wrap?: (store: Store) => Store } = {},
  ): Promise<TestGround> => {
    const name = `f_${newId().toLowerCase()}`;
    await administer(server.url, `create database ${name}`);
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const store = await openDatabase({ url: `mysql://root@127.0.0.1:${options.port ?? server.port}/${name}` }, { log: silentLog, limits });
    closers.push(() => store.close());
    return testGround((options.wrap ?? ((same) => same))(store), { sources: [bank], limits });
  };

  test(`F20: kill -9 under load (n = ${KILLS} kills): acknowledged ⊆ present, the unknown ones settled by their key, one effect each`, async () => {
    const ground = await open();
    let stopping = false;
    let next = 0;
    let retries = 0;
    const acked: string[] = [];
    let lastAck = 0;
    const client = async (): Promise<void> => {
      while (!stopping) {
        const source = `n${next++}`;
        const key = newId();
        for (;;) {
          const origin = { ...testOrigin(), idempotency: openClaim({ key, route: 'test.create', bodyHash: source }) };
          try {
            const answer = await ground.uow.run(origin, async (tx) => {
              await tx.db.insertInto('t_effect').values({ id: newId(), source }).execute();
              return ok({ source });
            });
            if (!answer.ok || answer.value.source !== source) throw new Error(`a wrong answer: ${JSON.stringify(answer)}`);
            acked.push(source);
            lastAck = performance.now();
            break;
          } catch (error) {
            // what a client sees as 503: it keeps its key and tries again
            if (!(error instanceof DatabaseBusy)) throw error;
            retries += 1;
            await pause(20);
          }
        }
      }
    };
    const clients = Array.from({ length: WRITERS }, client);
    const firstAnswers: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = acked.length;
      await waitUntil('the load runs', () => acked.length > before + 20);
      await server.kill();
      await server.restart();
      const up = performance.now();
      await waitUntil('the first answer after the restart', () => lastAck > up);
      firstAnswers.push(lastAck - up);
    }
    stopping = true;
    await Promise.all(clients);
    const effects = await effectsBySource(ground.uow);
    const lost = acked.filter((source) => !effects.has(source)).length;
    const doubled = [...effects.values()].filter((count) => count > 1).length;
    report('F20', WHERE, {
      n: KILLS,
      acked: acked.length,
      lost,
      doubled,
      retries,
      'slowest first answer ms': Math.round(Math.max(...firstAnswers)),
    });
    expect({ lost, doubled, present: effects.size }).toEqual({ lost: 0, doubled: 0, present: acked.length });
  }, 180_000);

  describe('F21', () => {
    /** Counts what the unit of work does after an error of a transaction. */
    const watched =
      (seen: { commitsAfterError: number; errors: Map<number, number> }) =>
      (store: Store): Store => ({
        ...store,
        acquire: async (mode, patient) => {
          const session = await store.acquire(mode, patient);
          let failed = false;
          const watching: Session = {
            ...session,
            begin: async (asked) => {
              failed = false;
              await session.begin(asked);
            },
            execute: async (statement, parameters) => {
              try {
                return await session.execute(statement, parameters);
              } catch (error) {
                failed = true;
                const errno = (error as { errno?: number }).errno ?? 0;
                seen.errors.set(errno, (seen.errors.get(errno) ?? 0) + 1);
                throw error;
              }
            },
            commit: async () => {
              if (failed) seen.commitsAfterError += 1;
              await session.commit();
            },
          };
          return watching;
        },
      });

    const conflict = async (ground: TestGround, work: (tx: Tx, n: number) => Promise<void>): Promise<number> => {
      let next = 0;
      let givenUp = 0;
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let n = next++; n < ROUNDS; n = next++) {
            await ground.uow
              .run(testOrigin(), async (tx) => {
                await work(tx, n);
                return ok(null);
              })
              .catch((error: unknown) => {
                if (!(error instanceof DatabaseBusy)) throw error;
                givenUp += 1;
              });
          }
        }),
      );
      return givenUp;
    };
    const add = (tx: Tx, id: string, by: number) =>
      tx.db
        .updateTable('t_account')
        .set(({ eb }) => ({ balance: eb('balance', '+', by) }))
        .where('id', '=', id)
        .execute();

    test(`deadlocks (n = ${ROUNDS}, 8 writers): run again from BEGIN, nothing half stored`, async () => {
      const seen = { commitsAfterError: 0, errors: new Map<number, number>() };
      const ground = await open({ wrap: watched(seen) });
      await openAccounts(ground.uow, 2, 0);
      const givenUp = await conflict(ground, async (tx, n) => {
        await add(tx, n % 2 ? 'a0' : 'a1', n % 2 ? 1 : -1);
        await add(tx, n % 2 ? 'a1' : 'a0', n % 2 ? -1 : 1);
      });
      const found = await ground.uow.read(testOrigin(), balances);
      report('F21 1213', WHERE, {
        n: ROUNDS,
        deadlocks: seen.errors.get(1213) ?? 0,
        givenUp,
        'commits after an error': seen.commitsAfterError,
      });
      expect(seen.errors.get(1213) ?? 0).toBeGreaterThan(0);
      expect(seen.commitsAfterError).toBe(0);
      expect(found[0]! + found[1]!).toBe(0);
      expect(givenUp).toBeLessThanOrEqual(ROUNDS / 100);
    });

    test('lock wait: the whole transaction is run again, its first half is not kept', async () => {
      const seen = { commitsAfterError: 0, errors: new Map<number, number>() };
      const ground = await open({ wrap: watched(seen), limits: { lockWaitMs: 1_000 } });
      await openAccounts(ground.uow, 2, 0);
      const gate = Promise.withResolvers<void>();
      const holding = Promise.withResolvers<void>();
      const holder = ground.uow.run(testOrigin(), async (tx) => {
        await add(tx, 'a1', 1);
        holding.resolve();
        await gate.promise;
        return ok(null);
      });
      await holding.promise;
      const waiter = ground.uow.run(testOrigin(), async (tx) => {
        await add(tx, 'a0', 1);
        await add(tx, 'a1', 1);
        return ok(null);
      });
      await waitUntil('the wait has run out once', () => (seen.errors.get(1205) ?? 0) > 0);
      gate.resolve();
      await Promise.all([holder, waiter]);
      report('F21 1205', WHERE, { n: 1, 'lock waits': seen.errors.get(1205) ?? 0, 'commits after an error': seen.commitsAfterError });
      expect(await ground.uow.read(testOrigin(), balances)).toEqual([1, 2]);
      expect(seen.commitsAfterError).toBe(0);
    });

    test(`snapshot conflicts (n = ${ROUNDS}, 8 writers): read, think, write loses nothing where the server checks snapshots`, async () => {
      const seen = { commitsAfterError: 0, errors: new Map<number, number>() };
      await administer(server.url, 'set global innodb_snapshot_isolation = ON');
      const ground = await open({ wrap: watched(seen), limits: { connections: 8 } });
      await openAccounts(ground.uow, 2, 0);
      const givenUp = await conflict(ground, async (tx, n) => {
        const id = `a${n % 2}`;
        const row = await tx.db.selectFrom('t_account').select('balance').where('id', '=', id).executeTakeFirstOrThrow();
        await tx.db
          .updateTable('t_account')
          .set({ balance: row.balance + 1 })
          .where('id', '=', id)
          .execute();
      });
      await administer(server.url, 'set global innodb_snapshot_isolation = OFF');
      const found = await ground.uow.read(testOrigin(), balances);
      report('F21 1020', WHERE, {
        n: ROUNDS,
        conflicts: seen.errors.get(1020) ?? 0,
        givenUp,
        'commits after an error': seen.commitsAfterError,
      });
      expect(found.reduce((a, b) => a + b, 0)).toBe(ROUNDS - givenUp);
      expect(seen.errors.get(1020) ?? 0).toBeGreaterThan(0);
      expect(seen.commitsAfterError).toBe(0);
    });
  });

  describe('F23', () => {
    const limits = { acquireMs: 500, statementMs: 500, transactionMs: 2_000, connections: 4 };

    test('a line that swallows everything: every request ends within its deadline, and the pool heals', async () => {
      const line = await startFaultProxy(server.port);
      closers.push(line.close);
      const ground = await open({ port: line.port, limits });
      const work = () =>
        ground.uow.run(testOrigin(), async (tx) => ok(await tx.db.insertInto('t_effect').values({ id: newId(), source: 'x' }).execute()));
      await Promise.all(Array.from({ length: 8 }, work));
      line.set('black_hole');
      const began = performance.now();
      const outcomes = await Promise.allSettled(Array.from({ length: 40 }, work));
      const tookMs = performance.now() - began;
      expect(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason instanceof DatabaseBusy)).toBe(true);
      line.set('pass');
      const back = performance.now();
      await waitUntil('the pool has healed', () =>
        work().then(
          () => true,
          () => false,
        ),
      );
      report('F23', WHERE, {
        n: 40,
        'hung requests': 0,
        'slowest ms': Math.round(tookMs),
        'healed ms': Math.round(performance.now() - back),
      });
    });

    test('a statement that sleeps is cut off by its deadline', async () => {
      const ground = await open({ limits });
      await expect(ground.uow.read(testOrigin(), (tx) => sql`select sleep(20)`.execute(tx.db))).rejects.toBeInstanceOf(DatabaseBusy);
      expect(await ground.uow.run(testOrigin(), async () => ok('alive'))).toEqual(ok('alive'));
    });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '@mingdan/shared/kernel/result';
import * as z from 'zod';
import { type BenchRow, type Contestant, type Goal, medianOf, perSecond } from '../../../bench/harness.ts';
import { systemOrigin } from '../../src/platform/actor.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { type DatabaseLocation, openDatabase } from '../../src/platform/db/open.ts';
import { createUnitOfWork, type UnitOfWork } from '../../src/platform/db/unit-of-work.ts';
import { newId } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log-port.ts';
import { defineJob, handle } from '../../src/platform/outbox/definitions.ts';
import { createDoorbell } from '../../src/platform/outbox/doorbell.ts';
import { createRegistry } from '../../src/platform/outbox/registry.ts';
import { createQueueRuntime, type QueueDriver } from '../../src/platform/queue/runtime.ts';
import { administer, mariadbPrograms, startMariadb } from '../support/private-mariadb.ts';
import { startRedis } from '../support/private-redis.ts';
import { findProgram } from '../support/program.ts';
import { bareBullmq } from './bare-bullmq.ts';
import { type EffectLoop, mysqlEffectLoop, sqliteEffectLoop } from './effect-loop.ts';

const JOBS = 2_000;
const CONCURRENCY = 16;
/** Jobs that one change leaves: an order's event with the subscriptions that hear it. */
const JOBS_PER_CHANGE = 10;
const REQUESTS = 4;

const notify = defineJob({ name: 'bench.notify', version: 1, payload: z.strictObject({ n: z.number().int() }), attempts: 3 });
const origin = systemOrigin('bench', 'bench');

interface Closing {
  close(): Promise<void>;
}

/** Changes that leave jobs, and the jobs' effects, until the outbox is empty; counted from the first change. */
async function product(name: string, location: DatabaseLocation, driver: QueueDriver): Promise<Contestant & Closing> {
  const store = await openDatabase(location, { log: silentLog });
  await migrate(store, [{ name: 'bench', migrations: [effectTable] }], { clock: systemClock, log: silentLog });
  const registry = createRegistry();
  const doorbell = createDoorbell();
  const uow = createUnitOfWork({
    store,
    clock: systemClock,
    registry,
    doorbell,
    log: silentLog,
    audit: { write: async () => {} },
    seal: { seal: (plain) => plain, open: (sealed) => sealed },
  });
  let left = 0;
  let done = (): void => {};
  registry.add({
    jobs: [
      handle(notify, async (_payload, { origin: by, messageId }) => {
        await uow.once(by, messageId, async (tx) => {
          await tx.db
            .insertInto('bench_effect' as never)
            .values({ id: messageId, at: tx.now } as never)
            .execute();
        });
        left -= 1;
        if (left === 0) done();
      }),
    ],
  });
  registry.seal();
  const queue = createQueueRuntime({
    uow,
    registry,
    doorbell,
    log: silentLog,
    driver,
    roles: { relay: true, worker: true, cron: false },
    concurrency: CONCURRENCY,
  });
  queue.start();
  return {
    name,
    role: 'product',
    async measure() {
      const before = await effects(uow);
      left = JOBS;
      const allDone = new Promise<void>((resolve) => {
        done = resolve;
      });
      const rate = await perSecond(JOBS, async () => {
        await changes(uow);
        await allDone;
        while (await anyLeft(uow)) await systemClock.sleep(1);
      });
      if ((await effects(uow)) - before !== JOBS) throw new Error(`${name}: effects are missing or doubled`);
      return rate;
    },
    async close() {
      await queue.stop();
      await store.close();
    },
  };
}

const effectTable = {
  id: '0001-effect',
  up: async (db: import('kysely').Kysely<unknown>) => {
    await db.schema
      .createTable('bench_effect')
      .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
  },
};

/** Several requests at once, as a web server has them. */
async function changes(uow: UnitOfWork): Promise<void> {
  let next = 0;
  const request = async (): Promise<void> => {
    for (let from = next; from < JOBS; from = next) {
      next += JOBS_PER_CHANGE;
      await change(uow, from);
    }
  };
  await Promise.all(Array.from({ length: REQUESTS }, request));
}

async function change(uow: UnitOfWork, from: number): Promise<void> {
  await uow.run(origin, async (tx) => {
    for (let n = from; n < from + JOBS_PER_CHANGE; n += 1) await tx.outbox.enqueue(notify, { n });
    return ok(null);
  });
}

async function effects(uow: UnitOfWork): Promise<number> {
  const row = await uow.read(origin, (tx) =>
    tx.db
      .selectFrom('bench_effect' as never)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return Number((row as { count: number }).count);
}

async function anyLeft(uow: UnitOfWork): Promise<boolean> {
  return (await uow.read(origin, (tx) => tx.db.selectFrom('outbox').select('id').limit(1).executeTakeFirst())) !== undefined;
}

function yardstick(name: string, loop: EffectLoop): Contestant {
  return { name, role: 'yardstick', measure: () => perSecond(JOBS, () => loop.run(JOBS, CONCURRENCY)) };
}

const ratio = (product: string, measure: string): Goal => ({
  text: `${product} ≥ 50 % of ${measure}`,
  unit: '×',
  evaluate: (medians) => {
    const value = medianOf(medians, product) / medianOf(medians, measure);
    return { value, reached: value >= 0.5 };
  },
});

/** Jobs with one effect each, from the change that asks for them to the empty outbox. */
export const row: BenchRow = {
  name: 'jobs',
  work: `${JOBS} notifications through outbox and queue, ${CONCURRENCY} at once, effects exactly once`,
  unit: 'jobs/s',
  async prepare({ note }) {
    const folder = mkdtempSync(join(tmpdir(), 'mingdan-bench-jobs-'));
    const closers: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
    const contestants: Contestant[] = [];
    const goals: Goal[] = [];
    const keep = <T extends Closing>(part: T): T => {
      closers.push(() => part.close());
      return part;
    };

    contestants.push(keep(await product('sqlite embedded', { sqliteFile: join(folder, 'product.sqlite') }, { kind: 'database' })));
    contestants.push(yardstick('sqlite loop', keep(sqliteEffectLoop(join(folder, 'yardstick.sqlite')))));
    goals.push(ratio('sqlite embedded', 'sqlite loop'), {
      text: 'embedded ≥ 1,000/s',
      unit: 'jobs/s',
      evaluate: (medians) => ({ value: medianOf(medians, 'sqlite embedded'), reached: medianOf(medians, 'sqlite embedded') >= 1_000 }),
    });

    const redis = findProgram('redis-server') ? await startRedis() : null;
    if (redis) closers.push(redis.stop);
    else note('jobs: redis-server is not on PATH: BullMQ is left out');

    if (mariadbPrograms()) {
      const server = await startMariadb();
      closers.push(server.remove);
      const database = async (name: string): Promise<DatabaseLocation> => {
        await administer(server.url, `create database ${name}`);
        return { url: `${server.url}/${name}` };
      };
      contestants.push(keep(await product('mariadb', await database('by_database'), { kind: 'database' })));
      if (redis) {
        const driver: QueueDriver = { kind: 'bullmq', redisUrl: redis.url, prefix: `bench-${newId()}` };
        contestants.push(keep(await product('mariadb + bullmq', await database('by_bullmq'), driver)));
        goals.push(ratio('mariadb + bullmq', 'mariadb loop'));
      }
      contestants.push(yardstick('mariadb loop', keep(await mysqlEffectLoop((await database('yardstick')).url!, CONCURRENCY))));
      goals.push(ratio('mariadb', 'mariadb loop'));
    } else note('jobs: MariaDB is not on PATH: SQLite only');

    if (redis) {
      const bare = keep(bareBullmq(redis.url, CONCURRENCY));
      contestants.push({ name: 'bare BullMQ, no effect', role: 'information', measure: () => perSecond(JOBS, () => bare.run(JOBS)) });
    }
    return {
      contestants,
      goals,
      facts: {
        jobs: JOBS,
        concurrency: CONCURRENCY,
        'jobs per change': JOBS_PER_CHANGE,
        durability: 'SQLite WAL synchronous=FULL; MariaDB flush at commit',
      },
      async close() {
        for (const close of closers.reverse()) await close();
      },
    };
  },
};

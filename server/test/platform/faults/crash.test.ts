import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ok } from '@mingdan/shared/kernel/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CrashPoint } from '../../../src/platform/fault.ts';
import { silentLog } from '../../../src/platform/log-port.ts';
import { createQueueRuntime, type QueueDriver } from '../../../src/platform/queue/runtime.ts';
import { onEachStoreAndQueue } from '../../support/queues.ts';
import { report } from '../../support/report.ts';
import type { FreshStore } from '../../support/stores.ts';
import { type TestGround, testGround, testOrigin } from '../../support/uow.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { bank, effectsBySource } from '../bank.ts';
import type { ChildOrders } from './child.ts';
import { leaveMark, markBindings, SHORT } from './jobs.ts';

const ROUNDS = 20;
const JOBS = 5;
/** Forty processes are started and killed; a busy machine takes its time. */
const TIMEOUT_MS = 240_000;

/** Where each crash point is hit. Complete by its type: a new point without a test does not compile. */
const HIT_BY: Record<CrashPoint, 'producer' | 'relay' | 'worker' | 'sealer'> = {
  'uow.beforeCommit': 'producer',
  'outbox.afterCommit': 'producer',
  'relay.beforeRing': 'relay',
  'relay.afterRing': 'relay',
  'worker.beforeEffect': 'worker',
  'worker.afterEffect': 'worker',
  'audit.beforeSeal': 'sealer',
};
const pointsOf = (...parts: string[]) => (Object.keys(HIT_BY) as CrashPoint[]).filter((point) => parts.includes(HIT_BY[point]));

onEachStoreAndQueue('kill -9', (storeUnderTest, queueUnderTest) => {
  // each store once, each driver once: the other two combinations differ in nothing that a crash could meet
  if ((storeUnderTest.name === 'sqlite') !== (queueUnderTest.name === 'database')) return;
  const where = `[${storeUnderTest.name}] [${queueUnderTest.name}]`;
  let fresh: FreshStore;
  let ground: TestGround;
  let driver: QueueDriver;

  beforeAll(async () => {
    fresh = await storeUnderTest.fresh();
    driver = await queueUnderTest.fresh();
    ground = await testGround(fresh.store, { sources: [bank], bind: markBindings });
  });
  afterAll(() => fresh.drop());

  /** Another process takes over and works until nothing is left. */
  const takeOver = async (): Promise<void> => {
    const runtime = createQueueRuntime({
      ...ground,
      log: silentLog,
      driver,
      roles: { relay: true, worker: true, cron: false },
      timing: SHORT,
    });
    runtime.start();
    try {
      await waitUntil('everything is done', async () => {
        const row = await ground.uow.read(testOrigin(), (tx) => tx.db.selectFrom('outbox').select('id').executeTakeFirst());
        return row === undefined;
      });
    } finally {
      await runtime.stop();
    }
  };

  test(
    `F02: the server dies around its commit (n = ${ROUNDS}): acknowledged ⊆ present, each effect once`,
    async () => {
      const points = pointsOf('producer');
      const acked: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const produce = Array.from({ length: JOBS }, (_, index) => `f02-${round}-${index}`);
        const fault = `${points[round % points.length]}@${1 + (round % JOBS)}`;
        acked.push(...(await runUntilKilled({ location: fresh.location, fault, produce, consume: null })));
      }
      await takeOver();
      const effects = new Map([...(await effectsBySource(ground.uow))].filter(([source]) => source.startsWith('f02-')));
      const lost = acked.filter((source) => !effects.has(source)).length;
      const doubled = [...effects.values()].filter((count) => count > 1).length;
      // of each round at most the one whose answer was lost
      const unknown = effects.size - (acked.length - lost);
      report('F02', where, { n: ROUNDS, acked: acked.length, lost, doubled, unknown });
      expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
      expect(acked.length).toBeGreaterThan(ROUNDS);
      expect(unknown).toBeLessThanOrEqual(ROUNDS);
      expect(unknown).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  test(
    `F03: relay and worker die around ringing and around the effect (n = ${ROUNDS}): one effect per job`,
    async () => {
      const points = queueUnderTest.name === 'bullmq' ? pointsOf('relay', 'worker') : pointsOf('worker');
      for (let round = 0; round < ROUNDS; round += 1) {
        await ground.uow.run(testOrigin(), async (tx) => {
          for (let index = 0; index < JOBS; index += 1) await tx.outbox.enqueue(leaveMark, { source: `f03-${round}-${index}` });
          return ok(null);
        });
        const point = points[round % points.length]!;
        const fault = `${point}@${HIT_BY[point] === 'worker' ? 1 + (round % JOBS) : 1}`;
        await runUntilKilled({ location: fresh.location, fault, produce: [], consume: driver });
        await takeOver();
      }
      const effects = new Map([...(await effectsBySource(ground.uow))].filter(([source]) => source.startsWith('f03-')));
      const doubled = [...effects.values()].filter((count) => count > 1).length;
      report('F03', where, { n: ROUNDS, jobs: ROUNDS * JOBS, lost: ROUNDS * JOBS - effects.size, doubled });
      expect(effects.size).toBe(ROUNDS * JOBS);
      expect(doubled).toBe(0);
    },
    TIMEOUT_MS,
  );
});

interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  output: string;
  complaints: string;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
}

const CACHE = join(tmpdir(), 'mingdan-test-compile-cache');
let spare: Child | null = null;

/** Starts a child that loads its modules and waits for orders. */
function startChild(): Child {
  const started = spawn(process.execPath, [fileURLToPath(new URL('child.ts', import.meta.url))], {
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
  });
  const ended = Promise.withResolvers<{ code: number | null; signal: string | null }>();
  const child: Child = { process: started, output: '', complaints: '', ended: ended.promise };
  started.stdout.on('data', (chunk) => {
    child.output += chunk;
  });
  started.stderr.on('data', (chunk) => {
    child.complaints += chunk;
  });
  // a spare that is never used is killed before it has read anything
  started.stdin.on('error', () => {});
  started.once('close', (code, signal) => ended.resolve({ code, signal }));
  return child;
}

afterAll(() => {
  spare?.process.kill('SIGKILL');
});

/** Runs a child until its crash point kills it; returns what it acknowledged before. Fails when the point was never reached. */
async function runUntilKilled(orders: ChildOrders): Promise<string[]> {
  const child = spare ?? startChild();
  spare = startChild();
  child.process.stdin.end(JSON.stringify(orders));
  const { code, signal } = await child.ended;
  if (signal !== 'SIGKILL') throw new Error(`${orders.fault} was never reached (exit code ${code}): ${child.complaints}`);
  return [...child.output.matchAll(/^acked (.+)$/gm)].map(([, source]) => source!);
}

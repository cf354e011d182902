import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '@mingdan/shared/kernel/result';
import { describe, expect, test } from 'vitest';
import { newToken } from '../../../src/platform/ids.ts';
import { silentLog } from '../../../src/platform/log-port.ts';
import { createQueueRuntime, type QueueRuntime } from '../../../src/platform/queue/runtime.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { freePort } from '../../support/free-port.ts';
import { startRedis } from '../../support/private-redis.ts';
import { findProgram } from '../../support/program.ts';
import { report } from '../../support/report.ts';
import { storesUnderTest } from '../../support/stores.ts';
import { type TestGround, testGround, testOrigin } from '../../support/uow.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { bank, effectsBySource } from '../bank.ts';
import { leaveMark, markBindings } from './jobs.ts';

const OUTAGE_MS = 10_000;
/** Pause between two changes of the load, so that the outage is met by some hundreds. */
const PACE_MS = 25;

/** Registers what is closed after the test, last first. */
type Closing = (close: () => Promise<void>) => void;

const redisMissing = findProgram('redis-server') ? null : 'redis-server is not on PATH';

for (const store of storesUnderTest()) {
  const missing = store.missing ?? redisMissing;
  if (missing) console.warn(`skipped: [${store.name}] [bullmq] Redis away: ${missing}`);
  // the outages pass side by side
  describe.skipIf(missing !== null).concurrent(`[${store.name}] [bullmq] Redis away`, () => {
    const where = `[${store.name}] [bullmq]`;
    const begin = async (redisPort: number, closing: Closing): Promise<{ ground: TestGround; runtime: QueueRuntime; bootMs: number }> => {
      const fresh = await store.fresh();
      closing(fresh.drop);
      const ground = await testGround(fresh.store, { sources: [bank], bind: markBindings });
      const began = performance.now();
      const runtime = createQueueRuntime({
        ...ground,
        log: silentLog,
        driver: { kind: 'bullmq', redisUrl: `redis://127.0.0.1:${redisPort}`, prefix: `t-${newToken(6)}` },
        roles: { relay: true, worker: true, cron: true },
      });
      runtime.start();
      closing(() => runtime.stop());
      return { ground, runtime, bootMs: performance.now() - began };
    };

    /** One change with one job; returns how long it took to be acknowledged. */
    const change = async (ground: TestGround, source: string): Promise<number> => {
      const began = performance.now();
      await ground.uow.run(testOrigin(), async (tx) => ok(await tx.outbox.enqueue(leaveMark, { source })));
      return performance.now() - began;
    };
    const drained = (ground: TestGround) =>
      waitUntil(
        'the backlog is done',
        async () => (await ground.uow.read(testOrigin(), (tx) => tx.db.selectFrom('outbox').select('id').executeTakeFirst())) === undefined,
        30_000,
      );
    const verdict = async (ground: TestGround, acked: number): Promise<{ lost: number; doubled: number }> => {
      const effects = await effectsBySource(ground.uow);
      return { lost: acked - effects.size, doubled: [...effects.values()].filter((count) => count > 1).length };
    };

    test('F12: absent at boot: starts, stores every change, and does the jobs when it comes', async ({ onTestFinished }) => {
      const port = await freePort();
      const { ground, runtime, bootMs } = await begin(port, onTestFinished);
      expect(runtime.health()).toMatchObject({ driver: 'bullmq', state: 'degraded' });
      for (let n = 0; n < 50; n += 1) await change(ground, `n${n}`);
      expect((await effectsBySource(ground.uow)).size).toBe(0);

      const redis = await startRedis(port);
      onTestFinished(redis.stop);
      await drained(ground);
      const outcome = await verdict(ground, 50);
      report('F12', where, { n: 50, bootMs: Math.round(bootMs), ...outcome });
      expect(outcome).toEqual({ lost: 0, doubled: 0 });
      expect(bootMs).toBeLessThan(3_000);
      expect(runtime.health().state).toBe('ok');
    });

    test(`F13: away for ${OUTAGE_MS / 1000} s under load: changes go on as fast, nothing is lost, the backlog drains`, async ({
      onTestFinished,
    }) => {
      const redis = await startRedis();
      onTestFinished(redis.stop);
      const line = await startFaultProxy(redis.port);
      onTestFinished(line.close);
      const { ground, runtime } = await begin(line.port, onTestFinished);
      await waitUntil('Redis is there', () => runtime.health().state === 'ok');

      let acked = 0;
      const load = async (ms: number): Promise<number[]> => {
        const times: number[] = [];
        for (const end = performance.now() + ms; performance.now() < end; ) {
          times.push(await change(ground, `n${acked}`));
          acked += 1;
          await pause(PACE_MS);
        }
        return times;
      };
      const before = await load(3_000);
      line.set('refuse');
      const during = await load(OUTAGE_MS);
      expect(runtime.health().state).toBe('degraded');
      line.set('pass');
      const back = performance.now();
      await drained(ground);
      const outcome = await verdict(ground, acked);
      report('F13', where, {
        n: acked,
        'p95 before ms': percentile95(before).toFixed(1),
        'p95 during ms': percentile95(during).toFixed(1),
        'drained ms': Math.round(performance.now() - back),
        ...outcome,
      });
      expect(outcome).toEqual({ lost: 0, doubled: 0 });
    }, 90_000);
  });
}

function percentile95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
}

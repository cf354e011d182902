import { afterAll, describe } from 'vitest';
import { newToken } from '../../src/platform/ids.ts';
import type { QueueDriver } from '../../src/platform/queue/runtime.ts';
import { type PrivateRedis, startRedis } from './private-redis.ts';
import { findProgram } from './program.ts';
import { type StoreUnderTest, storesUnderTest } from './stores.ts';

/** A way to run the queue that tests run on. */
export interface QueueUnderTest {
  readonly name: 'database' | 'bullmq';
  /** Why it cannot run here, or null. */
  readonly missing: string | null;
  /** A driver that shares nothing with other tests; on Redis by a prefix of its own. */
  fresh(): Promise<QueueDriver>;
}

let own: Promise<PrivateRedis> | null = null;

const database: QueueUnderTest = { name: 'database', missing: null, fresh: async () => ({ kind: 'database' }) };

const bullmq: QueueUnderTest = {
  name: 'bullmq',
  missing: process.env['TEST_REDIS_URL'] || findProgram('redis-server') ? null : 'Redis: neither TEST_REDIS_URL nor redis-server on PATH',
  fresh: async () => {
    const given = process.env['TEST_REDIS_URL'];
    if (!given) own ??= startRedis();
    return { kind: 'bullmq', redisUrl: given ?? (await own!).url, prefix: `t-${newToken(6)}` };
  },
};

afterAll(async () => {
  if (own) await (await own).stop();
  own = null;
});

/** Both drivers, whether they can run here or not. */
export function queuesUnderTest(): readonly QueueUnderTest[] {
  return [database, bullmq];
}

/** One `describe` per store and queue, titled `[sqlite] [database] …`. What is not here is skipped and the reason printed. */
export function onEachStoreAndQueue(title: string, body: (store: StoreUnderTest, queue: QueueUnderTest) => void): void {
  for (const store of storesUnderTest()) {
    for (const queue of queuesUnderTest()) {
      const missing = store.missing ?? queue.missing;
      if (missing) console.warn(`skipped: [${store.name}] [${queue.name}] ${title}: ${missing}`);
      describe.skipIf(missing !== null)(`[${store.name}] [${queue.name}] ${title}`, () => body(store, queue));
    }
  }
}

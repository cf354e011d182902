import { setTimeout as pause } from 'node:timers/promises';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { Updateable } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import type { OutboxTable } from '../../src/platform/db/schema.ts';
import type { UnitOfWork } from '../../src/platform/db/unit-of-work.ts';
import { newId } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log-port.ts';
import { defineEvent, defineJob, every, handle, type JobContext, on, PermanentFailure } from '../../src/platform/outbox/definitions.ts';
import type { Bindings } from '../../src/platform/outbox/registry.ts';
import { listDeadLetters, replayDeadLetter } from '../../src/platform/queue/dead-letters.ts';
import { createQueueRuntime, type QueueRoles, type QueueRuntime } from '../../src/platform/queue/runtime.ts';
import type { QueueTiming } from '../../src/platform/queue/timing.ts';
import { onEachStoreAndQueue, type QueueUnderTest } from '../support/queues.ts';
import type { StoreUnderTest } from '../support/stores.ts';
import { type TestGround, testGround, testOrigin } from '../support/uow.ts';
import { waitUntil } from '../support/wait-until.ts';
import { bank, effectsBySource } from './bank.ts';

const work = defineJob({ name: 'test.work', version: 1, payload: z.strictObject({ n: z.number().int() }), attempts: 3 });
const happened = defineEvent({ name: 'test.happened', version: 1, payload: z.strictObject({ n: z.number().int() }) });

const EVERYTHING: QueueRoles = { relay: true, worker: true, cron: true };
const QUICK: Partial<QueueTiming> = { pollMs: 20, leaseMs: 2_000, reringMs: 1_000, graceMs: 3_000, backoffMs: () => 30 };

onEachStoreAndQueue('queue', (store, queue) => {
  const closers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  /** A migrated store with `bind`'s handlers and one running queue over it. */
  const begin = async (
    bind: (uow: UnitOfWork) => Bindings,
    options: { roles?: QueueRoles; timing?: Partial<QueueTiming>; concurrency?: number } = {},
  ): Promise<{ ground: TestGround; runtime: QueueRuntime; another: () => QueueRuntime }> => {
    const fresh = await openFor(store);
    closers.push(fresh.drop);
    const driver = await driverFor(queue);
    const ground = await testGround(fresh.store, { sources: [bank], bind: (uow) => [bind(uow)] });
    const another = (): QueueRuntime => {
      const runtime = createQueueRuntime({
        ...ground,
        log: silentLog,
        driver,
        roles: options.roles ?? EVERYTHING,
        timing: { ...QUICK, ...options.timing },
        concurrency: options.concurrency ?? 8,
      });
      runtime.start();
      closers.push(() => runtime.stop());
      return runtime;
    };
    return { ground, runtime: another(), another };
  };

  const effectOnce = (uow: UnitOfWork, source: (n: number, context: JobContext) => string) =>
    handle(work, async ({ n }, context) => {
      await uow.once(context.origin, context.messageId, async (tx) => {
        await tx.db
          .insertInto('t_effect')
          .values({ id: newId(), source: source(n, context) })
          .execute();
      });
    });

  test('every job has its effect exactly once, and no row is left', async () => {
    const { ground } = await begin((uow) => ({ jobs: [effectOnce(uow, (n) => `n${n}`)] }));
    for (let batch = 0; batch < 10; batch += 1) {
      await ground.uow.run(testOrigin(), async (tx) => {
        for (let n = 0; n < 30; n += 1) await tx.outbox.enqueue(work, { n: batch * 30 + n });
        return ok(null);
      });
    }
    await outboxEmpty(ground.uow);
    const effects = await effectsBySource(ground.uow);
    expect(effects.size).toBe(300);
    expect(new Set(effects.values())).toEqual(new Set([1]));
  });

  test('a refused and a failed transaction leave no job', async () => {
    let ran = 0;
    const { ground } = await begin(() => ({
      jobs: [
        handle(work, async () => {
          ran += 1;
        }),
      ],
    }));
    await ground.uow.run(testOrigin(), async (tx) => {
      await tx.outbox.enqueue(work, { n: 1 });
      return refuse('test.no');
    });
    await expect(
      ground.uow.run(testOrigin(), async (tx) => {
        await tx.outbox.enqueue(work, { n: 2 });
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    await enqueue(ground.uow, 3);
    await outboxEmpty(ground.uow);
    expect(ran).toBe(1);
  });

  test('an event reaches each of its subscriptions on its own: one that fails does not hold the other back', async () => {
    const heard: string[] = [];
    let failures = 0;
    const { ground } = await begin(() => ({
      subscriptions: [
        on(happened, 'test.first', async ({ n }) => {
          heard.push(`first ${n}`);
        }),
        on(happened, 'test.second', async ({ n }) => {
          failures += 1;
          if (failures < 3) throw new Error('not yet');
          heard.push(`second ${n}`);
        }),
      ],
    }));
    await ground.uow.run(testOrigin(), async (tx) => ok(await tx.outbox.append(happened, { n: 7 })));
    await outboxEmpty(ground.uow);
    expect(heard).toEqual(['first 7', 'second 7']);
    expect(failures).toBe(3);
  });

  test('a handler learns the try, the correlation id and one message id', async () => {
    const seen: { attempt: number; messageId: string; requestId: string; name: string }[] = [];
    const { ground } = await begin(() => ({
      jobs: [
        handle(work, async (_payload, { attempt, messageId, origin }) => {
          seen.push({ attempt, messageId, requestId: origin.requestId, name: origin.actor.name });
          if (attempt < 3) throw new Error('again');
        }),
      ],
    }));
    const origin = testOrigin();
    await ground.uow.run(origin, async (tx) => ok(await tx.outbox.enqueue(work, { n: 1 })));
    await outboxEmpty(ground.uow);
    expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(seen.map(({ messageId }) => messageId)).size).toBe(1);
    expect(seen[0]).toMatchObject({ requestId: origin.requestId, name: 'test.work' });
  });

  test('a job that goes on failing becomes a dead letter with its reason, and can be put back', async () => {
    let broken = true;
    const { ground, runtime } = await begin((uow) => ({
      jobs: [
        handle(work, async (_payload, { origin, messageId }) => {
          if (broken) throw new Error('the printer is out of paper');
          await uow.once(origin, messageId, async (tx) => {
            await tx.db.insertInto('t_effect').values({ id: newId(), source: 'late' }).execute();
          });
        }),
      ],
    }));
    await enqueue(ground.uow, 1);
    await waitUntil('the job is given up', async () => (await deadLetters(ground.uow)).length === 1);
    const [letter] = await deadLetters(ground.uow);
    expect(letter).toMatchObject({ target: 'test.work', attempts: 3, reason: 'Error: the printer is out of paper' });

    broken = false;
    expect(await putBack(ground.uow, letter!.id)).toBe(true);
    expect(await putBack(ground.uow, letter!.id)).toBe(false);
    runtime.wake();
    await outboxEmpty(ground.uow);
    expect(await effectsBySource(ground.uow)).toEqual(new Map([['late', 1]]));
    expect(await deadLetters(ground.uow)).toEqual([]);
  });

  test('a permanent failure is not tried again', async () => {
    let tries = 0;
    const { ground } = await begin(() => ({
      jobs: [
        handle(work, async () => {
          tries += 1;
          throw new PermanentFailure('no such user');
        }),
      ],
    }));
    await enqueue(ground.uow, 1);
    await waitUntil('the job is given up', async () => (await deadLetters(ground.uow)).length === 1);
    expect(tries).toBe(1);
  });

  test('a payload that no longer fits its schema becomes a dead letter', async () => {
    const { ground, runtime } = await begin(() => ({ jobs: [handle(work, async () => {})] }));
    await ground.uow.run(testOrigin(), async (tx) => {
      return ok(await tx.outbox.enqueue(work, { n: 1 }, { dueAt: tx.now + 60_000 }));
    });
    await alterRows(ground.uow, () => ({ payload: '{"n":"one"}', next_at: 0 }));
    runtime.wake();
    await waitUntil('the job is given up', async () => (await deadLetters(ground.uow)).length === 1);
    expect((await deadLetters(ground.uow))[0]?.reason).toMatch(/does not fit/);
  });

  test('a job of a newer version waits for a process that knows it', async () => {
    let ran = 0;
    const { ground, runtime } = await begin(() => ({
      jobs: [
        handle(work, async () => {
          ran += 1;
        }),
      ],
    }));
    await ground.uow.run(testOrigin(), async (tx) => {
      return ok(await tx.outbox.enqueue(work, { n: 1 }, { dueAt: tx.now + 60_000 }));
    });
    await alterRows(ground.uow, (now) => ({ version: 2, due_at: now, next_at: now }));
    runtime.wake();
    await waitUntil('the row was looked at and put back', async () => {
      const rows = await ground.uow.read(testOrigin(), (tx) => tx.db.selectFrom('outbox').select(['state', 'next_at', 'due_at']).execute());
      return rows.length === 1 && rows[0]!.state === 'waiting' && rows[0]!.next_at > rows[0]!.due_at + 1_000;
    });
    expect(ran).toBe(0);
  });

  test('a delayed job runs when it is due and not before', async () => {
    let ranAt = 0;
    const { ground } = await begin(() => ({
      jobs: [
        handle(work, async () => {
          ranAt = Date.now();
        }),
      ],
    }));
    const dueAt = Date.now() + 400;
    await ground.uow.run(testOrigin(), async (tx) => ok(await tx.outbox.enqueue(work, { n: 1 }, { dueAt })));
    await outboxEmpty(ground.uow);
    expect(ranAt).toBeGreaterThanOrEqual(dueAt);
  });

  test('of jobs with one dedupe key only the first is kept while it waits', async () => {
    const seen: number[] = [];
    const { ground } = await begin(() => ({
      jobs: [
        handle(work, async ({ n }) => {
          seen.push(n);
        }),
      ],
    }));
    const ask = (n: number) =>
      ground.uow.run(testOrigin(), async (tx) => ok(await tx.outbox.enqueue(work, { n }, { dedupeKey: 'sla:1', dueAt: tx.now + 150 })));
    await ask(1);
    await ask(2);
    await outboxEmpty(ground.uow);
    await ask(3);
    await outboxEmpty(ground.uow);
    expect(seen).toEqual([1, 3]);
  });

  test('a worker that vanished is replaced when its lease runs out', async () => {
    const { ground, runtime } = await begin((uow) => ({ jobs: [effectOnce(uow, () => 'taken over')] }));
    await ground.uow.run(testOrigin(), async (tx) => {
      return ok(await tx.outbox.enqueue(work, { n: 1 }, { dueAt: tx.now + 60_000 }));
    });
    // as a dead process leaves it
    await alterRows(ground.uow, (now) => ({ state: 'running', lease: newId(), next_at: now + 200 }));
    runtime.wake();
    await outboxEmpty(ground.uow);
    expect(await effectsBySource(ground.uow)).toEqual(new Map([['taken over', 1]]));
  });

  test('a job under which worker after worker vanishes becomes a dead letter', async () => {
    let ran = 0;
    const { ground, runtime } = await begin(() => ({
      jobs: [
        handle(work, async () => {
          ran += 1;
        }),
      ],
    }));
    await ground.uow.run(testOrigin(), async (tx) => {
      return ok(await tx.outbox.enqueue(work, { n: 1 }, { dueAt: tx.now + 60_000 }));
    });
    await alterRows(ground.uow, (now) => ({ state: 'running', lease: newId(), next_at: now, crashes: 2 }));
    runtime.wake();
    await waitUntil('the job is given up', async () => (await deadLetters(ground.uow)).length === 1);
    expect((await deadLetters(ground.uow))[0]?.reason).toMatch(/vanished 3 times/);
    expect(ran).toBe(0);
  });

  test('two workers share the rows and double no effect', async () => {
    const { ground, another } = await begin((uow) => ({ jobs: [effectOnce(uow, (n) => `n${n}`)] }));
    another();
    await ground.uow.run(testOrigin(), async (tx) => {
      for (let n = 0; n < 200; n += 1) await tx.outbox.enqueue(work, { n });
      return ok(null);
    });
    await outboxEmpty(ground.uow);
    const effects = await effectsBySource(ground.uow);
    expect(effects.size).toBe(200);
    expect(new Set(effects.values())).toEqual(new Set([1]));
  });

  test('a long job keeps its lease', async () => {
    let runs = 0;
    const { ground, another } = await begin(
      () => ({
        jobs: [
          handle(work, async () => {
            runs += 1;
            await pause(2_000);
          }),
        ],
      }),
      { timing: { leaseMs: 1_200, reringMs: 400 } },
    );
    another();
    await enqueue(ground.uow, 1);
    await outboxEmpty(ground.uow);
    expect(runs).toBe(1);
  });

  test('stopping tells running jobs, waits for them and hands the rest back', async () => {
    let started = 0;
    let finished = 0;
    const { ground, runtime } = await begin(
      () => ({
        jobs: [
          handle(work, async (_payload, { signal }) => {
            started += 1;
            if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
            finished += 1;
          }),
        ],
      }),
      { concurrency: 3 },
    );
    await ground.uow.run(testOrigin(), async (tx) => {
      for (let n = 0; n < 10; n += 1) await tx.outbox.enqueue(work, { n });
      return ok(null);
    });
    await waitUntil('three jobs run', () => started === 3);
    await runtime.stop();
    expect(finished).toBe(started);
    const rows = await ground.uow.read(testOrigin(), (tx) => tx.db.selectFrom('outbox').select('state').execute());
    expect(rows).toHaveLength(10 - finished);
    expect(rows.filter(({ state }) => state === 'running')).toEqual([]);
  });

  test('a recurring task runs in one process at a time and goes on in another when that one stops', async () => {
    let now = 0;
    let together = 0;
    let runs = 0;
    const { another, runtime } = await begin(() => ({
      crons: [
        every('test.tick', 0.3, async () => {
          now += 1;
          together = Math.max(together, now);
          await pause(50);
          runs += 1;
          now -= 1;
        }),
      ],
    }));
    another();
    await waitUntil('it has run twice', () => runs >= 2);
    await runtime.stop();
    const before = runs;
    await waitUntil('it goes on elsewhere', () => runs >= before + 2);
    expect(together).toBe(1);
  });
});

const openFor = (store: StoreUnderTest) => store.fresh();
const driverFor = (queue: QueueUnderTest) => queue.fresh();

async function enqueue(uow: UnitOfWork, n: number): Promise<void> {
  await uow.run(testOrigin(), async (tx) => ok(await tx.outbox.enqueue(work, { n })));
}

async function outboxEmpty(uow: UnitOfWork): Promise<void> {
  await waitUntil('the outbox is empty', async () => {
    const row = await uow.read(testOrigin(), (tx) => tx.db.selectFrom('outbox').select('id').executeTakeFirst());
    return row === undefined;
  });
}

/** Changes every row of the outbox by hand, as a fault would have left it. */
async function alterRows(uow: UnitOfWork, change: (now: number) => Updateable<OutboxTable>): Promise<void> {
  await uow.run(testOrigin(), async (tx) => ok(await tx.db.updateTable('outbox').set(change(tx.now)).execute()));
}

const deadLetters = (uow: UnitOfWork) => uow.read(testOrigin(), (tx) => listDeadLetters(tx, { limit: 10 }));

async function putBack(uow: UnitOfWork, id: string): Promise<boolean> {
  const result = await uow.run<boolean, never>(testOrigin(), async (tx) => ok(await replayDeadLetter(tx, id)));
  return result.ok && result.value;
}

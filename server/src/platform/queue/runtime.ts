import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { Log } from '../log-port.ts';
import type { Doorbell } from '../outbox/doorbell.ts';
import type { Registry } from '../outbox/registry.ts';
import { BullmqQueue } from './bullmq.ts';
import { CronRunner } from './crons.ts';
import { EmbeddedWorker } from './embedded.ts';
import { Places } from './places.ts';
import { Relay } from './relay.ts';
import { DEFAULT_TIMING, type QueueTiming } from './timing.ts';
import { type JobOutcome, Workplace } from './workplace.ts';

/** How bells reach workers: through the database alone, or through Redis. */
export type QueueDriver = { readonly kind: 'database' } | { readonly kind: 'bullmq'; readonly redisUrl: string; readonly prefix: string };

/** What this process does. With the database driver the worker takes rows itself and `relay` means nothing. */
export interface QueueRoles {
  readonly relay: boolean;
  readonly worker: boolean;
  readonly cron: boolean;
}

export interface QueueHealth {
  readonly driver: QueueDriver['kind'];
  /** `degraded`: changes are accepted and stored, their jobs wait. */
  readonly state: 'ok' | 'degraded';
  /** Jobs that this process holds now. */
  readonly holding: number;
}

export interface QueueRuntime {
  /** Returns at once; a Redis that is away is waited for in the background. */
  start(): void;
  /** Takes no more work, ends or hands back what runs. Resolves within the grace time. */
  stop(): Promise<void>;
  /** Look now. The doorbell does this after every commit that left jobs. */
  wake(): void;
  health(): QueueHealth;
}

export interface QueueRuntimeParts {
  readonly uow: UnitOfWork;
  readonly registry: Registry;
  readonly doorbell: Doorbell;
  readonly log: Log;
  readonly driver: QueueDriver;
  readonly roles: QueueRoles;
  /** Jobs at once in this process. */
  readonly concurrency?: number;
  readonly timing?: Partial<QueueTiming>;
  /** Told of every finished try, for metrics. */
  readonly observe?: (target: string, outcome: JobOutcome, ms: number) => void;
  readonly random?: () => number;
}

const DEFAULT_CONCURRENCY = 16;

/** Builds the part of the queue that this process runs. Nothing is opened before `start`. */
export function createQueueRuntime(parts: QueueRuntimeParts): QueueRuntime {
  const { uow, registry, doorbell, log, driver, roles, concurrency = DEFAULT_CONCURRENCY, random = Math.random, observe } = parts;
  const timing: QueueTiming = { ...DEFAULT_TIMING, ...parts.timing };
  const workplace = new Workplace({ uow, registry, log, timing, random, observe });
  let begun: Driven | null = null;
  let crons: CronRunner | null = null;
  let silence: () => void = () => {};

  return {
    start() {
      if (begun) throw new Error('the queue runs already');
      begun = driver.kind === 'database' ? driveByDatabase() : driveByRedis(driver);
      silence = doorbell.listen(begun.wake);
      if (roles.cron) {
        crons = new CronRunner({ uow, log, crons: registry.crons });
        crons.start();
      }
    },
    async stop() {
      silence();
      await Promise.all([crons?.stop(timing.graceMs), begun?.stop()]);
      begun = null;
    },
    wake: () => begun?.wake(),
    health: () => ({ driver: driver.kind, state: begun?.up() === false ? 'degraded' : 'ok', holding: workplace.holding }),
  };

  function driveByDatabase(): Driven {
    if (!roles.worker) return { wake: () => {}, up: () => true, stop: async () => {} };
    const worker = new EmbeddedWorker({ uow, workplace, log, timing, concurrency });
    workplace.start();
    worker.start();
    return {
      wake: () => worker.wake(),
      up: () => true,
      stop: async () => {
        await worker.stop();
        await workplace.stop();
      },
    };
  }

  function driveByRedis({ redisUrl, prefix }: { redisUrl: string; prefix: string }): Driven {
    const queue = new BullmqQueue({ url: redisUrl, prefix, log });
    const relay = roles.relay ? new Relay({ uow, rope: queue, log, timing }) : null;
    if (relay) {
      queue.hearOthers(() => relay.wake());
      relay.start();
    }
    if (roles.worker) {
      workplace.start();
      const places = new Places(concurrency);
      queue.take(async (ids) => {
        const rows = await workplace.claimAll(ids);
        await Promise.all(rows.map((row) => places.take(() => workplace.work(row))));
      }, concurrency);
    }
    return {
      wake: () => (relay ? relay.wake() : queue.ringOthers()),
      up: () => queue.up,
      stop: async () => {
        await Promise.all([relay?.stop(), queue.pause()]);
        await workplace.stop();
        await queue.close();
      },
    };
  }
}

interface Driven {
  wake(): void;
  up(): boolean;
  stop(): Promise<void>;
}

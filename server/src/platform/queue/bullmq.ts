import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { newToken } from '../ids.ts';
import type { Log } from '../log-port.ts';
import { producerConnection, waitingConnection } from './redis.ts';
import type { BellRope } from './relay.ts';

/** Take-over after a worker's death: ≈ 9 s with these, 59 s with BullMQ's defaults (measured). */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
const MAX_STALLED = 3;
/** A Redis that is away does not answer goodbyes; the process must still end in time. */
const CLOSE_DEADLINE_MS = 1_000;
const SUFFIX_BYTES = 6;

const QUEUE = 'jobs';

/** A batch is spread over so many bells, for the workers to share; larger ones put several rows on a bell, since Redis costs as much per bell as a row's own transaction. */
const BELLS_PER_BATCH = 8;
const MOST_ROWS_PER_BELL = 20;

interface Bell {
  readonly ids: readonly string[];
}

/** What both roles share: connections that come and go without harm, and the bell that wakes relays in other processes. */
export class BullmqQueue implements BellRope {
  readonly #url: string;
  readonly #prefix: string;
  readonly #log: Log;
  readonly #producer: Redis;
  readonly #open: Redis[] = [];
  #queue: Promise<Queue<Bell>> | null = null;
  #worker: Worker<Bell> | null = null;

  constructor(parts: { url: string; prefix: string; log: Log }) {
    this.#url = parts.url;
    this.#prefix = parts.prefix;
    this.#log = parts.log;
    this.#producer = producerConnection(parts.url, parts.log);
    this.#open.push(this.#producer);
  }

  get up(): boolean {
    return this.#producer.status === 'ready';
  }

  async hanging(): Promise<number | null> {
    if (!this.up) return null;
    try {
      return await (await this.#connectedQueue()).getWaitingCount();
    } catch (error) {
      this.#log.debug({ err: error }, 'the queue does not say how long it is');
      return null;
    }
  }

  async hang(ids: readonly string[]): Promise<void> {
    if (!this.up) throw new Error('Redis is away');
    const queue = await this.#connectedQueue();
    const size = Math.min(MOST_ROWS_PER_BELL, Math.ceil(ids.length / BELLS_PER_BATCH));
    const bells = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => ids.slice(index * size, (index + 1) * size));
    // a fresh suffix for every ring: BullMQ silently ignores an id that it has seen, as after a restore of the database beside an old Redis
    await queue.addBulk(
      bells.map((rows) => ({
        name: 'rows',
        data: { ids: rows },
        opts: { jobId: `${rows[0]}-${newToken(SUFFIX_BYTES)}`, removeOnComplete: true, removeOnFail: true },
      })),
    );
  }

  /** Calls `work` for every bell. Waits for Redis as long as it takes. */
  take(work: (ids: readonly string[]) => Promise<void>, concurrency: number): void {
    const begin = (): void => {
      this.#worker = new Worker<Bell>(QUEUE, (job) => work(job.data.ids), {
        connection: this.#waiting(),
        prefix: this.#prefix,
        concurrency,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: MAX_STALLED,
        // one second, so that a worker that lost its connection unnoticed does not wait long for an answer
        drainDelay: 1,
      });
      this.#worker.on('error', (error) => this.#log.debug({ err: error }, 'the worker of the queue reports an error'));
    };
    this.#whenUp(begin);
  }

  /** Wakes relays in other processes; a lost call costs one interval of looking. */
  ringOthers(): void {
    if (!this.up) return;
    this.#producer
      .publish(this.#channel, '1')
      .catch((error: unknown) => this.#log.debug({ err: error }, 'the bell of other relays could not be rung'));
  }

  /** Calls `wake` when another process rang. */
  hearOthers(wake: () => void): void {
    this.#whenUp(() => {
      const listener = this.#waiting();
      listener.on('message', wake);
      listener
        .subscribe(this.#channel)
        .catch((error: unknown) => this.#log.warn({ err: error }, 'other processes cannot be heard; looking by interval'));
    });
  }

  /** Takes no more bells; does not wait for those being worked on. */
  async pause(): Promise<void> {
    await within(CLOSE_DEADLINE_MS, this.#worker?.pause(true));
  }

  async close(): Promise<void> {
    await within(CLOSE_DEADLINE_MS, this.#worker?.close());
    await within(
      CLOSE_DEADLINE_MS,
      this.#queue?.then((queue) => queue.close()),
    );
    for (const redis of this.#open) redis.disconnect();
  }

  get #channel(): string {
    return `${this.#prefix}:bell`;
  }

  /**
   * Made on first use, because BullMQ asks Redis for its version when it makes one. Made again when that fails: BullMQ would keep the failure for ever.
   */
  #connectedQueue(): Promise<Queue<Bell>> {
    this.#queue ??= this.#makeQueue().catch((error: unknown) => {
      this.#queue = null;
      throw error;
    });
    return this.#queue;
  }

  async #makeQueue(): Promise<Queue<Bell>> {
    const queue = new Queue<Bell>(QUEUE, { connection: this.#producer, prefix: this.#prefix });
    queue.on('error', (error) => this.#log.debug({ err: error }, 'the queue reports an error'));
    await queue.waitUntilReady();
    return queue;
  }

  #waiting(): Redis {
    const redis = waitingConnection(this.#url, this.#log);
    this.#open.push(redis);
    return redis;
  }

  #whenUp(begin: () => void): void {
    if (this.up) begin();
    else this.#producer.once('ready', begin);
  }
}

/** Waits for a goodbye that Redis may never answer. */
async function within(ms: number, goodbye: Promise<unknown> | undefined): Promise<void> {
  if (!goodbye) return;
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    goodbye.catch(() => undefined),
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
}

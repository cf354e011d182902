import { systemOrigin } from '../actor.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { crashPoint } from '../fault.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log-port.ts';
import { Alarm } from './alarm.ts';
import { commitPlainly } from './plain-commit.ts';
import { dueIds, markRung, unring } from './rows.ts';
import type { QueueTiming } from './timing.ts';

/** Bells hung at once. */
const BATCH = 500;
/** With so many bells hanging the relay waits: the backlog belongs into the database, where a re-ring costs nothing. */
const HIGH_WATER = 2_000;
const FULL_PAUSE_MS = 25;
const AWAY_PAUSE_MS = 250;

/** The queue as the relay sees it. */
export interface BellRope {
  /** Bells that no worker has taken yet; null while the queue is away. */
  hanging(): Promise<number | null>;
  /** Hangs one bell per id. Throws when the queue cannot be reached. */
  hang(ids: readonly string[]): Promise<void>;
}

/**
 * Hangs a bell into the queue for every due row of the outbox. The row stays until a worker has done the job, and is rung again when none took it in time:
 * a queue that forgets loses nothing.
 */
export class Relay {
  readonly #uow: UnitOfWork;
  readonly #rope: BellRope;
  readonly #log: Log;
  readonly #timing: QueueTiming;
  readonly #alarm = new Alarm();
  readonly #origin = systemOrigin('queue.relay', 'queue.relay');
  #stopping = false;
  #loop: Promise<void> | null = null;

  constructor(parts: { uow: UnitOfWork; rope: BellRope; log: Log; timing: QueueTiming }) {
    this.#uow = parts.uow;
    this.#rope = parts.rope;
    this.#log = parts.log;
    this.#timing = parts.timing;
  }

  start(): void {
    this.#loop = this.#run();
  }

  wake(): void {
    this.#alarm.wake();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#alarm.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const pause = await this.#turn().catch((error: unknown) => {
        this.#log.warn({ err: error }, 'the relay could not read or mark due jobs; trying again');
        return AWAY_PAUSE_MS;
      });
      if (pause > 0 && !this.#stopping) await this.#alarm.sleep(pause);
    }
  }

  /** One batch; returns how long to rest after it. */
  async #turn(): Promise<number> {
    const hanging = await this.#rope.hanging();
    if (hanging === null) return AWAY_PAUSE_MS;
    if (hanging >= HIGH_WATER) return FULL_PAUSE_MS;
    const due = await this.#uow.read(this.#origin, (tx) => dueIds(tx, BATCH));
    if (due.length === 0) return this.#timing.pollMs;

    const bell = newId();
    const mine = await commitPlainly(this.#uow, this.#origin, (tx) => markRung(tx, [...due].sort(), bell, this.#timing.reringMs));
    if (mine.length === 0) return 0;
    crashPoint('relay.beforeRing');
    try {
      await this.#rope.hang(mine);
    } catch (error) {
      this.#log.warn({ err: error, jobs: mine.length }, 'the queue is away; jobs stay in the outbox');
      await commitPlainly(this.#uow, this.#origin, (tx) => unring(tx, mine, bell, AWAY_PAUSE_MS));
      return AWAY_PAUSE_MS;
    }
    crashPoint('relay.afterRing');
    return due.length === BATCH ? 0 : this.#timing.pollMs;
  }
}

import { systemOrigin } from '../actor.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { Log } from '../log-port.ts';
import { Alarm } from './alarm.ts';
import { dueIds, type OutboxRow } from './rows.ts';
import type { QueueTiming } from './timing.ts';
import type { Workplace } from './workplace.ts';

/**
 * Rows claimed ahead, in multiples of the concurrency. Quick jobs need many, so that workers do not wait for the next claim; slow ones few, since
 * rows that one process holds no other can run.
 */
const LEAST_AHEAD = 2;
const MOST_AHEAD = 16;
/** A hand that is played faster than this was too small, one that lasts longer than that too large. */
const QUICK_MS = 300;
const SLOW_MS = 1_500;

/**
 * The database driver: takes due rows and runs them in this process. No second system; the row's lease is the lock.
 */
export class EmbeddedWorker {
  readonly #uow: UnitOfWork;
  readonly #workplace: Workplace;
  readonly #log: Log;
  readonly #timing: QueueTiming;
  readonly #concurrency: number;
  readonly #alarm = new Alarm();
  readonly #waiting: OutboxRow[] = [];
  readonly #origin = systemOrigin('queue.worker', 'queue.worker');
  #running = 0;
  #ahead = LEAST_AHEAD;
  #dealtAt = 0;
  /** Whether the last look found more rows than there was room for. */
  #backlog = false;
  #stopping = false;
  #loop: Promise<void> | null = null;

  constructor(parts: { uow: UnitOfWork; workplace: Workplace; log: Log; timing: QueueTiming; concurrency: number }) {
    this.#uow = parts.uow;
    this.#workplace = parts.workplace;
    this.#log = parts.log;
    this.#timing = parts.timing;
    this.#concurrency = parts.concurrency;
  }

  start(): void {
    this.#loop = this.#run();
  }

  wake(): void {
    this.#alarm.wake();
  }

  /** Takes no more; gives back what was not begun. Running jobs are the workplace's to end. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#alarm.wake();
    await this.#loop;
    await this.#workplace.giveBack(this.#waiting.splice(0));
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const taken = await this.#takeDue();
      this.#dispatch();
      // a full hand: look again when half of it is played, else when the bell rings
      if (taken === 0 || this.#waiting.length >= this.#low) await this.#alarm.sleep(this.#timing.pollMs);
    }
  }

  get #hand(): number {
    return this.#concurrency * this.#ahead;
  }

  get #low(): number {
    return this.#hand / 2;
  }

  async #takeDue(): Promise<number> {
    const room = this.#hand - this.#waiting.length;
    if (room < this.#low) return 0;
    try {
      const due = await this.#uow.read(this.#origin, (tx) => dueIds(tx, room));
      this.#backlog = due.length === room;
      if (due.length === 0) return 0;
      const rows = await this.#workplace.claimAll(due);
      this.#adapt();
      this.#waiting.push(...rows.sort((a, b) => (a.id < b.id ? -1 : 1)));
      return rows.length;
    } catch (error) {
      this.#log.warn({ err: error }, 'due jobs could not be read; trying again');
      return 0;
    }
  }

  /** Fits the hand to how fast it is played, while there is more to do than it holds. */
  #adapt(): void {
    const now = performance.now();
    const playedMs = now - this.#dealtAt;
    this.#dealtAt = now;
    if (this.#backlog && playedMs < QUICK_MS) this.#ahead = Math.min(this.#ahead * 2, MOST_AHEAD);
    else if (playedMs > SLOW_MS) this.#ahead = Math.max(this.#ahead / 2, LEAST_AHEAD);
  }

  #dispatch(): void {
    while (!this.#stopping && this.#running < this.#concurrency) {
      const row = this.#waiting.shift();
      if (!row) break;
      this.#running += 1;
      void this.#workplace.work(row).finally(() => {
        this.#running -= 1;
        this.#dispatch();
        if (this.#backlog && this.#waiting.length < this.#low) this.#alarm.wake();
      });
    }
  }
}

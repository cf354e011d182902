import { systemOrigin } from '../actor.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { Log } from '../log-port.ts';
import { Alarm } from './alarm.ts';
import { dueIds, type OutboxRow } from './rows.ts';
import type { QueueTiming } from './timing.ts';
import type { Workplace } from './workplace.ts';

/** Rows claimed ahead, in multiples of the concurrency: enough that a claim's transaction is shared by many jobs. */
const AHEAD = 4;

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

  get #low(): number {
    return (this.#concurrency * AHEAD) / 2;
  }

  async #takeDue(): Promise<number> {
    const room = this.#concurrency * AHEAD - this.#waiting.length;
    if (room < this.#low) return 0;
    try {
      const due = await this.#uow.read(this.#origin, (tx) => dueIds(tx, room));
      if (due.length === 0) return 0;
      const rows = await this.#workplace.claimAll(due);
      this.#waiting.push(...rows.sort((a, b) => (a.id < b.id ? -1 : 1)));
      return rows.length;
    } catch (error) {
      this.#log.warn({ err: error }, 'due jobs could not be read; trying again');
      return 0;
    }
  }

  #dispatch(): void {
    while (!this.#stopping && this.#running < this.#concurrency) {
      const row = this.#waiting.shift();
      if (!row) break;
      this.#running += 1;
      void this.#workplace.work(row).finally(() => {
        this.#running -= 1;
        this.#dispatch();
        if (this.#waiting.length === this.#low - 1) this.#alarm.wake();
      });
    }
  }
}

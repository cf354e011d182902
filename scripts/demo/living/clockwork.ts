import type { Product } from '../../../server/src/app/compose.ts';
import { type Origin, systemOrigin } from '../../../server/src/platform/actor.ts';
import type { Clock } from '../../../server/src/platform/clock.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { commitPlainly } from '../../../server/src/platform/queue/plain-commit.ts';
import { handOver, type OutboxRow, ownRows } from '../../../server/src/platform/queue/rows.ts';
import { DEFAULT_TIMING } from '../../../server/src/platform/queue/timing.ts';
import { Workplace } from '../../../server/src/platform/queue/workplace.ts';
import { type EpochMs, epochMs } from '../../../shared/src/kernel/time.ts';

/** A clock that goes where it is told, forward only. */
export interface StoryClock extends Clock {
  moveTo(at: EpochMs): void;
}

export function createStoryClock(at: EpochMs): StoryClock {
  let now = at;
  return {
    now: () => now,
    sleep: async () => {},
    moveTo(to) {
      if (to > now) now = to;
    },
  };
}

/** Who works on the story's jobs. Rows that a story left behind when it was broken off are this worker's too. */
export const STORYTELLER = 'demo-story';
/** Jobs that are done and whose rows go together. */
const REMOVED_AT_ONCE = 100;
/** A job that comes back so often will not be done by waiting. */
const MOST_TRIES = 5_000;

/**
 * The queue without real time: jobs and timers run in the order in which they are due, at the moment at which they are due, one after the other. The
 * product's own workplace runs them, so that receipts, tries and dead letters are what they are in a server. They are the story's own: a server
 * that runs on the same database never sees them before they are handed over.
 */
export class Clockwork {
  readonly #product: Product;
  readonly #clock: StoryClock;
  readonly #workplace: Workplace;
  /** What is to be done, from late to early, so that the next one is taken from the end. */
  #ahead: OutboxRow[] = [];
  /** The newest row that was read. */
  #newest = '';
  /** Something was added since. */
  #isStale = true;
  #done = 0;
  readonly #origin: Origin = systemOrigin('queue', newId());

  /** @param product composed with `STORYTELLER` as the worker whose jobs are its own */
  constructor(product: Product, clock: StoryClock) {
    this.#product = product;
    this.#clock = clock;
    const { uow, registry, log, doorbell } = product.ground;
    doorbell.listen(() => {
      this.#isStale = true;
    });
    this.#workplace = new Workplace({ uow, registry, log, timing: DEFAULT_TIMING, random: () => 0.5, id: STORYTELLER });
  }

  /** Lets time pass up to `at`: whatever falls due on the way is done. */
  async advanceTo(at: EpochMs): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      if (tries > MOST_TRIES) throw new Error('jobs fall due without end');
      if (this.#isStale) await this.#lookAhead();
      const next = this.#ahead.at(-1);
      if (!next || next.due_at > at) break;
      this.#ahead.pop();
      this.#clock.moveTo(epochMs(next.due_at));
      await this.#workplace.workInTurn([next]);
      this.#done += 1;
      if (this.#done % REMOVED_AT_ONCE === 0) await this.#workplace.flush();
    }
    this.#clock.moveTo(at);
  }

  /** Leaves what is not due yet to the server. */
  async handOver(): Promise<void> {
    await this.#workplace.flush();
    await commitPlainly(this.#product.ground.uow, this.#origin, (tx) => handOver(tx, STORYTELLER));
    this.#ahead = [];
  }

  async #lookAhead(): Promise<void> {
    this.#isStale = false;
    const added = await this.#product.ground.uow.read(this.#origin, (tx) => ownRows(tx, STORYTELLER, this.#newest));
    if (added.length === 0) return;
    this.#newest = added.at(-1)!.id;
    this.#ahead.push(...added);
    this.#ahead.sort((a, b) => b.due_at - a.due_at || (a.id < b.id ? 1 : -1));
  }
}

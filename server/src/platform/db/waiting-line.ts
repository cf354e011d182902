import { DatabaseBusy } from './errors.ts';

/** Callers that may wait at once; more are turned away at once, so that a slow database cannot fill the memory. */
const MAX_WAITING = 2_000;

interface Waiting {
  grant(): void;
}

/** Lends a fixed number of places in order of arrival; whoever waits longer than the deadline gets `DatabaseBusy`. */
export class WaitingLine {
  readonly #what: string;
  readonly #waiting: Waiting[] = [];
  #free: number;

  constructor(places: number, what: string) {
    this.#free = places;
    this.#what = what;
  }

  /** Callers that wait now. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Takes a place. Every successful call must be matched by one `leave`. */
  async enter(deadlineMs: number): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#waiting.length >= MAX_WAITING) throw new DatabaseBusy(`${this.#what}: ${MAX_WAITING} are waiting already`);
    await new Promise<void>((resolve, reject) => {
      const mine: Waiting = {
        grant: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(mine), 1);
        reject(new DatabaseBusy(`${this.#what}: none was free within ${deadlineMs} ms`));
      }, deadlineMs);
      this.#waiting.push(mine);
    });
  }

  /** Gives the place back, or on to who waits longest. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next.grant();
    else this.#free += 1;
  }
}

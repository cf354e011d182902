import type { EpochMs } from '../../../shared/src/kernel/time.ts';
import type { Clockwork } from './clockwork.ts';
import type { Life } from './story.ts';

/** Everything that waits for its moment: the next one first, of two at once the one that came first. */
export class Agenda {
  readonly #waiting: { at: EpochMs; order: number; go: Life }[] = [];
  #order = 0;

  add(at: EpochMs, go: Life): void {
    const entry = { at, order: this.#order++, go };
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#waiting[middle]!;
      // kept from late to early, so that the next one is taken from the end
      if (other.at > at || (other.at === at && other.order < entry.order)) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, entry);
  }

  #next(until: EpochMs): { at: EpochMs; go: Life } | undefined {
    const last = this.#waiting.at(-1);
    return last && last.at <= until ? this.#waiting.pop() : undefined;
  }

  /**
   * Lives on through everything that is due until then, with the jobs that fall due between. One order that has lost its way stays as it is: the others are worth
   * having.
   *
   * @param stopped asked between two acts
   * @returns why some orders stopped before their end
   */
  async live(clockwork: Clockwork, until: EpochMs, stopped: () => boolean = () => false): Promise<readonly string[]> {
    const failures: string[] = [];
    for (let due = this.#next(until); due && !stopped(); due = this.#next(until)) {
      await clockwork.advanceTo(due.at);
      try {
        const rests = await due.go.next();
        if (!rests.done) this.add(rests.value, due.go);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (!stopped()) await clockwork.advanceTo(until);
    return failures;
  }
}

/** A planned misbehaviour of the platform for the next calls to one path. */
export interface Fault {
  /** Exact path, or `*` for every call. */
  path: string;
  /** How many calls it hits. */
  times: number;
  /** Answer this code instead of doing the work. */
  errcode?: number;
  /** Wait before answering, milliseconds. */
  delayMs?: number;
  /** Cut the connection: before doing the work, or after it, when the caller cannot know. */
  cut?: 'before' | 'after';
}

/** Faults in the order they were planned; the first that fits is used up first. */
export class Faults {
  #planned: Fault[] = [];

  add(fault: Fault): { planned: number } {
    this.#planned.push({ ...fault });
    return { planned: this.#planned.length };
  }

  /** What is still to come, in order. */
  planned(): readonly Readonly<Fault>[] {
    return this.#planned;
  }

  clear(): { planned: number } {
    this.#planned = [];
    return { planned: 0 };
  }

  /** Takes one hit of the first fault for `path`. */
  take(path: string): Fault | undefined {
    const found = this.#planned.find((one) => one.path === path || one.path === '*');
    if (!found) return undefined;
    found.times -= 1;
    if (found.times <= 0) this.#planned = this.#planned.filter((one) => one !== found);
    return found;
  }
}

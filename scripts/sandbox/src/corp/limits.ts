import type { SandboxClock } from '../clock.ts';

/** What the platform allows; a control call lowers them so that a test or a visitor meets them sooner. */
export interface LimitValues {
  /** Calls of one API per minute; more is 45009 until the window ends. */
  callsPerMinute: number;
  /** Messages of the app to one member per minute and per hour; more is answered like any other and silently dropped. */
  messagesPerMinute: number;
  messagesPerHour: number;
}

const DOCUMENTED: LimitValues = { callsPerMinute: 10_000, messagesPerMinute: 30, messagesPerHour: 1_000 };
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Frequency limits 频率限制, counted on the sandbox's clock. */
export class Limits {
  readonly values: LimitValues = { ...DOCUMENTED };
  /** Messages that were answered and never shown. */
  dropped = 0;
  #clock: SandboxClock;
  /** Per path: when its block ends, and the calls of the last minute. */
  #blocked = new Map<string, number>();
  #calls = new Map<string, number[]>();
  #messages = new Map<string, number[]>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  set(values: Partial<LimitValues>): LimitValues {
    return Object.assign(this.values, values);
  }

  /** The documented limits again; blocks and counts are forgotten. */
  reset(): LimitValues {
    this.#blocked.clear();
    this.#calls.clear();
    this.#messages.clear();
    this.dropped = 0;
    return Object.assign(this.values, DOCUMENTED);
  }

  /** Blocks a path as its limit would, for `ms` from now. */
  block(path: string, ms: number = MINUTE_MS): void {
    this.#blocked.set(path, this.#clock.wall() + ms);
  }

  /** Paths that answer 45009 now, with the end of their window. */
  blocks(): { path: string; until: number }[] {
    const now = this.#clock.wall();
    return [...this.#blocked].filter(([, until]) => until > now).map(([path, until]) => ({ path, until }));
  }

  /** Counts a call. True when it is over the limit: whoever goes over is blocked for the length of the window. */
  over(path: string): boolean {
    const now = this.#clock.wall();
    if ((this.#blocked.get(path) ?? 0) > now) return true;
    this.#blocked.delete(path);
    const recent = within(this.#calls.get(path), now, MINUTE_MS);
    if (recent.length >= this.values.callsPerMinute) {
      this.block(path);
      return true;
    }
    this.#calls.set(path, [...recent, now]);
    return false;
  }

  /** Counts a message to a member. False: it is dropped, and nobody is told. */
  admits(userid: string): boolean {
    const now = this.#clock.wall();
    const hour = within(this.#messages.get(userid), now, HOUR_MS);
    if (hour.length >= this.values.messagesPerHour || within(hour, now, MINUTE_MS).length >= this.values.messagesPerMinute) {
      this.dropped += 1;
      return false;
    }
    this.#messages.set(userid, [...hour, now]);
    return true;
  }
}

/** Marks of the last `span`; those of a clock that was moved back count as well. */
const within = (marks: readonly number[] | undefined, now: number, span: number): readonly number[] =>
  (marks ?? []).filter((at) => now - at < span);

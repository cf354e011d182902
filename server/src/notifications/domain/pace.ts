/** WeCom drops what is more than 30 a minute or 1,000 an hour to one member, in silence. Ours stay below both. */
export const PER_MINUTE = 28;
/** Of these the last are kept for notices about money or decisions. */
export const ROUTINE_PER_MINUTE = 20;
/** Per clock hour: two neighbours together stay below the thousand. */
export const PER_HOUR = 480;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What was sent to one member lately. */
export interface Pace {
  /** Epoch ms of the last minute's messages, oldest first. */
  readonly recent: readonly number[];
  readonly hour: number;
  readonly inHour: number;
}

export const AT_REST: Pace = { recent: [], hour: 0, inHour: 0 };

/** Takes a place for one message now, or says when there is one. */
export function takePlace(pace: Pace, now: number, urgent: boolean): { readonly pace: Pace } | { readonly waitUntil: number } {
  // a moment of another process may lie ahead of ours; what lies more than a minute ahead is from before the clock was set back
  const recent = pace.recent.filter((at) => Math.abs(now - at) < MINUTE_MS).toSorted((a, b) => a - b);
  const hour = Math.floor(now / HOUR_MS);
  const inHour = hour === pace.hour ? pace.inHour : 0;
  if (inHour >= PER_HOUR) return { waitUntil: (hour + 1) * HOUR_MS };
  const limit = urgent ? PER_MINUTE : ROUTINE_PER_MINUTE;
  if (recent.length >= limit) {
    // a place is free once enough of the last minute's messages are older than that
    const blocking = recent[recent.length - limit] ?? now;
    return { waitUntil: blocking + MINUTE_MS + 1 };
  }
  return { pace: { recent: [...recent, now], hour, inHour: inHour + 1 } };
}

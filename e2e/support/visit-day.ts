import { businessDay, DAY_MS, type EpochMs, MINUTE_MS } from '../../shared/src/kernel/time.ts';

/** So long before midnight the next day counts as today: a journey that goes on beyond it still speaks of the same tomorrow. */
const LAST_HALF_HOUR_MS = 30 * MINUTE_MS;

/** Tomorrow; in the demo's high season of November 2026 the day after it, so that the figures are those of every other day. */
export function visitDay(now: number): string {
  const tomorrow = businessDay((now + LAST_HALF_HOUR_MS + DAY_MS) as EpochMs);
  return tomorrow >= '2026-11-01' && tomorrow < '2026-11-16' ? '2026-11-16' : tomorrow;
}

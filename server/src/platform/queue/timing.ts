/** Intervals of the queue. Production uses the defaults; tests shorten them. */
export interface QueueTiming {
  /** Look for due rows even though no bell rang: delayed jobs, and rows of other processes. */
  readonly pollMs: number;
  /** A worker that does not renew its lease for this long has lost it. Renewed three times as often. */
  readonly leaseMs: number;
  /** A row whose bell was hung into the queue is rung again after this, unless a worker took it. */
  readonly reringMs: number;
  /** Longest wait for running jobs when stopping. */
  readonly graceMs: number;
  /** Wait before the next try, by number of failed tries so far. */
  readonly backoffMs: (failures: number) => number;
}

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 10 * 60_000;

export const DEFAULT_TIMING: QueueTiming = {
  pollMs: 250,
  leaseMs: 12_000,
  reringMs: 15_000,
  graceMs: 6_000,
  backoffMs: (failures) => Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS),
};

/** Workers that vanished while running a row before the row itself is held to be the cause. */
export const MAX_CRASHES = 3;

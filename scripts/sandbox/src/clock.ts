/**
 * Readings of one clock. `wall` dates messages, events and limits; `expiry` runs with it and may be moved further ahead, so that tokens, tickets and
 * codes can be aged alone. `real` is the machine's time: signatures of callbacks bear it, since the server checks them against its own clock.
 */
export interface SandboxClock {
  wall(): number;
  expiry(): number;
  real(): number;
  /** Moves only `expiry` ahead, in milliseconds. */
  advance(ms: number): void;
  /** Moves everything but `real`, forward or back, in milliseconds. */
  shift(ms: number): void;
  /** Back to the machine's time, both readings. */
  reset(): void;
  /** How far `wall` is from the machine's time, in milliseconds. */
  offset(): number;
}

/** @param read the real time in epoch milliseconds */
export function createClock(read: () => number = Date.now): SandboxClock {
  let ahead = 0;
  let offset = 0;
  return {
    wall: () => read() + offset,
    expiry: () => read() + offset + ahead,
    real: read,
    advance: (ms) => {
      ahead += ms;
    },
    shift: (ms) => {
      offset += ms;
    },
    reset: () => {
      offset = 0;
      ahead = 0;
    },
    offset: () => offset,
  };
}

/** Whole seconds, as the platforms write them. */
export const seconds = (ms: number): number => Math.floor(ms / 1000);

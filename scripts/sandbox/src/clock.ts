/**
 * Two readings of one clock. `wall` is the real time and dates messages and callbacks; `expiry` may be moved ahead so that
 * tokens, tickets and codes can be aged without waiting and without the events bearing a date in the future.
 */
export interface SandboxClock {
  wall(): number;
  expiry(): number;
  /** Moves only `expiry` ahead, in milliseconds. */
  advance(ms: number): void;
}

/** @param read the real time in epoch milliseconds */
export function createClock(read: () => number = Date.now): SandboxClock {
  let ahead = 0;
  return {
    wall: read,
    expiry: () => read() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

/** Whole seconds, as the platforms write them. */
export const seconds = (ms: number): number => Math.floor(ms / 1000);

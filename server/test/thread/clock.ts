import { type EpochMs, parseInstant } from '@mingdan/shared/kernel/time';
import type { Clock } from '../../src/platform/clock.ts';

/** A clock that a test moves. Between moves it runs as the machine's does. */
export interface MovableClock extends Clock {
  forward(ms: number): void;
}

/**
 * @param start what it shows now, `2026-11-22T10:00:00+08:00`
 * @param onMove told of every move
 */
export function movableClock(start: string, onMove: () => void = () => {}): MovableClock {
  let offset = parseInstant(start)! - Date.now();
  return {
    now: () => (Date.now() + offset) as EpochMs,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    forward: (ms) => {
      offset += ms;
      onMove();
    },
  };
}

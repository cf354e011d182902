import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AT_REST, type Pace, PER_HOUR, PER_MINUTE, ROUTINE_PER_MINUTE, takePlace } from './pace.ts';

const NOW = Date.parse('2026-11-22T10:00:00+08:00');

/** Takes places as fast as allowed from `from` on. @returns when each was taken */
function rush(count: number, urgent: boolean, from = NOW): number[] {
  const taken: number[] = [];
  let pace: Pace = AT_REST;
  let now = from;
  while (taken.length < count) {
    const next = takePlace(pace, now, urgent);
    if ('waitUntil' in next) {
      expect(next.waitUntil).toBeGreaterThan(now);
      now = next.waitUntil;
      continue;
    }
    pace = next.pace;
    taken.push(now);
  }
  return taken;
}

const most = (taken: readonly number[], span: number) =>
  Math.max(...taken.map((at) => taken.filter((other) => other >= at && other < at + span).length));

describe('the pace of one member', () => {
  test('28 in any minute for what is urgent, 20 for the rest', () => {
    expect(most(rush(200, true), 60_000)).toBe(PER_MINUTE);
    expect(most(rush(200, false), 60_000)).toBe(ROUTINE_PER_MINUTE);
  });

  test('below a thousand in any hour, however one begins', () => {
    const taken = rush(2_000, true, NOW + 3_500_000);
    expect(most(taken, 3_600_000)).toBeLessThanOrEqual(2 * PER_HOUR);
  });

  test('an urgent one finds a place where routine has used up its own', () => {
    let pace: Pace = AT_REST;
    for (let n = 0; n < ROUTINE_PER_MINUTE; n += 1) {
      const next = takePlace(pace, NOW, false);
      if ('pace' in next) pace = next.pace;
    }
    expect(takePlace(pace, NOW, false)).toEqual({ waitUntil: NOW + 60_001 });
    expect(takePlace(pace, NOW, true)).toHaveProperty('pace');
  });

  test('clocks of processes that differ a little, asking at once: no more than the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2_000, max: 2_000 }), { minLength: 60, maxLength: 100 }), (asked) => {
        let pace: Pace = AT_REST;
        let taken = 0;
        for (const skew of asked) {
          const next = takePlace(pace, NOW + skew, true);
          if ('waitUntil' in next) continue;
          pace = next.pace;
          taken += 1;
        }
        expect(taken).toBe(PER_MINUTE);
      }),
    );
  });

  test('a clock that was set back does not stop the notices', () => {
    let pace: Pace = AT_REST;
    for (let n = 0; n < PER_MINUTE; n += 1) pace = (takePlace(pace, NOW, true) as { pace: Pace }).pace;
    expect(takePlace(pace, NOW - 120_000, true)).toHaveProperty('pace');
  });

  test('any order of asking stays within the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.boolean()), { maxLength: 200 }), (asked) => {
        let pace: Pace = AT_REST;
        let now = NOW;
        const taken: number[] = [];
        for (const [gap, urgent] of asked) {
          now += gap;
          const next = takePlace(pace, now, urgent);
          if ('waitUntil' in next) continue;
          pace = next.pace;
          taken.push(now);
        }
        if (taken.length > 0) expect(most(taken, 60_000)).toBeLessThanOrEqual(PER_MINUTE);
      }),
    );
  });
});

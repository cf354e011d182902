import { parseDuration } from '@mingdan/shared/flows/durations';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DURATION_UNITS, printDuration, readDuration } from './durations.ts';

test.each([
  ['PT90M', 90, 'minute'],
  ['PT24H', 24, 'hour'],
  ['PT2H30M', 150, 'minute'],
  ['P1W', 7, 'day'],
  ['P1DT12H', 36, 'hour'],
] as const)('%s is %i of %s', (iso, count, unit) => {
  expect(readDuration(iso)).toEqual({ count, unit });
});

test.each(['', 'P', 'PT', 'soon', 'PT30S'])('%j is none that the field shows', (iso) => {
  expect(readDuration(iso)).toBeNull();
});

test('what a field writes means the same to the engine, and is read back', () => {
  const length = { day: 86_400_000, hour: 3_600_000, minute: 60_000 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 366 }), fc.constantFrom(...DURATION_UNITS), (count, unit) => {
      const iso = printDuration(count, unit);
      expect(readDuration(iso)).toEqual({ count, unit });
      expect(parseDuration(iso)).toBe(count * length[unit]);
    }),
  );
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, dayOfBound, isDay, isDayBound, isTime } from './days.ts';

const DAY_MS = 86_400_000;
const anyDay = fc
  .integer({ min: Date.UTC(1000, 0, 1) / DAY_MS, max: Date.UTC(9990, 0, 1) / DAY_MS })
  .map((days) => new Date(days * DAY_MS).toISOString().slice(0, 10));

it('knows every real day and adds days as the calendar does', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 999 }), (day, days) => {
      expect(isDay(day)).toBe(true);
      expect(addDays(day, days)).toBe(new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10));
    }),
  );
});

it('takes a text for a day exactly when the calendar has it', () => {
  const number = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 9999 }), number(13), number(32), (year, month, date) => {
      const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
      const parsed = new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
      expect(isDay(text)).toBe(parsed === text);
    }),
    { numRuns: 2000 },
  );
});

it.each(['2026-2-3', '20260203', '2026-02-03 ', '', null, 20260203, '0000-01-01'])('%j is no day', (text) => {
  expect(isDay(text)).toBe(false);
});

it('reads bounds from today', () => {
  expect(dayOfBound('P7D', '2026-12-28')).toBe('2027-01-04');
  expect(dayOfBound('2026-01-01', '2026-12-28')).toBe('2026-01-01');
  expect(['P0D', 'P999D', '2028-02-29'].every(isDayBound)).toBe(true);
  expect(['P1000D', 'P-1D', 'P1W', '2026-02-29', 7].some(isDayBound)).toBe(false);
});

it.each([
  ['00:00', true],
  ['23:59', true],
  ['24:00', false],
  ['9:00', false],
  ['09:60', false],
])('%s is a time: %s', (text, fits) => {
  expect(isTime(text)).toBe(fits);
});

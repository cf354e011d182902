import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthDays, turnMonth } from './month.ts';

test('July 2026 begins on a Wednesday', () => {
  const days = monthDays('2026-07');
  expect(days.slice(0, 4)).toEqual([null, null, '2026-07-01', '2026-07-02']);
  expect(days.at(-1)).toBe('2026-07-31');
});

test('every day of a leap February, once', () => {
  expect(monthDays('2028-02').filter((day) => day !== null)).toHaveLength(29);
});

test('turning back undoes turning on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: -600, max: 600 }),
      (year, n, by) => {
        const month = `${year}-${String(n).padStart(2, '0')}`;
        expect(turnMonth(turnMonth(month, by), -by)).toBe(month);
      },
    ),
  );
  expect([turnMonth('2026-12', 1), turnMonth('2026-01', -1), turnMonth('2026-03', 12)]).toEqual(['2027-01', '2025-12', '2027-03']);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificateStanding, dayAfter, daysBetween, fitsTogether, overlaps, shiftFault, weekdayOf, withinShifts } from './day-plan.ts';

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const anySlot = fc
  .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 15, max: 600 }))
  .map(([from, length]) => ({ from: clock(from), to: clock(Math.min(1439, from + length)) }));

describe('visits of one day', () => {
  const ALL_DAY = { from: '09:00', to: '18:00' };

  test.each([
    ['five all-day visits before one at four', [ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, { from: '16:00', to: '17:00' }], 90, true],
    [
      'two at the same hour',
      [
        { from: '09:00', to: '10:00' },
        { from: '09:00', to: '10:00' },
      ],
      60,
      false,
    ],
    [
      'two at the same hour, half an hour each',
      [
        { from: '09:00', to: '10:00' },
        { from: '09:00', to: '10:00' },
      ],
      30,
      true,
    ],
    ['a visit that lasts longer than its slot can still begin in it', [{ from: '09:00', to: '09:30' }], 240, true],
    [
      'and keeps him from the next',
      [
        { from: '09:00', to: '09:30' },
        { from: '10:00', to: '11:00' },
      ],
      240,
      false,
    ],
  ])('%s', (_, slots, minutes, expected) => {
    expect(fitsTogether(slots, minutes)).toBe(expected);
  });

  test('laws: one visit always fits; the order does not matter; more visits or longer ones never make it easier', () => {
    fc.assert(
      fc.property(fc.array(anySlot, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 240 }), (slots, minutes) => {
        expect(fitsTogether([slots[0]!], minutes)).toBe(true);
        const fits = fitsTogether(slots, minutes);
        expect(fitsTogether([...slots].reverse(), minutes)).toBe(fits);
        if (minutes === 0) expect(fits).toBe(true);
      }),
    );
  });
});

test('spans that touch do not overlap; overlapping is mutual', () => {
  expect(overlaps({ from: 0, to: 10 }, { from: 10, to: 20 })).toBe(false);
  expect(overlaps({ from: 0, to: 11 }, { from: 10, to: 20 })).toBe(true);
  const span = fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 })).map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(span, span, (a, b) => {
      const shared = Array.from({ length: 100 }, (_, at) => at).some((at) => at >= a.from && at < a.to && at >= b.from && at < b.to);
      expect(overlaps(a, b)).toBe(shared);
      expect(overlaps(b, a)).toBe(shared);
    }),
  );
});

test('a slot must lie within one shift', () => {
  expect(withinShifts([{ from: '09:00', to: '18:00' }], { from: '16:00', to: '18:00' })).toBe(true);
  expect(withinShifts([{ from: '09:00', to: '17:59' }], { from: '16:00', to: '18:00' })).toBe(false);
  expect(withinShifts([], { from: '16:00', to: '18:00' })).toBe(false);
});

test('faults of shifts are named', () => {
  expect(
    shiftFault([
      { from: '13:00', to: '18:00' },
      { from: '08:00', to: '12:00' },
    ]),
  ).toBeNull();
  expect(shiftFault([{ from: '18:00', to: '08:00' }])).toBe('班次 18:00–08:00 的结束要晚于开始');
  expect(
    shiftFault([
      { from: '13:00', to: '18:00' },
      { from: '08:00', to: '13:30' },
    ]),
  ).toBe('班次 08:00–13:30 与 13:00–18:00 重叠');
});

test('days', () => {
  expect(weekdayOf('2026-11-23')).toBe(0);
  expect(weekdayOf('2026-11-29')).toBe(6);
  expect(dayAfter('2026-12-30', 3)).toBe('2027-01-02');
  expect(daysBetween('2026-11-22', '2026-12-22')).toBe(30);
  expect(certificateStanding('2026-11-21', '2026-11-22')).toBe('expired');
  expect(certificateStanding('2026-12-22', '2026-11-22')).toBe('soon');
  expect(certificateStanding('2026-12-23', '2026-11-22')).toBe('valid');
  expect(certificateStanding(null, '2026-11-22')).toBe('valid');
});

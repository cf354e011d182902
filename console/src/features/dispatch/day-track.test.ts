import { expect, test } from 'vitest';
import { countdown, hourAt, hoursShown, lanesOf, leaveOn, movedTo, place, weekdayOf } from './day-track.ts';

test('the board shows eight to twenty, and wider where something lies outside', () => {
  expect(hoursShown([])).toEqual({ from: 8, to: 20 });
  expect(
    hoursShown([
      { from: '06:30', to: '08:00' },
      { from: '19:00', to: '21:10' },
    ]),
  ).toEqual({ from: 6, to: 22 });
});

test('dropped somewhere: the whole hour under the hand, and the same length of time from there', () => {
  const shown = { from: 8, to: 20 };
  expect([-1, 0, 0.49, 0.5, 1, 2].map((share) => hourAt(share, shown))).toEqual([8, 8, 13, 14, 19, 19]);
  expect(movedTo({ from: '10:00', to: '12:00' }, 14)).toEqual({ from: '14:00', to: '16:00' });
  expect(movedTo({ from: '10:00', to: '12:30' }, 22)).toEqual({ from: '22:00', to: '23:59' });
});

test('places are cut to what is shown', () => {
  const shown = { from: 8, to: 20 };
  expect(place({ from: '08:00', to: '14:00' }, shown)).toEqual({ left: 0, width: 50 });
  expect(place({ from: '00:00', to: '24:00' }, shown)).toEqual({ left: 0, width: 100 });
});

test('visits that overlap lie in different lanes, those that touch in one', () => {
  expect(
    lanesOf([
      { from: '09:00', to: '12:00' },
      { from: '09:00', to: '12:00' },
      { from: '12:00', to: '14:00' },
      { from: '11:00', to: '13:00' },
    ]),
  ).toEqual([0, 1, 0, 2]);
});

test('a leave over days is cut to the day', () => {
  const start = Date.parse('2026-11-24T00:00:00+08:00');
  expect(leaveOn({ from: start - 86_400_000, to: start + 10.5 * 3_600_000 }, start)).toEqual({ from: '00:00', to: '10:30' });
  expect(leaveOn({ from: start + 3_600_000, to: start + 3 * 86_400_000 }, start)).toEqual({ from: '01:00', to: '24:00' });
});

test('what is left of a time box', () => {
  expect(countdown(245_000, 0)).toBe('4:05');
  expect(countdown(1000, 1000)).toBeNull();
});

test('weekdays', () => {
  expect(weekdayOf('2026-11-23')).toBe(0);
  expect(weekdayOf('2026-11-29')).toBe(6);
});

import { describe, expect, it } from 'vitest';
import { daysOf, hoursOf } from './slots.ts';

const FIELD = { key: 'slot', type: 'timeslot', label: '预约时段' } as const;

describe('daysOf', () => {
  it('offers two weeks from today where the form names no bounds', () => {
    const days = daysOf(FIELD, '2026-11-22');
    expect(days).toHaveLength(14);
    expect([days[0], days.at(-1)]).toEqual(['2026-11-22', '2026-12-05']);
  });

  it('keeps to the bounds, counted from today or fixed', () => {
    expect(daysOf({ ...FIELD, min: 'P1D', max: 'P3D' }, '2026-12-30')).toEqual(['2026-12-31', '2027-01-01', '2027-01-02']);
    expect(daysOf({ ...FIELD, max: '2026-11-23' }, '2026-11-22')).toEqual(['2026-11-22', '2026-11-23']);
  });

  it('offers nothing when the last day has passed', () => expect(daysOf({ ...FIELD, max: '2026-11-01' }, '2026-11-22')).toEqual([]));
});

describe('hoursOf', () => {
  const slots = [
    { from: '08:00', to: '10:00' },
    { from: '14:00', to: '16:00' },
  ];
  it('leaves out today what has begun', () => {
    expect(hoursOf({ ...FIELD, slots }, '2026-11-22', '2026-11-22', '08:00')).toEqual([slots[1]]);
    expect(hoursOf({ ...FIELD, slots }, '2026-11-22', '2026-11-22', '07:59')).toEqual(slots);
  });
  it('offers all of them on a later day', () => expect(hoursOf({ ...FIELD, slots }, '2026-11-23', '2026-11-22', '23:00')).toEqual(slots));
});

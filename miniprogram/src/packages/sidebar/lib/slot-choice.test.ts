import { describe, expect, it } from 'vitest';
import { fitSlot, hasNobodyFree, slotsWithRoom } from './slot-choice.ts';

const SLOTS = [
  { from: '08:00', to: '10:00' },
  { from: '10:00', to: '12:00' },
  { from: '14:00', to: '16:00' },
];
const FIELD = { key: 'slot', type: 'timeslot', label: '预约', min: 'P0D', max: 'P7D', slots: SLOTS } as const;
const TODAY = '2026-11-22';
const fit = (date: string, from: string | null, to: string | null, time = '09:00') => fitSlot(FIELD, { date, from, to }, TODAY, time);

describe('the slot that a wished time means', () => {
  it.each([
    ['14:00', '18:00', '14:00'],
    ['10:30', '12:30', '10:00'],
    ['12:00', '18:00', '14:00'],
    ['08:00', '12:00', '08:00'],
  ])('%s–%s is the one from %s', (from, to, slot) => expect(fit('2026-11-23', from, to)?.from).toBe(slot));

  it.each([
    ['a day that is not on offer', fit('2026-12-23', '10:00', '12:00')],
    ['a day without an hour: a person chooses', fit('2026-11-23', null, null)],
    ['an hour when nobody works', fit('2026-11-23', '20:00', '22:00')],
    ['an hour that has passed', fit(TODAY, '08:00', '10:00', '13:00')],
  ])('none for %s', (_what, found) => expect(found).toBeNull());
});

describe('how much room slots have', () => {
  const room = (from: string, to: string, left: number, date = '2026-11-23') => ({
    date,
    from,
    to,
    level: 'tight' as const,
    left,
    why: '',
    clash: null,
  });

  it('is that of the very slot, of that day only', () => {
    const rooms = [room('08:00', '10:00', 2), room('10:00', '12:00', 1, '2026-11-24')];
    expect(slotsWithRoom(FIELD, '2026-11-23', TODAY, '09:00', rooms).map((slot) => slot.room?.left ?? null)).toEqual([2, null, null]);
  });

  it('tells a tight slot with nobody free from the last one, and from a full one', () => {
    const told = (level: 'free' | 'tight' | 'full', left: number) => hasNobodyFree({ ...room('08:00', '10:00', left), level });
    expect([told('tight', 0), told('tight', 1), told('full', 0), told('free', 3)]).toEqual([true, false, false, false]);
  });

  it('says nothing where nobody knows, and offers no hours that have begun', () => {
    expect(slotsWithRoom(FIELD, TODAY, TODAY, '11:00', null).map((slot) => [slot.from, slot.room])).toEqual([['14:00', null]]);
  });
});

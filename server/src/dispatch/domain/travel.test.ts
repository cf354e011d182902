import { describe, expect, it } from 'vitest';
import { travelMinutes, waysOf } from './travel.ts';

it.each([
  [0, 5],
  [2, 5],
  [2.1, 10],
  [10, 25],
  [10.5, 30],
  [50, 120],
])('%s km by road take about %s minutes', (km, minutes) => expect(travelMinutes(km)).toBe(minutes));

describe('the ways of a day', () => {
  const slot = (from: string, to: string) => ({ from, to });
  const day = [slot('08:00', '10:00'), slot('10:00', '12:00'), slot('10:00', '12:00')];

  it('the first visit has none; a slot that is met is not tight', () => {
    expect(waysOf(day.slice(0, 2), 90, () => 25)).toEqual([null, { minutes: 25, tight: false }]);
  });

  it('two visits of one slot: what is left of it is not enough with the way', () => {
    // 10:00 arrives, 11:30 done: ten minutes away it is met, thirty minutes away it is not
    expect(waysOf(day, 90, () => 10).map((way) => way?.tight)).toEqual([undefined, false, false]);
    expect(waysOf(day, 90, () => 30).map((way) => way?.tight)).toEqual([undefined, false, true]);
  });

  it('a place that is not known costs nothing; without usual minutes nobody is fitted', () => {
    expect(waysOf(day, 90, () => null).map((way) => way?.tight)).toEqual([undefined, false, false]);
    expect(waysOf(day, 0, () => 600).map((way) => way?.tight)).toEqual([undefined, false, false]);
  });

  it('a way that is late carries on to the next', () => {
    const three = [slot('08:00', '09:00'), slot('09:00', '10:00'), slot('10:00', '11:00')];
    expect(waysOf(three, 60, () => 40).map((way) => way?.tight)).toEqual([undefined, false, true]);
  });
});

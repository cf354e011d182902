import { addDays, dayOfBound } from '@mingdan/shared/forms/days';
import type { Slot, TimeslotField } from '@mingdan/shared/forms/definition';

/** Hours on offer where the form names none. */
const USUAL_SLOTS: readonly Slot[] = [
  { from: '08:00', to: '10:00' },
  { from: '10:00', to: '12:00' },
  { from: '12:00', to: '14:00' },
  { from: '14:00', to: '16:00' },
  { from: '16:00', to: '18:00' },
  { from: '18:00', to: '20:00' },
];
/** Days on offer where the form names no end, and at most. */
const USUAL_DAYS = 14;
const MOST_DAYS = 60;

/** The days that a field offers, from `today` on. */
export function daysOf(field: TimeslotField, today: string): readonly string[] {
  const first = field.min === undefined ? today : dayOfBound(field.min, today);
  const last = field.max === undefined ? addDays(first, USUAL_DAYS - 1) : dayOfBound(field.max, today);
  const days: string[] = [];
  for (let day = first; day <= last && days.length < MOST_DAYS; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The hours that a field still offers on a day: those that have begun are over for planning. `time` is the time of day now, `HH:MM`. */
export function hoursOf(field: TimeslotField, day: string, today: string, time: string): readonly Slot[] {
  return (field.slots ?? USUAL_SLOTS).filter(({ from }) => day > today || from > time);
}

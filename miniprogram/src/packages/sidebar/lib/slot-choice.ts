import type { SlotRoomOutput } from '@mingdan/shared/contracts/slot-room';
import type { Slot, TimeslotField, TimeslotValue } from '@mingdan/shared/forms/definition';
import { daysOf, hoursOf } from '../../../forms/slots.ts';
import type { Said } from './said.ts';

/** Room by slot, as the server weighs it. */
export type Room = SlotRoomOutput['items'][number];

/** A slot on offer, with how much room there is; null where nobody knows. */
export interface OfferedSlot extends Slot {
  readonly room: Room | null;
}

/** Whether nobody is free, though who holds another visit in these hours might take it: taken only after a second look, as a full slot. */
export const hasNobodyFree = ({ level, left }: Room): boolean => level === 'tight' && left === 0;

/** The hours of a day with their room. `time`: the time of day now. */
export function slotsWithRoom(
  field: TimeslotField,
  day: string,
  today: string,
  time: string,
  rooms: readonly Room[] | null,
): readonly OfferedSlot[] {
  return hoursOf(field, day, today, time).map((slot) => ({
    ...slot,
    room: rooms?.find((room) => room.date === day && room.from === slot.from && room.to === slot.to) ?? null,
  }));
}

/** The slot on offer that a wished time means: the one that holds its beginning, else the first that overlaps it. Null where none is on offer. */
export function fitSlot(field: TimeslotField, wished: NonNullable<Said['time']>, today: string, time: string): TimeslotValue | null {
  if (!daysOf(field, today).includes(wished.date) || wished.from === null) return null;
  const { from, to } = wished;
  const hours = hoursOf(field, wished.date, today, time);
  const slot =
    hours.find((each) => each.from <= from && from < each.to) ?? hours.find((each) => from < each.to && each.from < (to ?? from));
  return slot ? { date: wished.date, from: slot.from, to: slot.to } : null;
}

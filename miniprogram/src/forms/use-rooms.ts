import type { slotRoom } from '@mingdan/shared/contracts/slot-room';
import { slotRoomMeta } from '@mingdan/shared/contracts/slot-room.meta';
import type { TimeslotField } from '@mingdan/shared/forms/definition';
import { useOperation } from '../lib/use-operation.ts';
import { daysOf, hoursOf } from './slots.ts';

/** Days that are looked at ahead for their room. */
const ROOM_DAYS = 14;

/** Whose slots are asked about: where the visit goes, whose work it is, and the order that gets another appointment, where there is one. */
export interface RoomsOf {
  readonly region: string;
  readonly templateCode: string;
  readonly orderId?: string;
}

/** How much room a field's slots have, and what an order's installer holds in them already; null while nobody knows. `today`: the business day. */
export function useRooms(field: TimeslotField, of: RoomsOf | undefined, today: string) {
  const from = daysOf(field, today)[0] ?? today;
  // all hours of the field, whatever has begun today: the question stays the same all day
  const hours = hoursOf(field, '9999-12-31', today, '').map((each) => `${each.from}-${each.to}`);
  const asks = of !== undefined && /^\d{6}$/.test(of.region) && hours.length > 0;
  const rooms = useOperation<typeof slotRoom>(
    slotRoomMeta,
    asks ? { ...of, from, days: ROOM_DAYS, hours: hours.slice(0, 12).join(',') } : null,
  );
  return rooms.data?.items ?? null;
}

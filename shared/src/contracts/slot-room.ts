import * as z from 'zod';
import { isDay } from '../forms/days.ts';
import { day, id, regionCode, timeslot } from './common.ts';
import { defineContract } from './define.ts';
import { customerSlotRoomMeta, slotRoomMeta } from './slot-room.meta.ts';

/** `free` 空闲 · `tight` 紧张: hardly anybody is left · `full` 已满: nobody is. */
export const slotLevel = z.enum(['free', 'tight', 'full']);

/** Days from a first one on, and hours of each. */
const daysAndHours = {
  from: day.refine(isDay, '没有这一天'),
  days: z.coerce.number().int().min(1).max(14).default(14),
  /** Hours on offer, `08:00-10:00,10:00-12:00`. */
  hours: z.string().regex(/^\d{2}:\d{2}-\d{2}:\d{2}(?:,\d{2}:\d{2}-\d{2}:\d{2}){0,11}$/, '时段写成 08:00-10:00，用逗号隔开，最多 12 个'),
};

/** How much room the slots of a place have for the work of a template. A forecast, no promise: who goes is dispatch's to say. */
export const slotRoom = defineContract(slotRoomMeta, {
  input: z.strictObject({
    region: regionCode,
    ...daysAndHours,
    /** Whose work it is: skills, certificates and crew are asked for. */
    templateCode: z.string().min(1).max(60),
    /** An order that gets another appointment: what its installer holds in a slot already is told. */
    orderId: id.optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        ...timeslot.shape,
        level: slotLevel,
        /** Installers who hold nothing in these hours and could still come. */
        left: z.number().int(),
        /** Why, in words: who can, who is away, who is booked, what waits. */
        why: z.string(),
        /** What the order's installer holds in these hours already, in words; null: nothing, or nobody has the order. */
        clash: z.string().nullable().default(null),
      }),
    ),
  }),
  refusals: ['templates.not_found'],
});

/**
 * The same for the customer who chooses another appointment on the own page: a level and nothing of why. Place and work are those of the link's own order. Slots
 * that its form does not offer, or that have begun, are left out. What is full is discouraged by the page alone: `customerPage.reschedule` takes it.
 */
export const customerSlotRoom = defineContract(customerSlotRoomMeta, {
  input: z.strictObject(daysAndHours),
  output: z.object({ items: z.array(z.strictObject({ ...timeslot.shape, level: slotLevel })) }),
  refusals: ['orders.not_found', 'orders.reschedule_refused', 'auth.link_wrong_person'],
});

export type SlotLevel = z.output<typeof slotLevel>;
export type SlotRoomOutput = z.output<typeof slotRoom.output>;
export type CustomerSlotRoomOutput = z.output<typeof customerSlotRoom.output>;

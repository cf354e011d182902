import * as z from 'zod';
import { epochMs, id, pageOf, pageQuery } from './common.ts';
import { defineContract } from './define.ts';
import { chatCardMeta, deliverySentMeta, listDeliveriesMeta, retryDeliveryMeta } from './deliveries.meta.ts';

export const deliveryView = z.object({
  id,
  orderId: id.nullable(),
  number: z.string().nullable(),
  audience: z.enum(['customer', 'staff', 'installer']),
  template: z.string(),
  title: z.string(),
  text: z.string(),
  /** Where the card leads; staff send it into the chat. */
  url: z.string().nullable(),
  channel: z.string().nullable(),
  /** `past` 无需再发: a card that nobody sent, and what it told has been overtaken; `reason` says by what. */
  status: z.enum(['pending', 'sent', 'staff_todo', 'undeliverable', 'past']),
  reason: z.string().nullable(),
  /** Ways to a customer 消息阶梯 that were looked at, in order, each with why it was taken or not; empty for members of the company. */
  tried: z.array(z.object({ rung: z.enum(['subscribe', 'sidebar']), chosen: z.boolean(), reason: z.string() })),
  /** When it goes on, where it waits for a place within the platform's limits. */
  waitsUntil: epochMs.nullable(),
  /** Whether trying again now would go another way than last time: what only staff can send is not sent by trying. Told by `deliveries.list` alone; false elsewhere. */
  retryHelps: z.boolean(),
  createdAt: epochMs,
  sentAt: epochMs.nullable(),
});
export const listDeliveries = defineContract(listDeliveriesMeta, {
  input: z.strictObject({
    orderId: id.optional(),
    /** Only about orders of this customer. */
    customerId: id.optional(),
    status: z.enum(['pending', 'sent', 'staff_todo', 'undeliverable']).optional(),
    audience: z.enum(['customer', 'staff', 'installer']).optional(),
    /** The way it went; what has not been sent has none. */
    channel: z.enum(['wecom', 'subscribe', 'sidebar']).optional(),
    ...pageQuery,
  }),
  output: pageOf(deliveryView),
});
export const deliverySent = defineContract(deliverySentMeta, {
  input: z.strictObject({ deliveryId: id }),
  output: z.object({ status: z.literal('sent') }),
  refusals: ['request.not_found'],
});
/** A card of where the order stands now, for whoever wants to show the customer again. It leads where the first card led: the order's one link. */
export const chatCard = defineContract(chatCardMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    title: z.string(),
    text: z.string(),
    url: z.string(),
    /** The same as a mini-program's card; null where the company has no mini-program. */
    miniProgram: z.object({ appId: z.string(), page: z.string(), imgUrl: z.string() }).nullable(),
  }),
  refusals: ['orders.not_found'],
});
export type ChatCardOutput = z.output<typeof chatCard.output>;
export const retryDelivery = defineContract(retryDeliveryMeta, {
  input: z.strictObject({ deliveryId: id }),
  output: z.object({ status: z.enum(['pending', 'sent', 'staff_todo', 'undeliverable']) }),
  refusals: ['request.not_found'],
});
export type DeliveryView = z.output<typeof deliveryView>;

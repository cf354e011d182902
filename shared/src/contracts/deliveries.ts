import * as z from 'zod';
import { epochMs, id, pageOf, pageQuery } from './common.ts';
import { defineContract } from './define.ts';
import { deliverySentMeta, listDeliveriesMeta } from './deliveries.meta.ts';

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
  status: z.enum(['pending', 'sent', 'staff_todo', 'undeliverable']),
  reason: z.string().nullable(),
  createdAt: epochMs,
  sentAt: epochMs.nullable(),
});
export const listDeliveries = defineContract(listDeliveriesMeta, {
  input: z.strictObject({
    orderId: id.optional(),
    status: z.enum(['pending', 'sent', 'staff_todo', 'undeliverable']).optional(),
    ...pageQuery,
  }),
  output: pageOf(deliveryView),
});
export const deliverySent = defineContract(deliverySentMeta, {
  input: z.strictObject({ deliveryId: id }),
  output: z.object({ status: z.literal('sent') }),
  refusals: ['request.not_found'],
});
export type DeliveryView = z.output<typeof deliveryView>;

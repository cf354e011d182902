import * as z from 'zod';
import { id } from './common.ts';
import { customerView } from './customers.ts';
import { defineContract } from './define.ts';
import { deliveryView } from './deliveries.ts';
import { openChatMeta, underWayMeta } from './desk.meta.ts';
import { orderSummary } from './orders.ts';

/** What is under way with a customer, as the sidebar stands beside their chat; only what the reader may see. */
export const underWay = z.object({
  /** The newest, newest first. */
  orders: z.array(orderSummary),
  /** Notices that staff have to send; empty for who sends none. */
  cards: z.array(deliveryView),
  /** Orders with a question of the customer's that nobody has answered: also such as are older than those listed. */
  questions: z.array(orderSummary),
  /** Of `orders`, those whose customer chose hours while the order waits between two visits, and waits for a yes. */
  choices: z.array(id),
  /** Another text after one of `orders` has changed: the same that `orders.listStamp` tells. */
  stamp: z.string(),
});
export const openChat = defineContract(openChatMeta, {
  input: z.strictObject({ externalUserid: z.string().min(1).max(128) }),
  output: z.object({ customer: customerView, underWay }),
  refusals: ['customers.not_followed', 'customers.directory_unavailable'],
});
export const readUnderWay = defineContract(underWayMeta, {
  input: z.strictObject({ customerId: id }),
  output: underWay,
});
export type OpenChatOutput = z.output<typeof openChat.output>;
export type UnderWay = z.output<typeof underWay>;

import * as z from 'zod';
import { defineEvent } from '../platform/outbox/definitions.ts';

const order = { orderId: z.string() };

export const orderCreated = defineEvent({ name: 'orders.created', version: 1, payload: z.strictObject(order) });
/** The flow's dispatch action: find an installer, then answer with `actionDone`. */
export const dispatchRequested = defineEvent({
  name: 'orders.dispatch_requested',
  version: 1,
  payload: z.object({ ...order, visitId: z.string(), token: z.string() }),
});
export const orderAssigned = defineEvent({
  name: 'orders.assigned',
  version: 1,
  payload: z.strictObject({ ...order, visitId: z.string(), installerId: z.string() }),
});
/** The appointment is another one; the customer's own choice was made without a look at anybody's day. */
export const orderRescheduled = defineEvent({
  name: 'orders.rescheduled',
  version: 1,
  payload: z.strictObject({ ...order, byCustomer: z.boolean().default(false) }),
});
/** A customer rated the visit, one to five; null: took the rating back. */
export const orderRated = defineEvent({
  name: 'orders.rated',
  version: 1,
  payload: z.strictObject({ ...order, installerIds: z.array(z.string()), rating: z.number().nullable() }),
});
/** Work reached a node that the customer's page names. */
export const stageEntered = defineEvent({
  name: 'orders.stage_entered',
  version: 1,
  payload: z.strictObject({ ...order, node: z.string() }),
});
/** The flow entered `settle`: the actual lines are quoted. */
export const orderCompleted = defineEvent({
  name: 'orders.completed',
  version: 1,
  payload: z.strictObject({ ...order, visitId: z.string(), quoteId: z.string() }),
});
export const orderSigned = defineEvent({ name: 'orders.signed', version: 1, payload: z.strictObject(order) });
export const orderCancelled = defineEvent({ name: 'orders.cancelled', version: 1, payload: z.strictObject(order) });
/** Money came from the customer or went back; or an entry of it was voided. */
export const moneyCollected = defineEvent({
  name: 'orders.money_collected',
  version: 1,
  payload: z.strictObject({ ...order, collectionId: z.string(), voided: z.boolean() }),
});
/** The company waived an amount of a bill 减免; or took that back. */
export const waiverChanged = defineEvent({
  name: 'orders.waiver_changed',
  version: 1,
  payload: z.strictObject({ ...order, waiverId: z.string(), voided: z.boolean() }),
});
/** A notice that the flow asks for. */
export const noticeAsked = defineEvent({
  name: 'orders.notice_asked',
  version: 1,
  payload: z.strictObject({ ...order, template: z.string(), to: z.json(), node: z.string() }),
});
/** Offers that stand for this token no longer count. */
export const dispatchWithdrawn = defineEvent({
  name: 'orders.dispatch_withdrawn',
  version: 1,
  payload: z.strictObject({ ...order, token: z.string() }),
});

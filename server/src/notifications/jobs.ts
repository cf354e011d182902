import * as z from 'zod';
import { defineJob } from '../platform/outbox/definitions.ts';

/** A row waits to be sent. */
export const deliver = defineJob({
  name: 'notifications.deliver',
  version: 1,
  payload: z.strictObject({ deliveryId: z.string() }),
  attempts: 10,
});
/** A press on an offer's card that answers nothing: the card asks `ask` whether he really refuses, or shows the offer again. */
export const turnCard = defineJob({
  name: 'notifications.turn-card',
  version: 1,
  payload: z.strictObject({ offerId: z.string(), userid: z.string(), responseCode: z.string(), ask: z.boolean() }),
  attempts: 8,
});
/** A card with buttons has had its answer. */
export const closeCard = defineJob({
  name: 'notifications.close-card',
  version: 1,
  payload: z.strictObject({ deliveryId: z.string(), text: z.string() }),
  attempts: 8,
});

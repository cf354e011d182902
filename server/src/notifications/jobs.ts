import * as z from 'zod';
import { defineJob } from '../platform/outbox/definitions.ts';

/** A row waits to be sent. */
export const deliver = defineJob({
  name: 'notifications.deliver',
  version: 1,
  payload: z.strictObject({ deliveryId: z.string() }),
  attempts: 10,
});
/** A card with buttons has had its answer. */
export const closeCard = defineJob({
  name: 'notifications.close-card',
  version: 1,
  payload: z.strictObject({ deliveryId: z.string(), text: z.string() }),
  attempts: 8,
});

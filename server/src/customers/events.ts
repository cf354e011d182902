import * as z from 'zod';
import { defineEvent } from '../platform/outbox/definitions.ts';

export const customerCreated = defineEvent({ name: 'customers.created', version: 1, payload: z.strictObject({ customerId: z.string() }) });
/** The contact directory told that a member of staff and an external contact have each other now, or no longer. */
export const followChanged = defineEvent({
  name: 'customers.follow_changed',
  version: 1,
  payload: z.strictObject({ personId: z.string(), externalUserid: z.string(), follows: z.boolean() }),
});

import * as z from 'zod';
import { defineJob } from '../platform/outbox/definitions.ts';

/** A timer of a flow has come. A timer that no longer stands in the order's state does nothing. */
export const flowTimer = defineJob({
  name: 'orders.flow-timer',
  version: 1,
  payload: z.strictObject({ orderId: z.string(), timer: z.string() }),
  attempts: 10,
});

import * as z from 'zod';
import { defineJob } from '../platform/outbox/definitions.ts';

/** A timer of a flow has come. A timer that no longer stands in the order's state does nothing. */
export const flowTimer = defineJob({
  name: 'orders.flow-timer',
  version: 1,
  payload: z.strictObject({ orderId: z.string(), timer: z.string() }),
  attempts: 10,
});

/** Nobody signed the bill and nobody objected: three days after finishing it counts as confirmed. An order that went on meanwhile is left alone. */
export const silentConfirmation = defineJob({
  name: 'orders.silent-confirmation',
  version: 1,
  payload: z.strictObject({ orderId: z.string(), quoteId: z.string() }),
  attempts: 10,
});

import * as z from 'zod';
import { defineJob } from '../platform/outbox/definitions.ts';

/** A timer of a flow has come. A timer that no longer stands in the order's state does nothing. */
export const flowTimer = defineJob({
  name: 'orders.flow-timer',
  version: 1,
  payload: z.strictObject({ orderId: z.string(), timer: z.string() }),
  attempts: 10,
});

/** A bill that nobody objected to for so long counts as confirmed. */
export const SILENCE_MS = 72 * 3_600_000;

/** Nobody signed the bill and nobody objected: three days after finishing it counts as confirmed. An order that went on meanwhile is left alone. */
export const silentConfirmation = defineJob({
  name: 'orders.silent-confirmation',
  version: 1,
  payload: z.strictObject({ orderId: z.string(), quoteId: z.string() }),
  attempts: 10,
});

/** An act on many orders, or an export, that somebody asked for. What was done already is not done again. */
export const runBatch = defineJob({
  name: 'orders.run-batch',
  version: 1,
  payload: z.strictObject({ batchId: z.string() }),
  attempts: 5,
});

/** An export's file has been kept long enough. */
export const dropExport = defineJob({
  name: 'orders.drop-export',
  version: 1,
  payload: z.strictObject({ batchId: z.string() }),
  attempts: 10,
});

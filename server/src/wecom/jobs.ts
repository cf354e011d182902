import * as z from 'zod';
import { defineJob } from '../platform/outbox/definitions.ts';

/** A stored callback is to be understood. `requestId`: of the request that brought it, since many share a transaction. */
export const readInbox = defineJob({
  name: 'wecom.read-inbox',
  version: 1,
  payload: z.strictObject({ digest: z.string(), requestId: z.string() }),
  attempts: 10,
});

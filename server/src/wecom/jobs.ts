import * as z from 'zod';
import { defineJob } from '../platform/outbox/definitions.ts';

/** Callbacks that were stored together are to be understood. */
export const readInbox = defineJob({
  name: 'wecom.read-inbox',
  version: 1,
  payload: z.strictObject({ digests: z.array(z.string()).min(1) }),
  attempts: 10,
});

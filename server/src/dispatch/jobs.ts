import * as z from 'zod';
import { defineJob } from '../platform/outbox/definitions.ts';

/** The time box of an offer is over. */
export const expireOffer = defineJob({
  name: 'dispatch.expire-offer',
  version: 1,
  payload: z.strictObject({ offerId: z.string() }),
  attempts: 10,
});

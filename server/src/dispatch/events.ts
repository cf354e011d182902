import * as z from 'zod';
import { defineEvent } from '../platform/outbox/definitions.ts';

const offer = { offerId: z.string() };

/** An offer stands: tell the installer. */
export const offered = defineEvent({ name: 'dispatch.offered', version: 1, payload: z.strictObject(offer) });
const request = { requestId: z.string() };
/** An installer asks for leave: tell those who plan with him. */
export const leaveAsked = defineEvent({ name: 'dispatch.leave_asked', version: 1, payload: z.strictObject(request) });
/** His request is approved or refused: tell him. */
export const leaveDecided = defineEvent({ name: 'dispatch.leave_decided', version: 1, payload: z.strictObject(request) });
/** An offer has its answer; cards that show it should say so. `responseCode` comes from the card that was clicked, for one update of it. */
export const answered = defineEvent({
  name: 'dispatch.answered',
  version: 1,
  payload: z.strictObject({ ...offer, status: z.enum(['accepted', 'refused', 'expired', 'withdrawn']) }),
});

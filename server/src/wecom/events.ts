import * as z from 'zod';
import { defineEvent } from '../platform/outbox/definitions.ts';

/** A member pressed a button of a template card. `responseCode` allows one update of that card within 72 hours. */
export const cardClicked = defineEvent({
  name: 'wecom.card_clicked',
  version: 1,
  payload: z.strictObject({ userid: z.string(), taskId: z.string(), key: z.string(), responseCode: z.string() }),
});

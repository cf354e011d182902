import * as z from 'zod';
import { defineEvent } from '../platform/outbox/definitions.ts';

/** A new version of a price book can be pinned from now on. */
export const bookPublished = defineEvent({
  name: 'pricing.book_published',
  version: 1,
  payload: z.strictObject({ code: z.string(), version: z.number().int() }),
});

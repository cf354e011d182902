import * as z from 'zod';
import { defineEvent } from '../platform/outbox/definitions.ts';

/** Somebody is no installer of the company any more: switched off, or the role was taken from him. */
export const installerLeft = defineEvent({
  name: 'identity.installer_left',
  version: 1,
  payload: z.strictObject({ personId: z.string() }),
});

import * as z from 'zod';
import { defineEvent } from '../platform/outbox/definitions.ts';

export const customerCreated = defineEvent({ name: 'customers.created', version: 1, payload: z.strictObject({ customerId: z.string() }) });

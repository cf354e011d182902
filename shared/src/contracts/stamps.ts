import * as z from 'zod';
import { id } from './common.ts';
import { defineContract } from './define.ts';
import { customerStampMeta, listStampMeta, myStampMeta, orderStampMeta } from './stamps.meta.ts';

/** Another text after something has changed; what is in it says nothing else. A page that is looked at asks for it every two seconds. */
const output = z.object({ stamp: z.string() });

export const orderStamp = defineContract(orderStampMeta, {
  input: z.strictObject({ orderId: id }),
  output,
  refusals: ['orders.not_found'],
});
export const myStamp = defineContract(myStampMeta, { input: z.strictObject({}), output });
/** Of the newest of a customer's orders, or of those that one opened oneself. */
export const listStamp = defineContract(listStampMeta, {
  input: z.strictObject({ customerId: id.optional(), createdBy: z.literal('me').optional() }),
  output,
});
export const customerStamp = defineContract(customerStampMeta, {
  input: z.strictObject({}),
  output,
  refusals: ['orders.not_found'],
});

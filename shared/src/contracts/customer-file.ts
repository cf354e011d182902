import * as z from 'zod';
import { day, epochMs, id } from './common.ts';
import { addCustomerNoteMeta, customerFileMeta, revealCustomerMeta, setWarrantyMeta } from './customer-file.meta.ts';
import { defineContract } from './define.ts';

export const customerFile = defineContract(customerFileMeta, {
  input: z.strictObject({ customerId: id }),
  output: z.object({
    /** Newest first, at most 100. */
    notes: z.array(z.object({ id, at: epochMs, by: z.string(), text: z.string() })),
    /** Devices whose warranty 保修 is known; the last day is included. */
    warranties: z.array(z.object({ deviceId: id, until: day })),
  }),
  refusals: ['customers.not_found'],
});
export const addCustomerNote = defineContract(addCustomerNoteMeta, {
  input: z.strictObject({ customerId: id, text: z.string().trim().min(1, '请写备注').max(500, '备注最多 500 个字') }),
  output: z.object({ id }),
  refusals: ['customers.not_found'],
});
export const setWarranty = defineContract(setWarrantyMeta, {
  input: z.strictObject({ customerId: id, deviceId: id, until: day.nullable() }),
  output: z.object({ until: day.nullable() }),
  refusals: ['customers.not_found', 'customers.device_not_found'],
});
export const revealCustomer = defineContract(revealCustomerMeta, {
  input: z.strictObject({ customerId: id }),
  output: z.object({ phone: z.string().nullable() }),
  refusals: ['customers.not_found'],
});
export type CustomerFile = z.output<typeof customerFile.output>;

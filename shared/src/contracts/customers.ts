import * as z from 'zod';
import { epochMs, id, pageOf, pageQuery, regionCode } from './common.ts';
import { customerFromChatMeta, getCustomerMeta, listCustomersMeta } from './customers.meta.ts';
import { defineContract } from './define.ts';

export const customerView = z.object({
  id,
  name: z.string(),
  phoneMasked: z.string(),
  /** The full phone for prefilling the form; null where the reader may not see it. */
  phone: z.string().nullable(),
  level: z.string(),
  sites: z.array(
    z.object({
      id,
      label: z.string(),
      region: regionCode,
      regionName: z.string(),
      text: z.string(),
      lat: z.number().nullable(),
      lng: z.number().nullable(),
    }),
  ),
  devices: z.array(z.object({ id, model: z.string(), serial: z.string().nullable(), installedAt: epochMs.nullable() })),
  createdAt: epochMs,
});

export const customerFromChat = defineContract(customerFromChatMeta, {
  input: z.strictObject({ externalUserid: z.string().min(1).max(128) }),
  output: customerView,
  refusals: ['customers.not_followed', 'customers.directory_unavailable'],
});
export const getCustomer = defineContract(getCustomerMeta, {
  input: z.strictObject({ customerId: id }),
  output: customerView,
  refusals: ['customers.not_found'],
});
export const listCustomers = defineContract(listCustomersMeta, {
  input: z.strictObject({ q: z.string().trim().min(1).max(40).optional(), ...pageQuery }),
  output: pageOf(
    z.object({
      id,
      name: z.string(),
      phoneMasked: z.string(),
      level: z.string(),
      createdAt: epochMs,
    }),
  ),
});
export type CustomerView = z.output<typeof customerView>;
export type ListCustomersOutput = z.output<typeof listCustomers.output>;

import * as z from 'zod';
import { epochMs, id, pageOf, pageQuery, regionCode } from './common.ts';
import {
  createCustomerMeta,
  customerFromChatMeta,
  getCustomerMeta,
  linkContactMeta,
  listCustomersMeta,
  saveContactMeta,
  saveDeviceMeta,
  saveSiteMeta,
  unlinkContactMeta,
} from './customers.meta.ts';
import { defineContract } from './define.ts';

export const customerView = z.object({
  id,
  name: z.string(),
  phoneMasked: z.string(),
  /** The full phone for prefilling the form; null where the reader may not see it. */
  phone: z.string().nullable(),
  level: z.string(),
  /** A contact of WeCom was said to be this customer by hand: that can be undone. */
  contactLinked: z.boolean(),
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
  devices: z.array(
    z.object({
      id,
      /** What it is, in words: 空调, 热水器; empty when nobody said. */
      kind: z.string(),
      brand: z.string(),
      model: z.string(),
      serial: z.string().nullable(),
      siteId: id.nullable(),
      installedAt: epochMs.nullable(),
      /** The order that installed it; null where none did. */
      orderId: id.nullable().default(null),
    }),
  ),
  /** When WeCom said that the reader and this customer no longer have each other; null where it did not. */
  contactLostAt: epochMs.nullable(),
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
const customerName = z.string().trim().min(1, '请填写姓名').max(40, '姓名最多 40 个字');
/** Digits as they are dialled: a mobile number, a landline with its area code, or a service number. */
const phoneNumber = z.string().regex(/^\d{5,15}$/, '电话只填数字，5 到 15 位');
/**
 * A person saw that the number stands with another customer and says that this is somebody else. Without it such a write is refused, so that nobody
 * is made twice by mistake; customers are never merged by their number.
 */
const samePhone = z.boolean().default(false);

export const createCustomer = defineContract(createCustomerMeta, {
  input: z.strictObject({ name: customerName, phone: phoneNumber.nullable(), samePhone }),
  output: customerView,
  refusals: ['customers.phone_known'],
});
export const saveContact = defineContract(saveContactMeta, {
  input: z.strictObject({ customerId: id, name: customerName, phone: phoneNumber.nullable(), samePhone }),
  output: customerView,
  refusals: ['customers.not_found', 'customers.phone_known'],
});
/** A site with the same region and text is taken for the same: its label and point are changed. Another text is another site, for orders keep theirs. */
export const saveSite = defineContract(saveSiteMeta, {
  input: z.strictObject({
    customerId: id,
    label: z.string().trim().max(20, '名称最多 20 个字').default(''),
    region: regionCode,
    text: z.string().trim().min(1, '请填写街道门牌').max(200, '地址最多 200 个字'),
    /** WGS-84 degrees; null: nobody picked a point, so the distance stays unknown. */
    point: z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }).nullable(),
  }),
  output: customerView,
  refusals: ['customers.not_found', 'customers.region_refused'],
});
export const saveDevice = defineContract(saveDeviceMeta, {
  input: z.strictObject({
    customerId: id,
    /** Absent: a new device. */
    deviceId: id.optional(),
    kind: z.string().trim().min(1, '请填写设备类型').max(20, '设备类型最多 20 个字'),
    brand: z.string().trim().max(30, '品牌最多 30 个字').default(''),
    model: z.string().trim().max(60, '型号最多 60 个字').default(''),
    serial: z.string().trim().min(1).max(64, '序列号最多 64 个字').nullable(),
    siteId: id.nullable(),
  }),
  output: customerView,
  refusals: ['customers.not_found', 'customers.device_not_found'],
});
export const linkContact = defineContract(linkContactMeta, {
  input: z.strictObject({ customerId: id, externalUserid: z.string().min(1).max(128) }),
  output: customerView,
  refusals: ['customers.not_found', 'customers.not_followed', 'customers.contact_in_use'],
});
export const unlinkContact = defineContract(unlinkContactMeta, {
  input: z.strictObject({ customerId: id, externalUserid: z.string().min(1).max(128) }),
  output: customerView,
  refusals: ['customers.not_found', 'customers.not_followed', 'customers.contact_in_use'],
});
export type CustomerView = z.output<typeof customerView>;
export type ListCustomersOutput = z.output<typeof listCustomers.output>;

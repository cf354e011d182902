import * as z from 'zod';
import { epochMs } from './common.ts';
import {
  customerBillSettingMeta,
  customerServiceSettingMeta,
  messagingSettingMeta,
  saveCustomerBillSettingMeta,
  saveCustomerServiceSettingMeta,
  saveMessagingSettingMeta,
} from './company-settings.meta.ts';
import { defineContract } from './define.ts';

/** What stands beside every setting. Version 0: never saved, the product's own choice. */
const kept = { version: z.number().int(), savedAt: epochMs.nullable(), savedBy: z.string().nullable() };
const version = z.number().int().min(0);

/**
 * What a customer's bill shows. What is not shown line by line is still in the total: hidden kinds are summed in one line, so that the
 * lines always add up to the total.
 */
export const customerBill = z.strictObject({
  /** Labour 服务项目 line by line; else one sum. */
  labour: z.boolean(),
  /** Parts 配件 line by line; else one sum. */
  parts: z.boolean(),
  /** Fees 费用 line by line; else one sum. */
  fees: z.boolean(),
  /** Quantities and units. */
  quantities: z.boolean(),
  /** Price reductions 优惠 as lines of their own; else within the sum of the other lines of their kind. */
  discounts: z.boolean(),
  /** What the price book's rules added to a price 加价, by name below its line. Reductions within a price go by `discounts`. */
  surcharges: z.boolean().default(true),
  /** Service commission 提成 of the price as a line of its own; hidden at first. */
  commission: z.boolean(),
});

export const customerService = z.strictObject({
  /** Days that the company answers for its work, from the finish; 0: the page promises nothing. */
  warrantyDays: z.number().int().min(0).max(3650),
  warrantyNote: z.string().trim().max(200),
  /** Whom customers may call; empty: nobody. */
  servicePhone: z.string().regex(/^$|^[0-9+ -]{5,20}$/, '电话格式不对'),
});

export const messaging = z.strictObject({
  /** The mini-program is linked to the WeCom app: members get 小程序通知 that open it, in place of cards that open the browser. */
  miniProgramLinked: z.boolean(),
});

export const customerBillSetting = defineContract(customerBillSettingMeta, {
  input: z.strictObject({}),
  output: z.object({ value: customerBill, ...kept }),
});
export const saveCustomerBillSetting = defineContract(saveCustomerBillSettingMeta, {
  input: z.strictObject({ version, value: customerBill }),
  output: z.object({ value: customerBill, ...kept }),
  refusals: ['settings.stale_version'],
});
export const customerServiceSetting = defineContract(customerServiceSettingMeta, {
  input: z.strictObject({}),
  output: z.object({ value: customerService, ...kept }),
});
export const saveCustomerServiceSetting = defineContract(saveCustomerServiceSettingMeta, {
  input: z.strictObject({ version, value: customerService }),
  output: z.object({ value: customerService, ...kept }),
  refusals: ['settings.stale_version'],
});
export const messagingSetting = defineContract(messagingSettingMeta, {
  input: z.strictObject({}),
  output: z.object({ value: messaging, ...kept }),
});
export const saveMessagingSetting = defineContract(saveMessagingSettingMeta, {
  input: z.strictObject({ version, value: messaging }),
  output: z.object({ value: messaging, ...kept }),
  refusals: ['settings.stale_version'],
});

export type CustomerBillSetting = z.output<typeof customerBill>;
export type CustomerServiceSetting = z.output<typeof customerService>;
export type MessagingSetting = z.output<typeof messaging>;

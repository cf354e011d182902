import * as z from 'zod';
import { epochMs, fen, formValues, id, timeslot } from './common.ts';
import { customerActMeta, customerOrderMeta, openLinkMeta, signBillMeta } from './customer-page.meta.ts';
import { defineContract } from './define.ts';
import { openTask, orderState, progressStep } from './orders.ts';

export const openLink = defineContract(openLinkMeta, {
  input: z.strictObject({
    token: z.string().min(20).max(64),
    /** One-time ticket of the WeChat login, which binds the link to this openid. */
    ticket: z.string().max(128).optional(),
    /** Last four digits of the phone, where there is no WeChat login. */
    phoneLast4: z
      .string()
      .regex(/^\d{4}$/, '请输入手机号后四位')
      .optional(),
  }),
  output: z.object({ bearer: z.string(), orderId: id, verified: z.boolean() }),
  refusals: ['auth.link_invalid', 'auth.link_wrong_person', 'auth.link_locked', 'auth.ticket_invalid'],
});

export const customerOrderView = z.object({
  id,
  number: z.string(),
  title: z.string(),
  state: orderState,
  slot: timeslot.nullable(),
  customerName: z.string(),
  addressShort: z.string(),
  installerName: z.string().nullable(),
  /** What the customer should do next, in words; null when nothing. */
  next: z.object({ act: z.enum(['wait', 'sign', 'rate', 'none']), text: z.string() }),
  progress: z.array(progressStep),
  bill: z.object({
    kind: z.enum(['planned', 'actual']),
    hash: z.string(),
    lines: z.array(
      z.object({ name: z.string(), kind: z.enum(['labour', 'part', 'fee']), quantity: z.string(), unit: z.string(), charge: fen }),
    ),
    total: fen,
  }),
  signature: z.object({ at: epochMs, by: z.enum(['installer_phone', 'customer_page']) }).nullable(),
  tasks: z.array(openTask),
  verified: z.boolean(),
  version: z.number().int(),
});

export const customerOrder = defineContract(customerOrderMeta, {
  input: z.strictObject({}),
  output: customerOrderView,
  refusals: ['orders.not_found'],
});
export const signBill = defineContract(signBillMeta, {
  input: z.strictObject({ billHash: z.string().max(80), signatureFileId: id }),
  output: z.object({ signedAt: epochMs }),
  refusals: [
    'orders.not_found',
    'orders.no_bill',
    'orders.bill_changed',
    'orders.already_signed',
    'auth.link_wrong_person',
    'files.not_found',
  ],
});
export const customerAct = defineContract(customerActMeta, {
  input: z.strictObject({
    version: z.number().int().min(1),
    token: z.string().max(60),
    outcome: z.string().max(40),
    values: formValues.default({}),
  }),
  output: z.object({ version: z.number().int() }),
  refusals: [
    'orders.not_found',
    'orders.stale_version',
    'orders.not_open',
    'orders.not_here',
    'orders.form_invalid',
    'orders.event_refused',
    'orders.not_assigned',
    'auth.link_wrong_person',
  ],
});
export type CustomerOrderView = z.output<typeof customerOrderView>;
export type OpenLinkOutput = z.output<typeof openLink.output>;

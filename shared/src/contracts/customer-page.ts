import * as z from 'zod';
import { paymentView } from './collections.ts';
import { epochMs, fen, formValues, id, timeslot } from './common.ts';
import { consentView } from './consents.ts';
import {
  collectSubscriptionsMeta,
  customerActMeta,
  customerOrderMeta,
  customerSubscriptionsMeta,
  openLinkMeta,
  rateOrderMeta,
  signBillMeta,
} from './customer-page.meta.ts';
import { defineContract } from './define.ts';
import { begun, earlierBill, lineAddition, linePart, openTask, orderState, phase, progressStep } from './orders.ts';

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
  phase,
  begun,
  slot: timeslot.nullable(),
  /** What is told beside `slot` where it does not stand as it reads; null where it does. */
  slotNote: z.string().nullable().default(null),
  /** When the work was done; null while it is not, and where it was cancelled. */
  finishedAt: epochMs.nullable().default(null),
  customerName: z.string(),
  addressShort: z.string(),
  installerName: z.string().nullable(),
  /** Where it stands and what the customer should do next, in words. `slot`: choose a new appointment. `more`: a second sentence. */
  next: z.object({
    act: z.enum(['wait', 'consent', 'sign', 'rate', 'slot', 'none']),
    text: z.string(),
    more: z.string().nullable().default(null),
  }),
  progress: z.array(progressStep),
  bill: z.object({
    kind: z.enum(['planned', 'actual']),
    hash: z.string(),
    lines: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['labour', 'part', 'fee']),
        quantity: z.string(),
        unit: z.string(),
        charge: fen,
        parts: z.array(linePart).default([]),
        /** What rules added to the price or took off it, as far as the company shows it. */
        added: z.array(lineAddition).default([]),
      }),
    ),
    total: fen,
    /** Why it is no more than a fee; null where it is work, or an estimate. */
    why: z.string().nullable().default(null),
    /** True where it is a fee whose punch the company still looks into: nothing is asked for it meanwhile. */
    unverified: z.boolean().default(false),
  }),
  /** Bills of earlier visits, oldest first. */
  earlierBills: z.array(
    earlierBill.pick({ visit: true, scope: true, why: true, at: true }).extend({
      total: fen,
      /** True where the company took the bill back 撤回: nothing is asked for it. */
      takenBack: z.boolean().default(false),
      /** True where it is a fee whose punch the company still looks into. */
      unverified: z.boolean().default(false),
    }),
  ),
  /** How the order ended without having been done; null where it did not. */
  cancelled: z.object({ at: epochMs, by: z.string(), reason: z.string() }).nullable().default(null),
  signature: z.object({ at: epochMs, by: z.enum(['installer_phone', 'customer_page']) }).nullable(),
  /** Extra lines 增项 to agree to, and what was decided; empty before the customer is proved. */
  consents: z.array(consentView),
  /** Null before the customer is proved. Entries leave out who recorded them and notes. */
  payment: paymentView.nullable(),
  /** Comments 备注 marked visible, oldest first. */
  comments: z.array(z.object({ at: epochMs, by: z.string(), text: z.string() })),
  tasks: z.array(openTask),
  /** Stars 满意度 that the customer gave; null for none, and before the customer is proved. */
  stars: z.number().int().nullable().default(null),
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
export const subscriptionsView = z.object({
  /** unknown_person: opened by digits, so that there is no WeChat account to write to. */
  state: z.enum(['available', 'unknown_person', 'not_configured']),
  /** At most three: what WeChat's sheet takes. */
  templateIds: z.array(z.string()),
  /** Messages that may still be sent. */
  left: z.number().int(),
});
export const customerSubscriptions = defineContract(customerSubscriptionsMeta, {
  input: z.strictObject({}),
  output: subscriptionsView,
});
export const collectSubscriptions = defineContract(collectSubscriptionsMeta, {
  input: z.strictObject({
    answers: z
      .array(z.strictObject({ templateId: z.string().min(1).max(64), answer: z.enum(['accept', 'reject', 'ban', 'filter']) }))
      .min(1)
      .max(5),
  }),
  output: subscriptionsView,
  refusals: ['auth.link_wrong_person'],
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
export const rateOrder = defineContract(rateOrderMeta, {
  /** `values` of the open task's own form; null takes the stars back. */
  input: z.strictObject({ token: z.string().max(60), values: formValues }),
  output: z.object({ version: z.number().int() }),
  refusals: [
    'orders.not_found',
    'orders.not_open',
    'orders.not_here',
    'orders.not_assigned',
    'orders.form_invalid',
    'auth.link_wrong_person',
  ],
});
export type CustomerOrderView = z.output<typeof customerOrderView>;
export type SubscriptionsView = z.output<typeof subscriptionsView>;
export type OpenLinkOutput = z.output<typeof openLink.output>;

import * as z from 'zod';
import { fenOrHidden, formValues, id, regionCode } from './common.ts';
import { defineContract } from './define.ts';
import {
  commentOrderMeta,
  correctAddressMeta,
  openReturnMeta,
  previewAddressMeta,
  previewCancelMeta,
  rejectPunchMeta,
  verifyPunchMeta,
} from './order-paths.meta.ts';

const address = z.strictObject({
  region: regionCode,
  text: z.string().trim().min(1, '请填写详细地址').max(200),
  lat: z.number().min(-90).max(90).optional(),
  lng: z.number().min(-180).max(180).optional(),
});

export const previewAddress = defineContract(previewAddressMeta, {
  input: z.strictObject({ orderId: id, address }),
  output: z.object({
    version: z.number().int(),
    chargeBefore: fenOrHidden,
    charge: fenOrHidden,
    /** In words, for whoever is about to save. */
    consequences: z.array(
      z.object({
        kind: z.enum(['region', 'outlet', 'price', 'distance', 'holder', 'told', 'hears']),
        level: z.enum(['info', 'warn']),
        text: z.string(),
      }),
    ),
  }),
  refusals: ['orders.not_found', 'orders.not_open', 'orders.form_invalid', 'orders.event_refused', 'pricing.not_priceable'],
});

export const correctAddress = defineContract(correctAddressMeta, {
  input: z.strictObject({
    orderId: id,
    version: z.number().int().min(1),
    address,
    reason: z.string().trim().min(1, '请写明原因').max(200),
  }),
  output: z.object({
    id,
    version: z.number().int(),
    charge: fenOrHidden,
    distanceKm: z.string().nullable(),
    /** True when the installer does not serve the new place: the order went back to dispatch. */
    redispatched: z.boolean(),
  }),
  refusals: [
    'orders.not_found',
    'orders.stale_version',
    'orders.not_open',
    'orders.form_invalid',
    'orders.event_refused',
    'pricing.not_priceable',
  ],
});

/** What cancelling comes to at this moment, for whoever is about to. */
export const previewCancel = defineContract(previewCancelMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    version: z.number().int(),
    /** What the customer is charged for it, fen: 0 for nothing. */
    fee: fenOrHidden,
    /** In words. */
    consequences: z.array(
      z.object({
        kind: z.enum(['standing', 'fee', 'earlier', 'refund', 'told', 'hears']),
        level: z.enum(['info', 'warn']),
        text: z.string(),
      }),
    ),
  }),
  refusals: ['orders.not_found', 'orders.event_refused', 'pricing.not_priceable'],
});

export const openReturn = defineContract(openReturnMeta, {
  input: z.strictObject({
    orderId: id,
    /** Why the customer calls again. */
    reason: z.string().trim().min(1, '请写明返修原因').max(200),
    /** True 质保内: the customer pays nothing for service items and parts. */
    warranty: z.boolean(),
    urgency: z.enum(['normal', 'urgent']).default('normal'),
    source: z.enum(['sidebar', 'console']).default('console'),
    /** Values of the start form that differ from the first order: at least the slot and the service lines of the return visit. */
    values: formValues,
  }),
  output: z.object({ id, number: z.string(), version: z.number().int() }),
  refusals: [
    'orders.not_found',
    'orders.not_finished',
    'orders.warranty_not_free',
    'orders.event_refused',
    'templates.not_found',
    'customers.not_found',
    'pricing.no_active_book',
    'pricing.not_priceable',
    'orders.form_invalid',
  ],
});

/** internal 内部: the company's desks and managers · visible: also the installer and the customer's page. */
export const commentVisibility = z.enum(['internal', 'visible']);

export const commentOrder = defineContract(commentOrderMeta, {
  input: z.strictObject({
    orderId: id,
    text: z.string().trim().min(1, '请写备注').max(500),
    visibility: commentVisibility.default('internal'),
    /** Person ids who are told. */
    mentions: z.array(id).max(20).default([]),
  }),
  output: z.object({ id }),
  refusals: ['orders.not_found', 'people.not_found'],
});

/** Somebody of the company has looked into a punch far from the address or well before its hours 已核实. */
export const verifyPunch = defineContract(verifyPunchMeta, {
  input: z.strictObject({ orderId: id, punchId: id, word: z.string().trim().min(1, '请写明核实情况').max(200) }),
  /** How many of the order's marks are left. */
  output: z.object({ left: z.number().int() }),
  refusals: ['orders.not_found', 'orders.punch_not_found'],
});

/** The desk has found out that a punch is not true 不属实; a visit fee that it brought is taken back. */
export const rejectPunch = defineContract(rejectPunchMeta, {
  input: z.strictObject({ orderId: id, punchId: id, reason: z.string().trim().min(1, '请写明原因').max(200) }),
  /** How many of the order's marks are left, and whether a visit fee was taken back. */
  output: z.object({ left: z.number().int(), takenBack: z.boolean() }),
  refusals: ['orders.not_found', 'orders.punch_not_found'],
});

export type PreviewAddressOutput = z.output<typeof previewAddress.output>;
export type PreviewCancelOutput = z.output<typeof previewCancel.output>;
export type CorrectAddressInput = z.input<typeof correctAddress.input>;
export type OpenReturnInput = z.input<typeof openReturn.input>;
export type CommentVisibility = z.output<typeof commentVisibility>;

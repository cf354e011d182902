import * as z from 'zod';
import { day, epochMs, fen, fenOrHidden, formValues, id, line, moneyBlock, pageOf, pageQuery, regionCode, timeslot } from './common.ts';
import { defineContract } from './define.ts';
import {
  actOnOrderMeta,
  createOrderMeta,
  getOrderMeta,
  listOrdersMeta,
  myOrdersMeta,
  previewBillMeta,
  quoteDraftMeta,
} from './orders.meta.ts';

export const orderState = z.enum(['open', 'suspended', 'done', 'cancelled']);
export const phase = z.enum(['new', 'dispatch', 'working', 'waiting', 'review', 'settle', 'closed']);
export const settlementState = z.enum(['estimated', 'pending', 'eligible', 'settled', 'paid']);
export const urgency = z.enum(['normal', 'urgent']);

/** A priced line as the reader may see it: `charge` for customers and staff, `earn` for the installer, all for finance. */
export const pricedLine = z.object({
  item: z.string(),
  name: z.string(),
  unit: z.string(),
  kind: z.enum(['labour', 'part', 'fee']),
  quantity: z.string(),
  charge: fenOrHidden,
  settle: fenOrHidden,
  cost: fenOrHidden,
  earn: fenOrHidden,
});

export const orderSummary = z.object({
  id,
  number: z.string(),
  templateName: z.string(),
  state: orderState,
  phase,
  nodeName: z.string(),
  settlementState,
  urgency,
  region: regionCode,
  regionName: z.string(),
  customerName: z.string(),
  installerName: z.string().nullable(),
  outletName: z.string().nullable(),
  slot: timeslot.nullable(),
  charge: fenOrHidden,
  createdAt: epochMs,
  version: z.number().int(),
});

/** One stop of the drawn progress. `at` is when the order got there; null for what lies ahead. */
export const progressStep = z.object({
  key: z.string(),
  label: z.string(),
  status: z.enum(['done', 'current', 'ahead']),
  at: epochMs.nullable(),
  by: z.string().nullable(),
});

/** A place where work stands, with the form the reader may fill there. */
export const openTask = z.object({
  token: z.string(),
  node: z.string(),
  name: z.string(),
  outcomes: z.array(z.object({ key: z.string(), label: z.string() })),
  /** Field definition of the form engine together with state and value for this reader, in form order. */
  fields: z.array(z.object({ definition: z.json(), state: z.enum(['read', 'edit']), required: z.boolean(), value: z.json() })),
  /** True where the reader may submit this task. */
  mine: z.boolean(),
  needsSignature: z.boolean(),
});

export const timelineEntry = z.object({
  id,
  at: epochMs,
  actor: z.string(),
  actorRole: z.string(),
  type: z.string(),
  text: z.string(),
  node: z.string().nullable(),
});

export const orderView = z.object({
  id,
  number: z.string(),
  version: z.number().int(),
  state: orderState,
  phase,
  settlementState,
  urgency,
  source: z.string(),
  templateCode: z.string(),
  templateVersion: z.number().int(),
  templateName: z.string(),
  book: z.string(),
  region: regionCode,
  regionName: z.string(),
  slot: timeslot.nullable(),
  customer: z.object({ id, name: z.string(), phoneMasked: z.string(), level: z.string() }),
  /** The full phone for the installer at work and for staff who may call; else null. */
  customerPhone: z.string().nullable(),
  address: z.object({ text: z.string(), region: regionCode, lat: z.number().nullable(), lng: z.number().nullable() }),
  installer: z.object({ id, name: z.string() }).nullable(),
  outletName: z.string().nullable(),
  distanceKm: z.string().nullable(),
  progress: z.array(progressStep),
  tasks: z.array(openTask),
  /** What was filled node by node, for reading. */
  filled: z.array(
    z.object({
      node: z.string(),
      name: z.string(),
      fields: z.array(z.object({ key: z.string(), label: z.string(), type: z.string(), value: z.json() })),
    }),
  ),
  /** `actual` once the order is finished, `planned` (预估) before. */
  bill: z.object({ kind: z.enum(['planned', 'actual']), at: epochMs, hash: z.string(), lines: z.array(pricedLine), totals: moneyBlock }),
  signature: z.object({ at: epochMs, by: z.enum(['installer_phone', 'customer_page']), fileId: id }).nullable(),
  timeline: z.array(timelineEntry),
  /** Acts that the server will accept from this reader now, beside the tasks: `cancel`, … */
  abilities: z.array(z.string()),
  createdAt: epochMs,
  closedAt: epochMs.nullable(),
});

const draft = {
  templateCode: z.string().min(1).max(60),
  templateVersion: z.number().int().min(1),
  customerId: id,
  urgency: urgency.default('normal'),
  /** Values of the start node's form; address, slot and lines are among them. */
  values: formValues,
};

export const quoteDraft = defineContract(quoteDraftMeta, {
  input: z.strictObject(draft),
  output: z.object({
    charge: fen,
    lines: z.array(pricedLine),
    tier: z.string(),
    tierName: z.string(),
    book: z.string(),
    /** What may still change the figure, in words. */
    mayChange: z.array(z.string()),
  }),
  refusals: ['templates.not_found', 'customers.not_found', 'pricing.no_active_book', 'pricing.not_priceable', 'orders.form_invalid'],
});

export const createOrder = defineContract(createOrderMeta, {
  input: z.strictObject({ ...draft, source: z.enum(['sidebar', 'console', 'qr']).default('sidebar') }),
  output: z.object({ id, number: z.string(), version: z.number().int() }),
  refusals: [
    'orders.event_refused',
    'templates.not_found',
    'customers.not_found',
    'pricing.no_active_book',
    'pricing.not_priceable',
    'orders.form_invalid',
  ],
});

export const listOrders = defineContract(listOrdersMeta, {
  input: z.strictObject({
    state: orderState.optional(),
    phase: phase.optional(),
    settlementState: settlementState.optional(),
    region: regionCode.optional(),
    customerId: id.optional(),
    installerId: id.optional(),
    /** Order number, exact phone, its last four digits, or the exact name. */
    q: z.string().trim().min(1).max(40).optional(),
    ...pageQuery,
  }),
  output: pageOf(orderSummary),
});

export const myOrders = defineContract(myOrdersMeta, {
  input: z.strictObject({ day: day.optional() }),
  output: z.object({
    day,
    visits: z.array(
      z.object({
        orderId: id,
        number: z.string(),
        templateName: z.string(),
        nodeName: z.string(),
        state: orderState,
        settlementState,
        slot: timeslot.nullable(),
        shortAddress: z.string(),
        customerName: z.string(),
        distanceKm: z.string().nullable(),
        /** Installer's own share: estimated before, actual after. */
        earn: fen,
        earnKind: z.enum(['planned', 'actual']),
        carry: z.array(z.object({ name: z.string(), quantity: z.string(), unit: z.string() })),
      }),
    ),
  }),
});

export const getOrder = defineContract(getOrderMeta, {
  input: z.strictObject({ orderId: id }),
  output: orderView,
  refusals: ['orders.not_found'],
});

export const actOnOrder = defineContract(actOnOrderMeta, {
  input: z.strictObject({
    orderId: id,
    version: z.number().int().min(1),
    event: z.enum(['submit', 'claim', 'cancel', 'suspend', 'resume']),
    token: z.string().max(60).optional(),
    outcome: z.string().max(40).optional(),
    values: formValues.default({}),
    reason: z.string().trim().max(200).optional(),
    /** Hash of the bill that the customer signed on this phone; must equal the hash of what is settled. */
    billHash: z.string().max(80).optional(),
  }),
  output: z.object({ id, version: z.number().int(), state: orderState, settlementState, settled: z.boolean() }),
  refusals: [
    'orders.not_found',
    'orders.stale_version',
    'orders.not_open',
    'orders.not_here',
    'orders.already_taken',
    'orders.not_assigned',
    'orders.form_invalid',
    'orders.event_refused',
    'orders.bill_changed',
    'orders.already_signed',
    'pricing.not_priceable',
  ],
});

export const previewBill = defineContract(previewBillMeta, {
  input: z.strictObject({ orderId: id, lines: z.array(line).min(1).max(100), values: formValues.default({}) }),
  output: z.object({ hash: z.string(), lines: z.array(pricedLine), totals: moneyBlock }),
  refusals: ['orders.not_found', 'orders.not_open', 'orders.not_assigned', 'pricing.not_priceable'],
});

export type OrderView = z.output<typeof orderView>;
export type OrderSummary = z.output<typeof orderSummary>;
export type PricedLine = z.output<typeof pricedLine>;
export type OpenTask = z.output<typeof openTask>;
export type ProgressStep = z.output<typeof progressStep>;
export type TimelineEntry = z.output<typeof timelineEntry>;
export type QuoteDraftInput = z.input<typeof quoteDraft.input>;
export type QuoteDraftOutput = z.output<typeof quoteDraft.output>;
export type CreateOrderInput = z.input<typeof createOrder.input>;
export type CreateOrderOutput = z.output<typeof createOrder.output>;
export type ListOrdersInput = z.input<typeof listOrders.input>;
export type ListOrdersOutput = z.output<typeof listOrders.output>;
export type MyOrdersOutput = z.output<typeof myOrders.output>;
export type ActOnOrderInput = z.input<typeof actOnOrder.input>;
export type ActOnOrderOutput = z.output<typeof actOnOrder.output>;
export type PreviewBillOutput = z.output<typeof previewBill.output>;

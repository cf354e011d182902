import * as z from 'zod';
import { ATTENTION } from '../orders/attention.ts';
import { STANDING_PHASES } from '../orders/standing.ts';
import { catalogItem } from './catalog.ts';
import { paymentView, payState } from './collections.ts';
import { day, epochMs, fen, fenOrHidden, formValues, id, line, moneyBlock, pageOf, pageQuery, regionCode, timeslot } from './common.ts';
import { consentLine, consentView } from './consents.ts';
import { defineContract } from './define.ts';
import {
  actOnOrderMeta,
  getOrderMeta,
  listOrdersMeta,
  myOrdersMeta,
  orderItemsMeta,
  previewBillMeta,
  previewFeesMeta,
  revealPhoneMeta,
} from './orders.meta.ts';

export const orderState = z.enum(['open', 'suspended', 'done', 'cancelled']);
export const phase = z.enum(['new', 'dispatch', 'working', 'waiting', 'review', 'settle', 'closed']);
/** True once the visit under way has begun: somebody checked in, or its first step is done. */
export const begun = z.boolean();
/**
 * `disputed` 争议: a finished bill that an open objection holds; `unverified` 打卡待核实: one that an odd punch of its visit holds. Neither is 待确认 nor
 * 可结算 until the objection is answered, or the punch looked into.
 */
export const settlementState = z.enum(['estimated', 'pending', 'eligible', 'disputed', 'unverified', 'settled', 'paid']);
/** On whose account a return visit 返修 is: `warranty` 质保内 costs the customer no service and no parts. */
export const returnVisit = z.enum(['warranty', 'charged']);
export const urgency = z.enum(['normal', 'urgent']);

/** So much of a line at one price, fen. */
export const linePart = z.object({ quantity: z.string(), each: fen });
/** What a rule of the price book added to a line's price, or took off it (below zero), fen. */
export const lineAddition = z.object({ name: z.string(), amount: fen });

/** A priced line as the reader may see it: `charge` for customers and staff, `earn` for the installer, all for finance. */
export const pricedLine = z.object({
  item: z.string(),
  name: z.string(),
  unit: z.string(),
  kind: z.enum(['labour', 'part', 'fee']),
  quantity: z.string(),
  charge: fenOrHidden,
  /** What `charge` comes to in parts of one price each; none where it is not so many times a price, and for readers who may not see it. */
  parts: z.array(linePart).default([]),
  /** What rules added to `charge`, or took off it, by name; none for readers who may not see it. */
  added: z.array(lineAddition).default([]),
  settle: fenOrHidden,
  cost: fenOrHidden,
  earn: fenOrHidden,
});

export const orderSummary = z.object({
  id,
  number: z.string(),
  customerId: id,
  templateCode: z.string(),
  templateName: z.string(),
  state: orderState,
  phase,
  begun,
  nodeName: z.string(),
  settlementState,
  urgency,
  region: regionCode,
  regionName: z.string(),
  /** As the customer's file says. */
  customerName: z.string(),
  /** Whom the order names instead, where its contact is its own 仅用于本单; null where it is the customer. */
  contactName: z.string().nullable(),
  installerName: z.string().nullable(),
  outletName: z.string().nullable(),
  slot: timeslot.nullable(),
  charge: fenOrHidden,
  /** How far it is paid; null where the reader may not see the charge. */
  payState: payState.nullable(),
  /** What the customer owes the company without having been sent a way to pay it 付款方式, fen; 0 where the reader may not see the charge. */
  untold: fen.default(0),
  /** When the service level clock that runs is due first; null while none runs. */
  dueAt: epochMs.nullable(),
  /** True while an objection of the customer's to the bill waits for an answer 争议. */
  disputed: z.boolean().default(false),
  /** True while a punch far from the address or well before its hours waits for somebody who looks into it 打卡异常. */
  oddPunch: z.boolean().default(false),
  /** That it is a return visit 返修, within warranty 质保 or charged for; null: it is none. */
  returnVisit: returnVisit.nullable().default(null),
  /** True while dispatch stands still and waits for a person. */
  parked: z.boolean(),
  createdAt: epochMs,
  version: z.number().int(),
});

/** One stop of the drawn progress. `at` is when the order got there; null for what lies ahead. */
export const progressStep = z.object({
  key: z.string(),
  label: z.string(),
  /** `vain`: it came to nothing, as a visit to a closed door 客户不在, or the order ended here without having been done. */
  status: z.enum(['done', 'current', 'ahead', 'vain']),
  at: epochMs.nullable(),
  by: z.string().nullable(),
  /** What is to be known of it beside its name; null: nothing. */
  note: z.string().nullable().default(null),
});

/** A place where work stands, with the form the reader may fill there. */
export const openTask = z.object({
  token: z.string(),
  node: z.string(),
  name: z.string(),
  /** `endsVisit`: the visit is over with it; before the day of the slot it asks for `early`. */
  outcomes: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      endsVisit: z.boolean().default(false),
      /** The order is given back 退回派单: somebody else is looked for, and whoever sends it sees the order no more. */
      givesBack: z.boolean().default(false),
      /** It says that the visit came to nothing but its fee, as 客户不在. */
      inVain: z.boolean().default(false),
      /** Of somebody else's step: it sends the installer out, as 已约新时段. */
      sendsOut: z.boolean().default(false),
      /** True where it needs nothing of the form but its own `needs`. */
      partial: z.boolean().default(false),
      /** Keys of fields that stand with this outcome alone and must be filled for it. */
      needs: z.array(z.string()).default([]),
    }),
  ),
  /** Field definition of the form engine together with state and value for this reader, in form order. */
  fields: z.array(z.object({ definition: z.json(), state: z.enum(['read', 'edit']), required: z.boolean(), value: z.json() })),
  /** Where this step takes place, where that is not the order's address; null: at the order's address, or not for this reader. */
  place: z.string().nullable().default(null),
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
  /** Pictures that came with the step, as far as this reader may see their fields: ids of files. */
  photos: z.array(id).default([]),
  /** Set on comments 备注: who may read it. */
  visibility: z.enum(['internal', 'visible']).nullable(),
});

/** A bill that an earlier visit of the order left behind: a visit fee 上门费 for a customer who was not there, or the lines done so far. */
export const earlierBill = z.object({
  visit: z.number().int(),
  scope: z.enum(['all', 'partly', 'fee']),
  /** Why no more than a fee was billed: 客户不在; null where work was. */
  why: z.string().nullable().default(null),
  /** When the visit ended. */
  at: epochMs,
  hash: z.string(),
  lines: z.array(pricedLine),
  totals: moneyBlock,
  /** How far this bill is settled, whatever the order's own state. */
  state: settlementState.default('pending'),
  /** Why the company took the bill back 撤回, in words: nothing is left of it. Null where it stands. */
  takenBack: z.string().nullable().default(null),
});

/** Another order that belongs to this one. `return_of`: this one is the return visit 返修 of it; `returned_by`: it is the return visit of this one. */
export const orderLink = z.object({
  orderId: id,
  number: z.string(),
  templateName: z.string(),
  state: orderState,
  phase,
  begun,
  kind: z.enum(['return_of', 'returned_by']),
  reason: z.string(),
  warranty: z.boolean(),
});

/** What a return visit 返修 returns to. */
export const returnOf = z.object({ number: z.string(), warranty: z.boolean() });

export const orderView = z.object({
  id,
  number: z.string(),
  version: z.number().int(),
  state: orderState,
  phase,
  begun,
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
  /** That `slot` is what the customer chose while the order waits between two visits, and that they wait for a yes. */
  chosenByCustomer: z.boolean().default(false),
  /** What is told beside `slot` where it does not stand as it reads, as between two visits; null where it does. */
  slotNote: z.string().nullable().default(null),
  customer: z.object({
    id,
    /** Whom this order is arranged with: name and number may be the order's alone. */
    name: z.string(),
    phoneMasked: z.string(),
    level: z.string(),
    /** The name of the customer's file for the company's desks, where the order's is another; else null. */
    onFile: z.string().nullable(),
  }),
  /** Since when the customer and whoever follows the order up 跟进人 are no contacts in WeCom any more; null for readers who send no cards, too. */
  contactLost: z.object({ at: epochMs, by: z.string() }).nullable(),
  address: z.object({ text: z.string(), region: regionCode, lat: z.number().nullable(), lng: z.number().nullable() }),
  installer: z.object({ id, name: z.string() }).nullable(),
  /** The crew beside its leader 两人组. */
  helpers: z.array(z.object({ id, name: z.string() })).default([]),
  outletName: z.string().nullable(),
  distanceKm: z.string().nullable(),
  /** True while an objection of the customer's to the bill waits for an answer 争议. */
  disputed: z.boolean().default(false),
  /** Punches far from the address or well before their hours that nobody has looked into yet 打卡异常, oldest first; none for whoever only punches. */
  oddPunches: z
    .array(
      z.object({
        id,
        /** What was punched, in the form's words. */
        name: z.string(),
        by: z.string(),
        at: epochMs,
        /** Set where it was too far from the address. */
        metres: z.number().int().nullable(),
        /** Set where it was well before these hours. */
        early: timeslot.nullable(),
        /** What 不属实 would take back: the visit fee 上门费 that the step brought, as far as the reader sees figures. Null: no money moves. */
        fee: z.object({ charge: fenOrHidden, earn: fenOrHidden }).nullable().default(null),
      }),
    )
    .default([]),
  /** What its crew has promised to others in the same hours, in words: `张师傅 14:00–16:00 已有 …，时间重叠`; none for whoever only installs. */
  overlaps: z.array(z.string()).default([]),
  /** When the service level clock that runs is due first; null while none runs. */
  dueAt: epochMs.nullable(),
  progress: z.array(progressStep),
  tasks: z.array(openTask),
  /** What was filled node by node, for reading. */
  filled: z.array(
    z.object({
      node: z.string(),
      name: z.string(),
      fields: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          type: z.string(),
          value: z.json(),
          /** What stands on its lines, where it has lines: names and units of the book that prices the order. */
          items: z.array(z.object({ code: z.string(), name: z.string(), unit: z.string() })).default([]),
        }),
      ),
    }),
  ),
  /** `actual` once the order is finished, `planned` (预估) before. */
  bill: z.object({ kind: z.enum(['planned', 'actual']), at: epochMs, hash: z.string(), lines: z.array(pricedLine), totals: moneyBlock }),
  /** Bills of earlier visits, oldest first; `bill` is the visit under way or the last one. */
  earlierBills: z.array(earlierBill),
  signature: z.object({ at: epochMs, by: z.enum(['installer_phone', 'customer_page']), fileId: id }).nullable(),
  /** Extra lines 增项 that the customer was asked about, oldest first. */
  consents: z.array(consentView),
  /** What the customer owes and paid; null for readers who may not see the charge. */
  payment: paymentView.nullable(),
  links: z.array(orderLink),
  /** The order that this one is the return visit 返修 of, also for readers who may not open it; null: it is none. */
  returnOf: returnOf.nullable().default(null),
  timeline: z.array(timelineEntry),
  /** Acts that the server will accept from this reader now, beside the tasks: `cancel`, … `call`: may ask for the customer's full number. */
  abilities: z.array(z.string()),
  createdAt: epochMs,
  /** When the work was done; null while it is not, and where it was cancelled. */
  finishedAt: epochMs.nullable().default(null),
  closedAt: epochMs.nullable(),
});

/** Why an order needs somebody: what the workbench counts and the list filters by. */
export const attention = z.enum(ATTENTION);

/** What a list of orders can be narrowed by; a saved view 保存的视图 keeps these and nothing personal. */
export const orderFilters = {
  state: orderState.optional(),
  /** `expected`: a visit that was accepted and has not begun; `working`: one that has. */
  phase: z.enum(STANDING_PHASES).optional(),
  settlementState: settlementState.optional(),
  /** How far the customer has paid; finds nothing for readers who may not see the charge. */
  payState: payState.optional(),
  region: regionCode.optional(),
  outletId: id.optional(),
  installerId: id.optional(),
  templateCode: z.string().min(1).max(60).optional(),
  source: z.string().min(1).max(20).optional(),
  urgency: urgency.optional(),
  /** Promised visit day, both ends included. */
  slotFrom: day.optional(),
  slotTo: day.optional(),
  createdFrom: day.optional(),
  createdTo: day.optional(),
  finishedFrom: day.optional(),
  finishedTo: day.optional(),
  /** Only what has been finished, whenever. */
  finished: z.literal('yes').optional(),
  attention: attention.optional(),
};

export const listOrders = defineContract(listOrdersMeta, {
  input: z.strictObject({
    ...orderFilters,
    customerId: id.optional(),
    /** `me`: only what the reader opened. */
    createdBy: z.literal('me').optional(),
    /** Order number, exact phone, its last four digits, or the exact name. */
    q: z.string().trim().min(1).max(40).optional(),
    ...pageQuery,
  }),
  output: pageOf(orderSummary).extend({
    /** The page of newer orders; null on the first. */
    prevCursor: z.string().nullable(),
  }),
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
        returnVisit: returnVisit.nullable().default(null),
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

/** What may stand on the order's lines: what its price book prices. `own`: of the trades of its template and lines; the others are there when asked for. */
export const orderItems = defineContract(orderItemsMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    items: z.array(
      catalogItem.extend({
        own: z.boolean(),
        /** What the book asks of the customer for one, before anything is added or taken off; null for readers who may not see it. */
        price: fenOrHidden.default(null),
      }),
    ),
  }),
  refusals: ['orders.not_found'],
});

/** The number that is masked everywhere else. Null where the customer left none. */
export const revealPhone = defineContract(revealPhoneMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({ phone: z.string().nullable() }),
  refusals: ['orders.not_found', 'orders.not_open'],
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
    /** A visit that ends on a day before its slot: the slot's day, which the person has read and confirmed. */
    early: day.optional(),
    /** Questions about the device that the person has looked at and stands by: their keys, as the refusal named them. */
    confirmed: z.array(z.string().max(200)).max(10).optional(),
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
    'orders.before_slot',
    'orders.device_question',
    'orders.consent_missing',
    'orders.nothing_left',
    'pricing.not_priceable',
  ],
});

export const previewBill = defineContract(previewBillMeta, {
  input: z.strictObject({ orderId: id, lines: z.array(line).min(1).max(100), values: formValues.default({}) }),
  output: z.object({
    hash: z.string(),
    lines: z.array(pricedLine),
    totals: moneyBlock,
    /** What goes beyond the customer's agreement 增项; null when nothing does. Unsigned and not agreed to, it is not settled. */
    extra: z
      .object({
        lines: z.array(consentLine),
        charge: fenOrHidden,
        /** How the customer was asked about exactly these lines; null: not yet. */
        asked: z.enum(['asked', 'declined']).nullable(),
      })
      .nullable(),
    /** The bill without the extra lines; null when nothing of it was agreed. A signature of either hash counts for what it shows. */
    agreed: z.object({ hash: z.string(), totals: moneyBlock }).nullable(),
  }),
  refusals: ['orders.not_found', 'orders.not_open', 'orders.not_assigned', 'pricing.not_priceable'],
});

export const previewFees = defineContract(previewFeesMeta, {
  input: z.strictObject({ orderId: id, token: z.string().max(60) }),
  output: z.object({
    /** Outcomes of the task for which nothing but a fee 上门费 is settled, each with what the fee comes to now. */
    fees: z.array(z.object({ outcome: z.string(), totals: moneyBlock })),
  }),
  refusals: ['orders.not_found', 'orders.not_open', 'orders.not_here', 'pricing.not_priceable'],
});

export type OrderView = z.output<typeof orderView>;
export type OrderSummary = z.output<typeof orderSummary>;
export type PricedLine = z.output<typeof pricedLine>;
export type OpenTask = z.output<typeof openTask>;
export type ProgressStep = z.output<typeof progressStep>;
export type TimelineEntry = z.output<typeof timelineEntry>;
export type ListOrdersInput = z.input<typeof listOrders.input>;
export type ListOrdersOutput = z.output<typeof listOrders.output>;
export type OrderItemsOutput = z.output<typeof orderItems.output>;
export type MyOrdersOutput = z.output<typeof myOrders.output>;
export type ActOnOrderInput = z.input<typeof actOnOrder.input>;
export type ActOnOrderOutput = z.output<typeof actOnOrder.output>;
export type PreviewFeesOutput = z.output<typeof previewFees.output>;
export type PreviewBillOutput = z.output<typeof previewBill.output>;

import * as z from 'zod';
import { recordCollectionMeta, setPayModeMeta, tellPayWayMeta, voidCollectionMeta } from './collections.meta.ts';
import { epochMs, fen, id } from './common.ts';
import { defineContract } from './define.ts';

/** Who takes the customer's money: prepaid 预付 · company 公司收 · installer 师傅代收. */
export const payMode = z.enum(['prepaid', 'company', 'installer']);
/** How it was paid. An installer takes `cash` or by his own `code`, which both end up in his hand; the company takes any. */
export const payMethod = z.enum(['cash', 'code', 'transfer', 'card', 'platform']);
/** none: nothing is due · over 应退: more was collected than the bill came to. */
export const payState = z.enum(['none', 'unpaid', 'part', 'paid', 'over']);

export const collectionView = z.object({
  id,
  kind: z.enum(['collect', 'refund']),
  method: payMethod,
  amount: fen,
  at: epochMs,
  by: z.string(),
  /** In whose hand the money is: the installer's 代收, offset in what he is paid, or the company's. */
  holder: z.enum(['installer', 'company']),
  note: z.string(),
  voided: z.object({ at: epochMs, by: z.string(), reason: z.string() }).nullable(),
});

/** An amount of the bill that the company waived 减免, fen. */
export const waiverView = z.object({
  id,
  amount: fen,
  /** The customer reads it too. */
  reason: z.string(),
  at: epochMs,
  by: z.string(),
  voided: z.object({ at: epochMs, by: z.string(), reason: z.string() }).nullable(),
});

/** What the customer owes and has paid, in fen. `collected` is net of refunds and leaves voided entries out. */
export const paymentView = z.object({
  mode: payMode,
  state: payState,
  /** Bills of all visits together, the one under way as planned or done 账单合计. */
  billed: fen.default(0),
  /** What the company waived of it 减免, taken back ones out. */
  waived: fen.default(0),
  /** Fees that the company still looks into 待核实, of what is not paid yet: nobody asks the customer for them meanwhile. */
  unverified: fen.default(0),
  /** billed − waived − unverified 应付, actual once finished, 预估 before; nothing where the order was cancelled without a bill. */
  due: fen,
  /** A punch of the order is looked into, or an objection: the way to pay is sent once that is answered. */
  held: z.boolean().default(false),
  /** True while `due` is an estimate. */
  estimated: z.boolean(),
  collected: fen,
  /** due − collected; below zero: to be refunded 应退. */
  left: fen,
  /** Of `left`: what the company's own people have yet to send the customer a way to pay for 付款方式; 0 for the customer. */
  untold: fen.default(0),
  entries: z.array(collectionView),
  /** Oldest first; customers read those that stand. */
  waivers: z.array(waiverView).default([]),
  /** The most that the reader may waive now; 0: nothing, or not theirs to do. */
  mayWaive: fen.default(0),
});

const MAX_COLLECTION = 1_000_000_000;
const changed = z.object({ id, state: payState, due: fen, collected: fen, left: fen });

export const recordCollection = defineContract(recordCollectionMeta, {
  input: z.strictObject({
    orderId: id,
    kind: z.enum(['collect', 'refund']).default('collect'),
    method: payMethod,
    amount: z.number().int('金额以分为单位，须为整数').min(1, '金额须大于 0').max(MAX_COLLECTION, '单笔金额过大'),
    note: z.string().trim().max(200).default(''),
  }),
  output: changed,
  refusals: [
    'orders.not_found',
    'orders.not_assigned',
    'collections.too_much',
    'collections.refund_too_much',
    'collections.not_yours',
    'collections.no_bill',
  ],
});

export const voidCollection = defineContract(voidCollectionMeta, {
  input: z.strictObject({ orderId: id, collectionId: id, reason: z.string().trim().min(1, '请写明原因').max(200) }),
  output: changed,
  refusals: ['orders.not_found', 'collections.not_found', 'collections.already_void', 'collections.refund_too_much'],
});

export const setPayMode = defineContract(setPayModeMeta, {
  input: z.strictObject({ orderId: id, mode: payMode }),
  output: z.object({ mode: payMode }),
  refusals: ['orders.not_found'],
});

/** The customer was sent the way to pay what is left: a code or an account, in the chat. */
export const tellPayWay = defineContract(tellPayWayMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({ id, left: fen }),
  refusals: ['orders.not_found', 'collections.nothing_to_tell'],
});

export type PayMode = z.output<typeof payMode>;
export type PayMethod = z.output<typeof payMethod>;
export type PayState = z.output<typeof payState>;
export type CollectionView = z.output<typeof collectionView>;
export type WaiverView = z.output<typeof waiverView>;
export type PaymentView = z.output<typeof paymentView>;
export type RecordCollectionInput = z.input<typeof recordCollection.input>;

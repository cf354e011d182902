import * as z from 'zod';
import { payMethod, waiverView } from './collections.ts';
import { day, epochMs, fen, fenOrHidden, id, moneyBlock, month, pageOf, pageQuery } from './common.ts';
import { defineContract } from './define.ts';
import { payLine } from './dispatch.ts';
import { pricedLine, settlementState } from './orders.ts';
import { listSettlementsMeta, myEarningsMeta, orderEarningsMeta, orderSettlementMeta, trialBalanceMeta } from './settlement.meta.ts';

export const orderEarnings = defineContract(orderEarningsMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    orderId: id,
    number: z.string(),
    templateName: z.string(),
    kind: z.enum(['planned', 'actual']),
    settlementState,
    /** True once the ledger posting is written. */
    posted: z.boolean(),
    total: fen,
    /** `visit`: number of the visit that paid the line, from 1. */
    lines: z.array(payLine.extend({ visit: z.number().int().default(1) })),
    /** Pay that was taken back 撤回 with its bill, and why, oldest first; `total` is without it. */
    takenBack: z.array(z.object({ at: epochMs, earn: fen, reason: z.string() })).default([]),
    book: z.string(),
    tierName: z.string(),
    finishedAt: epochMs.nullable(),
  }),
  refusals: ['orders.not_found', 'settlement.not_found'],
});

export const myEarnings = defineContract(myEarningsMeta, {
  input: z.strictObject({ month: month.optional() }),
  output: z.object({
    month,
    today: fen,
    /** Sum of what is assigned for today and not finished. */
    todayPlanned: fen,
    week: fen,
    monthTotal: fen,
    /** Customers' money that he took himself in the month 代收, refunds and voided entries out. */
    monthCollected: fen,
    /** What he handed in to the company in the month 交款, voided entries out. */
    monthHandedIn: fen.default(0),
    /** monthTotal − monthCollected + monthHandedIn 净额: what the company still owes him for the month; below zero he owes it. */
    monthNet: fen,
    /** Customers' money in his hand now, of whatever month: taken less handed in. */
    inHand: fen,
    handovers: z.array(z.object({ id, amount: fen, day, note: z.string() })).default([]),
    collections: z.array(
      z.object({ id, orderId: id, number: z.string(), kind: z.enum(['collect', 'refund']), amount: fen, day, method: payMethod }),
    ),
    days: z.array(z.object({ day, earn: fen, orders: z.number().int() })),
    orders: z.array(
      z.object({
        orderId: id,
        number: z.string(),
        templateName: z.string(),
        finishedAt: epochMs,
        earn: fen,
        settlementState,
        /** Why this was taken back 撤回 of another day's pay, in words; `earn` is below zero then. Null for what was earned. */
        takenBack: z.string().nullable().default(null),
        /** What of the same day's pay was taken back again; `earn` is without it. Below zero, or none. */
        lessTakenBack: fen.default(0),
      }),
    ),
  }),
});

export const explanationStep = z.object({
  text: z.string(),
  outcome: z.enum(['applied', 'lost', 'info']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
/** The money of one visit with everything behind it. */
const billMoney = {
  visit: z.number().int(),
  /** What of the order the visit closed; null while it is under way. */
  scope: z.enum(['all', 'partly', 'fee']).nullable(),
  kind: z.enum(['planned', 'actual']),
  /** How far this bill is settled: a visit fee stands while the order goes on. */
  state: settlementState,
  /** Why the company took the bill back 撤回, in words: its figures are zero then. Null where it stands. */
  takenBack: z.string().nullable().default(null),
  book: z.string(),
  tier: z.string(),
  tierName: z.string(),
  tierRule: z.string().nullable(),
  /** The rule by the tier that it gives, its code in brackets; null where no rule gave the tier. */
  tierRuleName: z.string().nullable(),
  totals: moneyBlock,
  outlet: fenOrHidden,
  lines: z.array(
    pricedLine.extend({
      adjustments: z.array(z.string()),
      split: z.string().nullable(),
      crew: z.array(z.object({ installer: z.string(), name: z.string(), share: fen })),
    }),
  ),
  /** Why the tier: rules that won, matched or did not match. */
  tierWhy: z.array(explanationStep),
  /** Why each line and side, in order of the lines; sides that the reader may not see are left out. */
  why: z.array(z.object({ line: z.number().int(), side: z.enum(['charge', 'settle', 'cost', 'earn']), steps: z.array(explanationStep) })),
};
export const billSettlement = z.object(billMoney);
export const orderSettlement = defineContract(orderSettlementMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    orderId: id,
    number: z.string(),
    settlementState,
    /** The visit under way, or the last one. */
    ...billMoney,
    /** Bills of the visits before, oldest first. */
    earlier: z.array(billSettlement),
    /** What the company waived of the order's bills 减免, taken back ones among them; empty for readers who may not see the charge. */
    waivers: z.array(waiverView).default([]),
    /** All bills together less what was waived, as the ledger has it. */
    net: moneyBlock,
    postings: z.array(
      z.object({
        id,
        at: epochMs,
        businessDay: day,
        kind: z.string(),
        entries: z.array(z.object({ account: z.string(), accountName: z.string(), party: z.string().nullable(), debit: fen, credit: fen })),
      }),
    ),
  }),
  refusals: ['orders.not_found', 'settlement.not_found'],
});
export const listSettlements = defineContract(listSettlementsMeta, {
  input: z.strictObject({ state: settlementState.optional(), ...pageQuery }),
  output: pageOf(
    z.object({
      orderId: id,
      number: z.string(),
      templateName: z.string(),
      regionName: z.string(),
      tierName: z.string(),
      book: z.string(),
      settlementState,
      installerName: z.string().nullable(),
      totals: moneyBlock,
      finishedAt: epochMs,
      posted: z.boolean(),
    }),
  ),
});
export const trialBalance = defineContract(trialBalanceMeta, {
  input: z.strictObject({}),
  output: z.object({
    accounts: z.array(z.object({ account: z.string(), name: z.string(), debit: fen, credit: fen, balance: fen })),
    debit: fen,
    credit: fen,
    balanced: z.boolean(),
    postings: z.number().int(),
  }),
});
export type OrderEarningsOutput = z.output<typeof orderEarnings.output>;
export type MyEarningsOutput = z.output<typeof myEarnings.output>;
export type BillSettlement = z.output<typeof billSettlement>;
export type OrderSettlementOutput = z.output<typeof orderSettlement.output>;
export type ListSettlementsOutput = z.output<typeof listSettlements.output>;
export type TrialBalanceOutput = z.output<typeof trialBalance.output>;
export type ExplanationStepView = z.output<typeof explanationStep>;

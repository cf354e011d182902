import * as z from 'zod';
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
    lines: z.array(payLine),
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
    days: z.array(z.object({ day, earn: fen, orders: z.number().int() })),
    orders: z.array(
      z.object({ orderId: id, number: z.string(), templateName: z.string(), finishedAt: epochMs, earn: fen, settlementState }),
    ),
  }),
});

export const explanationStep = z.object({
  text: z.string(),
  outcome: z.enum(['applied', 'lost', 'info']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export const orderSettlement = defineContract(orderSettlementMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    orderId: id,
    number: z.string(),
    kind: z.enum(['planned', 'actual']),
    settlementState,
    book: z.string(),
    tier: z.string(),
    tierName: z.string(),
    tierRule: z.string().nullable(),
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
export type OrderSettlementOutput = z.output<typeof orderSettlement.output>;
export type ListSettlementsOutput = z.output<typeof listSettlements.output>;
export type TrialBalanceOutput = z.output<typeof trialBalance.output>;
export type ExplanationStepView = z.output<typeof explanationStep>;

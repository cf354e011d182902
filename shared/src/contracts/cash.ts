import * as z from 'zod';
import { installerCashMeta, listCashMeta, recordHandoverMeta, voidHandoverMeta } from './cash.meta.ts';
import { payMethod } from './collections.ts';
import { day, epochMs, fen, id } from './common.ts';
import { defineContract } from './define.ts';

/** Customers' money in one installer's name, fen: taken 代收, handed in 已交, in his hand now 在手. */
const standing = { installerId: id, name: z.string(), taken: fen, handedIn: fen, inHand: fen };

/** Money that an installer handed in to the company 交款. */
export const handoverView = z.object({
  id,
  amount: fen,
  /** The day on which the company got it. */
  day,
  note: z.string(),
  at: epochMs,
  by: z.string(),
  voided: z.object({ at: epochMs, by: z.string(), reason: z.string() }).nullable(),
});

export const listCash = defineContract(listCashMeta, {
  input: z.strictObject({}),
  output: z.object({ items: z.array(z.object({ ...standing, lastDay: day.nullable() })), inHand: fen }),
});

export const installerCash = defineContract(installerCashMeta, {
  input: z.strictObject({ installerId: id }),
  output: z.object({
    ...standing,
    /** His pay of the running month, which may be kept from what he hands in 抵扣. */
    monthEarned: fen.default(0),
    handovers: z.array(handoverView),
    /** What he took in the last ninety days, the latest first. */
    collections: z.array(
      z.object({ id, orderId: id, number: z.string(), kind: z.enum(['collect', 'refund']), amount: fen, day, method: payMethod }),
    ),
  }),
  refusals: ['people.not_found'],
});

const MAX_HANDOVER = 1_000_000_000;

export const recordHandover = defineContract(recordHandoverMeta, {
  input: z.strictObject({
    installerId: id,
    amount: z.number().int('金额以分为单位，须为整数').min(1, '金额须大于 0').max(MAX_HANDOVER, '单笔金额过大'),
    day,
    note: z.string().trim().max(200).default(''),
  }),
  output: z.object({ id, inHand: fen }),
  refusals: ['people.not_found', 'cash.too_much', 'cash.day_invalid'],
});

export const voidHandover = defineContract(voidHandoverMeta, {
  input: z.strictObject({ handoverId: id, reason: z.string().trim().min(1, '请写明原因').max(200) }),
  output: z.object({ id, inHand: fen }),
  refusals: ['cash.not_found', 'cash.already_void'],
});

export type HandoverView = z.output<typeof handoverView>;
export type ListCashOutput = z.output<typeof listCash.output>;
export type InstallerCashOutput = z.output<typeof installerCash.output>;
export type RecordHandoverInput = z.input<typeof recordHandover.input>;

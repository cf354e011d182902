import * as z from 'zod';
import { payState } from './collections.ts';
import { fen, id } from './common.ts';
import { defineContract } from './define.ts';
import { recordWaiverMeta, voidWaiverMeta } from './waivers.meta.ts';

/** An amount that the company waives 减免, fen, and why: the customer reads the reason on the bill. */
export const waiverDraft = z.strictObject({
  amount: z.number().int('金额以分为单位，须为整数').min(1, '减免金额须大于 0').max(1_000_000_000, '减免金额过大'),
  reason: z.string().trim().min(1, '请写明减免原因').max(100),
});
/** How the order's payment stands afterwards; `left` below zero is to be paid back. */
const changed = z.object({ id, state: payState, due: fen, collected: fen, left: fen });

export const recordWaiver = defineContract(recordWaiverMeta, {
  input: z.strictObject({ orderId: id, ...waiverDraft.shape }),
  output: changed,
  refusals: ['orders.not_found', 'waivers.no_bill', 'waivers.too_much', 'waivers.over_limit'],
});
export const voidWaiver = defineContract(voidWaiverMeta, {
  input: z.strictObject({ orderId: id, waiverId: id, reason: z.string().trim().min(1, '请写明原因').max(200) }),
  output: changed,
  refusals: ['orders.not_found', 'waivers.not_found', 'waivers.already_void'],
});

import * as z from 'zod';
import { epochMs, id } from './common.ts';
import { customerMergesMeta, mergeCustomersMeta, previewMergeMeta, undoMergeMeta } from './customer-merge.meta.ts';
import { defineContract } from './define.ts';

const card = z.object({ id, name: z.string(), phoneMasked: z.string(), level: z.string(), createdAt: epochMs });
/** What goes over, counted. Bills go with their orders. */
const moves = z.object({
  orders: z.number().int(),
  sites: z.number().int(),
  devices: z.number().int(),
  /** Accounts in WeCom and WeChat by which the customer is known. */
  contacts: z.number().int(),
  notes: z.number().int(),
});

export const customerMerges = defineContract(customerMergesMeta, {
  input: z.strictObject({ customerId: id }),
  output: z.object({
    /** Others with the very same number, as far as the reader may see them. They are merged by a person, never by the number. */
    samePhone: z.array(card),
    /** What was merged into this customer, newest first. */
    merges: z.array(
      z.object({
        id,
        name: z.string(),
        phoneMasked: z.string(),
        moved: moves,
        reason: z.string(),
        by: z.string(),
        at: epochMs,
        /** Until when it can be undone. */
        undoUntil: epochMs,
        undone: z.object({ at: epochMs, by: z.string() }).nullable(),
      }),
    ),
  }),
  refusals: ['customers.not_found'],
});
export const previewMerge = defineContract(previewMergeMeta, {
  input: z.strictObject({ customerId: id, otherId: id }),
  output: z.object({
    /** Stays, with its name, number and level. */
    kept: card,
    /** Shows no more afterwards; its content goes over. */
    merged: card,
    moves,
    samePhone: z.boolean(),
    /** For how long it can be undone, days. */
    undoDays: z.number().int(),
  }),
  refusals: ['customers.not_found', 'customers.merge_refused'],
});
export const mergeCustomers = defineContract(mergeCustomersMeta, {
  input: z.strictObject({ customerId: id, otherId: id, reason: z.string().trim().min(2, '请写明为什么是同一位客户').max(200) }),
  output: z.object({ mergeId: id, moved: moves, undoUntil: epochMs }),
  refusals: ['customers.not_found', 'customers.merge_refused'],
});
export const undoMerge = defineContract(undoMergeMeta, {
  input: z.strictObject({ customerId: id, mergeId: id }),
  output: z.object({ restoredId: id }),
  refusals: ['customers.not_found', 'customers.merge_over'],
});
export type CustomerMerges = z.output<typeof customerMerges.output>;
export type MergePreview = z.output<typeof previewMerge.output>;

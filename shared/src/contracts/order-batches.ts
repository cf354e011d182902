import * as z from 'zod';
import { epochMs, id } from './common.ts';
import { defineContract } from './define.ts';
import {
  cancelOrderBatchMeta,
  countOrdersMeta,
  getOrderBatchMeta,
  listOrderBatchesMeta,
  startDispatchActsMeta,
  startOrderActsMeta,
  startOrderExportMeta,
} from './order-batches.meta.ts';
import { EXPORT_COLUMN_KEYS } from './order-columns.ts';
import { orderFilters } from './orders.ts';

/** Orders that one act may be asked for at once. */
export const MOST_ACTS = 500;
/** Orders are counted no further than this before an act or an export. */
export const MOST_COUNTED = 100_000;

export const batchKind = z.enum(['cancel', 'suspend', 'resume', 'remind', 'reassign', 'offer', 'export']);
export const batchState = z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']);
export const exportColumn = z.enum(EXPORT_COLUMN_KEYS);

export const batchView = z.object({
  id,
  kind: batchKind,
  state: batchState,
  /** Null until it is known. */
  total: z.number().int().nullable(),
  done: z.number().int(),
  refused: z.number().int(),
  createdAt: epochMs,
  endedAt: epochMs.nullable(),
  /** An export's file: its name and size, and until when it is kept. */
  file: z.object({ name: z.string(), bytes: z.number().int(), keptUntil: epochMs }).nullable(),
  /** Why it failed as a whole. */
  problem: z.string().nullable(),
});
/** Everything that a list is narrowed by, as a whole list is acted on or written out. */
export const listFilters = {
  ...orderFilters,
  customerId: id.optional(),
  createdBy: z.literal('me').optional(),
  q: z.string().trim().min(1).max(40).optional(),
};
/** These orders, or all that the filters find: one of the two. */
const which = {
  orderIds: z.array(id).min(1, '请先选择工单').max(MOST_ACTS, `一次最多 ${MOST_ACTS} 张`).optional(),
  filters: z.strictObject(listFilters).optional(),
};
const isOneOf = ({ orderIds, filters }: { orderIds?: unknown; filters?: unknown }) => (orderIds === undefined) !== (filters === undefined);
const oneOf = { path: ['orderIds'], message: '请选择工单，或按筛选条件' };
const reason = z.string().trim().max(200).default('');

export const countOrders = defineContract(countOrdersMeta, {
  input: z.strictObject(listFilters),
  output: z.object({
    count: z.number().int(),
    /** True when there are more than were counted. */
    more: z.boolean(),
  }),
});
export const startOrderActs = defineContract(startOrderActsMeta, {
  input: z
    .strictObject({ kind: z.enum(['cancel', 'suspend', 'resume', 'remind']), ...which, reason })
    .refine(isOneOf, oneOf)
    .refine(({ kind, reason }) => kind === 'resume' || kind === 'remind' || reason !== '', { path: ['reason'], message: '请写明原因' }),
  output: z.object({ id, total: z.number().int() }),
  refusals: ['orders.batch_too_many', 'orders.batch_empty'],
});
export const startDispatchActs = defineContract(startDispatchActsMeta, {
  input: z
    .strictObject({
      kind: z.enum(['reassign', 'offer']),
      ...which,
      /** Who gets them; only for `reassign`. */
      installerId: id.optional(),
      reason,
    })
    .refine(isOneOf, oneOf)
    .refine(({ kind, installerId }) => kind !== 'reassign' || installerId !== undefined, { path: ['installerId'], message: '请选择师傅' })
    .refine(({ kind, reason }) => kind !== 'reassign' || reason.length >= 2, { path: ['reason'], message: '请写明原因' }),
  output: z.object({ id, total: z.number().int() }),
  refusals: ['orders.batch_too_many', 'orders.batch_empty'],
});
export const startOrderExport = defineContract(startOrderExportMeta, {
  input: z.strictObject({
    format: z.enum(['xlsx', 'csv']),
    columns: z.array(exportColumn).min(1, '请至少选一列').max(30),
    /** These orders; absent: everything that the filters find. */
    orderIds: z.array(id).min(1).max(MOST_ACTS).optional(),
    filters: z.strictObject(listFilters).default({}),
    /** Names, phones and addresses in full: only for those whom the policy lets, and written into the audit trail. */
    plain: z.boolean().default(false),
  }),
  output: z.object({ id }),
  refusals: ['orders.plain_export_refused'],
});
export const getOrderBatch = defineContract(getOrderBatchMeta, {
  input: z.strictObject({ batchId: id }),
  output: batchView.extend({
    /** What was refused, by order, at most 200. `code` is a registered refusal, `detail` what its sentence names. */
    refusals: z.array(z.object({ orderId: id, number: z.string(), code: z.string(), detail: z.record(z.string(), z.string()) })),
    /** Where the file can be fetched, for some minutes. */
    url: z.string().nullable(),
  }),
  refusals: ['orders.batch_not_found'],
});
export const listOrderBatches = defineContract(listOrderBatchesMeta, {
  input: z.strictObject({}),
  output: z.object({ items: z.array(batchView) }),
});
export const cancelOrderBatch = defineContract(cancelOrderBatchMeta, {
  input: z.strictObject({ batchId: id }),
  output: z.object({ state: batchState }),
  refusals: ['orders.batch_not_found'],
});
export type BatchView = z.output<typeof batchView>;
export type BatchDetail = z.output<typeof getOrderBatch.output>;
export type StartOrderExport = z.output<typeof startOrderExport.input>;
export type StartOrderActs = z.output<typeof startOrderActs.input>;
export type StartDispatchActs = z.output<typeof startDispatchActs.input>;

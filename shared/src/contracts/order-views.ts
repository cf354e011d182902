import * as z from 'zod';
import { day, epochMs, id } from './common.ts';
import { defineContract } from './define.ts';
import { deleteOrderViewMeta, listOrderViewsMeta, saveOrderViewMeta, workbenchOrdersMeta } from './order-views.meta.ts';
import { attention, orderFilters } from './orders.ts';

export const viewAudience = z.enum(['me', 'outlet', 'company']);
export const viewFilters = z.strictObject(orderFilters);

export const orderView = z.object({
  /** A ULID; for those that come with the product a word. */
  id: z.string(),
  name: z.string(),
  filters: viewFilters,
  audience: viewAudience,
  /** `product` comes with it; `mine` may be changed and deleted by the reader. */
  kind: z.enum(['product', 'mine', 'shared']),
  ownerName: z.string().nullable(),
  /** Orders in it, within the reader's scope. */
  count: z.number().int(),
  /** True when there are more than were counted. */
  more: z.boolean(),
});
export const listOrderViews = defineContract(listOrderViewsMeta, {
  input: z.strictObject({}),
  output: z.object({
    items: z.array(orderView),
    /** With whom the reader may share a view beside keeping it. */
    mayShare: z.array(viewAudience),
  }),
});
export const saveOrderView = defineContract(saveOrderViewMeta, {
  input: z.strictObject({
    viewId: id.optional(),
    name: z.string().trim().min(1).max(20),
    filters: viewFilters,
    audience: viewAudience.default('me'),
  }),
  output: z.object({ id }),
  refusals: ['views.not_found', 'views.share_refused', 'views.too_many'],
});
export const deleteOrderView = defineContract(deleteOrderViewMeta, {
  input: z.strictObject({ viewId: id }),
  output: z.object({ deleted: z.literal(true) }),
  refusals: ['views.not_found'],
});

export const workbenchOrders = defineContract(workbenchOrdersMeta, {
  input: z.strictObject({}),
  output: z.object({
    today: day,
    /** What needs somebody: exactly the orders that the list shows under the same `attention`. None with a count of 0. */
    todos: z.array(
      z.object({
        attention,
        count: z.number().int(),
        /** When the oldest of them was opened. */
        oldestAt: epochMs.nullable(),
        /** What a customer waits for words on: the oldest of the orders, to be opened with those words on the screen; else null. */
        firstId: id.nullable().default(null),
      }),
    ),
    /** 14 business days, today last. `charge` and `earn` in fen, only for those who may see them. */
    series: z.array(z.object({ key: z.enum(['opened', 'finished', 'cancelled', 'charge', 'earn']), values: z.array(z.number().int()) })),
  }),
});
export type OrderListView = z.output<typeof orderView>;
export type ViewFilters = z.output<typeof viewFilters>;
export type ViewAudience = z.output<typeof viewAudience>;
export type ListOrderViewsOutput = z.output<typeof listOrderViews.output>;
export type WorkbenchOrdersOutput = z.output<typeof workbenchOrders.output>;

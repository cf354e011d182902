import type { InputOf } from '@mingdan/shared/contracts/client';
import type { fileLink } from '@mingdan/shared/contracts/files';
import { fileLinkMeta } from '@mingdan/shared/contracts/files.meta';
import type { countOrders, getOrderBatch } from '@mingdan/shared/contracts/order-batches';
import { countOrdersMeta, getOrderBatchMeta } from '@mingdan/shared/contracts/order-batches.meta';
import type { listOrderViews } from '@mingdan/shared/contracts/order-views';
import { listOrderViewsMeta } from '@mingdan/shared/contracts/order-views.meta';
import type { getOrder, listOrders } from '@mingdan/shared/contracts/orders';
import { getOrderMeta, listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { contractQuery } from '../../lib/query.ts';

export type OrderFilters = Omit<InputOf<typeof listOrders>, 'cursor' | 'limit'>;

/** How often an order that stands open is read again: somebody else may be at work on it. */
const REFRESH_MS = 20_000;
/** Rows on a page of the list. */
const PAGE = 50;

export const ordersPage = (filters: OrderFilters, cursor: string | undefined) =>
  contractQuery<typeof listOrders>(listOrdersMeta, { ...filters, ...(cursor === undefined ? {} : { cursor }), limit: PAGE });
export const viewsQuery = { ...contractQuery<typeof listOrderViews>(listOrderViewsMeta, {}), staleTime: 30_000 };
export const orderQuery = (orderId: string) => ({
  ...contractQuery<typeof getOrder>(getOrderMeta, { orderId }),
  refetchInterval: REFRESH_MS,
});
/** How many orders the filters find. */
export const countQuery = (filters: OrderFilters) => contractQuery<typeof countOrders>(countOrdersMeta, filters);
export const batchQuery = (batchId: string) => contractQuery<typeof getOrderBatch>(getOrderBatchMeta, { batchId });
/** Links run out after minutes: asked for when someone looks, never kept long. */
export const fileLinkQuery = (fileId: string) => ({ ...contractQuery<typeof fileLink>(fileLinkMeta, { fileId }), staleTime: 60_000 });

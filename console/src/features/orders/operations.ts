import type { InputOf } from '@mingdan/shared/contracts/client';
import type { fileLink } from '@mingdan/shared/contracts/files';
import { fileLinkMeta } from '@mingdan/shared/contracts/files.meta';
import type { getOrder, listOrders } from '@mingdan/shared/contracts/orders';
import { getOrderMeta, listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { contractPages, contractQuery } from '../../lib/query.ts';

export type OrderFilters = Omit<InputOf<typeof listOrders>, 'cursor' | 'limit'>;

export const ordersPages = (filters: OrderFilters) => contractPages<typeof listOrders>(listOrdersMeta, { ...filters, limit: 50 });
export const orderQuery = (orderId: string) => contractQuery<typeof getOrder>(getOrderMeta, { orderId });
/** Links run out after minutes: asked for when someone looks, never kept long. */
export const fileLinkQuery = (fileId: string) => ({ ...contractQuery<typeof fileLink>(fileLinkMeta, { fileId }), staleTime: 60_000 });

import { defineMeta } from './meta.ts';

export const quoteDraftMeta = defineMeta({
  name: 'orders.quoteDraft',
  method: 'POST',
  path: '/orders/quote',
  permission: 'orders:quote',
  subject: 'none',
  idempotency: 'none',
  summary: '开单前试算：客户价预估与明细',
});
export const createOrderMeta = defineMeta({
  name: 'orders.create',
  method: 'POST',
  path: '/orders',
  permission: 'orders:create',
  subject: 'none',
  summary: '开单：写入工单并启动流程',
});

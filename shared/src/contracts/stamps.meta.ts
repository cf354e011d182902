import { defineMeta } from './meta.ts';

export const myStampMeta = defineMeta({
  name: 'orders.myStamp',
  method: 'GET',
  path: '/my/orders/stamp',
  permission: 'orders:mine',
  subject: 'self',
  summary: '师傅的清单有没有变化：一个版本戳，变了再读',
});
export const listStampMeta = defineMeta({
  name: 'orders.listStamp',
  method: 'GET',
  path: '/order-stamps',
  permission: 'orders:list',
  subject: 'none',
  summary: '一位客户的工单、或自己开的工单有没有变化：一个版本戳，变了再读',
});
export const orderStampMeta = defineMeta({
  name: 'orders.stamp',
  method: 'GET',
  path: '/orders/:orderId/stamp',
  permission: 'orders:read',
  subject: 'order',
  summary: '一张工单有没有变化：一个版本戳，变了再读',
});
export const customerStampMeta = defineMeta({
  name: 'customerPage.stamp',
  method: 'GET',
  path: '/customer/order/stamp',
  permission: 'bill:read',
  subject: 'order',
  summary: '客户的工单有没有变化：一个版本戳，变了再读',
});

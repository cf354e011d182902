import { defineMeta } from './meta.ts';

export const recordCollectionMeta = defineMeta({
  name: 'collections.record',
  method: 'POST',
  path: '/orders/:orderId/collections',
  permission: 'collections:record',
  subject: 'order',
  summary: '登记收款或退款：师傅代收、公司收、预付',
});
export const voidCollectionMeta = defineMeta({
  name: 'collections.void',
  method: 'POST',
  path: '/orders/:orderId/collections/:collectionId/void',
  permission: 'collections:void',
  subject: 'order',
  summary: '作废一笔收退款，写明原因；账上冲销',
});
export const setPayModeMeta = defineMeta({
  name: 'collections.setMode',
  method: 'PUT',
  path: '/orders/:orderId/pay-mode',
  permission: 'collections:mode',
  subject: 'order',
  summary: '改付款方式：预付、公司收、师傅代收',
});
export const tellPayWayMeta = defineMeta({
  name: 'collections.tellWay',
  method: 'POST',
  path: '/orders/:orderId/pay-told',
  permission: 'collections:mode',
  subject: 'order',
  summary: '记下已把付款方式发给客户',
});

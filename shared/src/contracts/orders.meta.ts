import { defineMeta } from './meta.ts';

export const listOrdersMeta = defineMeta({
  name: 'orders.list',
  method: 'GET',
  path: '/orders',
  permission: 'orders:list',
  subject: 'none',
  summary: '工单列表，按权限范围与筛选条件',
});
export const myOrdersMeta = defineMeta({
  name: 'orders.mine',
  method: 'GET',
  path: '/my/orders',
  permission: 'orders:mine',
  subject: 'self',
  summary: '师傅当天和待办的上门',
});
export const getOrderMeta = defineMeta({
  name: 'orders.get',
  method: 'GET',
  path: '/orders/:orderId',
  permission: 'orders:read',
  subject: 'order',
  summary: '工单详情：进度、当前节点表单、明细、时间线',
});
export const orderItemsMeta = defineMeta({
  name: 'orders.items',
  method: 'GET',
  path: '/orders/:orderId/items',
  permission: 'orders:read',
  subject: 'order',
  summary: '一张工单的明细可选的项目与备件，本工种在前',
});
export const actOnOrderMeta = defineMeta({
  name: 'orders.act',
  method: 'POST',
  path: '/orders/:orderId/acts',
  permission: 'orders:act',
  subject: 'order',
  summary: '在当前节点提交、取消等流程动作',
});
export const revealPhoneMeta = defineMeta({
  name: 'orders.revealPhone',
  method: 'POST',
  path: '/orders/:orderId/phone',
  permission: 'orders:call',
  subject: 'order',
  idempotency: 'none',
  summary: '查看客户完整电话，每次都记入审计',
});
export const previewFeesMeta = defineMeta({
  name: 'orders.previewFees',
  method: 'POST',
  path: '/orders/:orderId/fee-preview',
  permission: 'orders:act',
  subject: 'order',
  idempotency: 'none',
  summary: '当前节点只收上门费的结果，各要收多少',
});
export const previewBillMeta = defineMeta({
  name: 'orders.previewBill',
  method: 'POST',
  path: '/orders/:orderId/bill-preview',
  permission: 'orders:act',
  subject: 'order',
  idempotency: 'none',
  summary: '按实际明细试算：客户账单、师傅收益与账单指纹',
});

import { defineMeta } from './meta.ts';

export const correctAddressMeta = defineMeta({
  name: 'orders.correctAddress',
  method: 'POST',
  path: '/orders/:orderId/address',
  permission: 'orders:correct',
  subject: 'order',
  summary: '更正上门地址：重新算价、重算距离，超出师傅服务范围则重新派单',
});
export const previewAddressMeta = defineMeta({
  name: 'orders.previewAddress',
  method: 'POST',
  path: '/orders/:orderId/address/preview',
  permission: 'orders:correct',
  subject: 'order',
  idempotency: 'none',
  summary: '更正地址之前：地区、网点、价格、距离和师傅会怎样变',
});
export const previewCancelMeta = defineMeta({
  name: 'orders.previewCancel',
  method: 'GET',
  path: '/orders/:orderId/cancellation',
  permission: 'orders:steer',
  subject: 'order',
  summary: '取消之前：现在取消收多少、师傅和客户会怎样',
});
export const openReturnMeta = defineMeta({
  name: 'orders.openReturn',
  method: 'POST',
  path: '/orders/:orderId/return-visits',
  permission: 'orders:create',
  subject: 'order',
  summary: '从已完成的工单开返修单，两边互相关联',
});
export const verifyPunchMeta = defineMeta({
  name: 'orders.verifyPunch',
  method: 'POST',
  path: '/orders/:orderId/punches/:punchId/verify',
  permission: 'orders:comment',
  subject: 'order',
  summary: '核实一次打卡异常并写明情况，标记随之解除',
});
export const rejectPunchMeta = defineMeta({
  name: 'orders.rejectPunch',
  method: 'POST',
  path: '/orders/:orderId/punches/:punchId/reject',
  permission: 'punches:reject',
  subject: 'order',
  summary: '核实后认定一次打卡不属实并写明原因；客户不在的上门费随之撤回',
});
export const commentOrderMeta = defineMeta({
  name: 'orders.comment',
  method: 'POST',
  path: '/orders/:orderId/comments',
  permission: 'orders:comment',
  subject: 'order',
  summary: '在工单上写备注：内部，或客户与师傅可见',
});

import { defineMeta } from './meta.ts';

export const openLinkMeta = defineMeta({
  name: 'customerPage.open',
  method: 'POST',
  path: '/customer/links/open',
  permission: 'public',
  subject: 'none',
  idempotency: 'none',
  summary: '客户打开工单链接，换取只看这张工单的会话',
});
export const customerOrderMeta = defineMeta({
  name: 'customerPage.get',
  method: 'GET',
  path: '/customer/order',
  permission: 'bill:read',
  subject: 'order',
  summary: '客户看到的工单：进度、下一步、账单',
});
export const signBillMeta = defineMeta({
  name: 'customerPage.sign',
  method: 'POST',
  path: '/customer/order/signature',
  permission: 'bill:sign',
  subject: 'order',
  summary: '客户签字确认账单指纹',
});
export const customerSubscriptionsMeta = defineMeta({
  name: 'customerPage.subscriptions',
  method: 'GET',
  path: '/customer/order/subscriptions',
  permission: 'bill:read',
  subject: 'order',
  summary: '可以订阅的微信通知：要申请的模板、还剩几次',
});
export const collectSubscriptionsMeta = defineMeta({
  name: 'customerPage.subscribe',
  method: 'POST',
  path: '/customer/order/subscriptions',
  permission: 'bill:sign',
  subject: 'order',
  summary: '登记客户在微信授权框里的选择，每次允许可发一条',
});
export const rateOrderMeta = defineMeta({
  name: 'customerPage.rate',
  method: 'PUT',
  path: '/customer/order/rating',
  permission: 'bill:sign',
  subject: 'order',
  summary: '客户点星评价：立即记下，环节不结束，关单前可以改或撤回',
});
export const customerActMeta = defineMeta({
  name: 'customerPage.act',
  method: 'POST',
  path: '/customer/order/acts',
  permission: 'bill:sign',
  subject: 'order',
  summary: '客户在自己的节点提交，例如评价',
});

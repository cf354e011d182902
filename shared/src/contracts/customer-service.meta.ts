import { defineMeta } from './meta.ts';

export const aroundOrderMeta = defineMeta({
  name: 'customerPage.around',
  method: 'GET',
  path: '/customer/order/around',
  permission: 'bill:read',
  subject: 'order',
  summary: '客户工单的其余内容：经手的人、改约、咨询、完工照片、设备、质保',
});
export const rescheduleAsCustomerMeta = defineMeta({
  name: 'customerPage.reschedule',
  method: 'POST',
  path: '/customer/order/slot',
  permission: 'bill:sign',
  subject: 'order',
  summary: '客户改约：新时段与原因，次数与时间有限制',
});
export const askQuestionMeta = defineMeta({
  name: 'customerPage.ask',
  method: 'POST',
  path: '/customer/order/questions',
  permission: 'bill:sign',
  subject: 'order',
  summary: '客户提问，通知跟进的员工',
});
export const orderQuestionsMeta = defineMeta({
  name: 'orders.questions',
  method: 'GET',
  path: '/orders/:orderId/questions',
  permission: 'orders:comment',
  subject: 'order',
  summary: '客户在这张工单上的提问与回复',
});
export const answerQuestionMeta = defineMeta({
  name: 'orders.answerQuestion',
  method: 'POST',
  path: '/orders/:orderId/questions/:questionId/answer',
  permission: 'orders:comment',
  subject: 'order',
  summary: '回复客户的提问；能通知到客户的，一并通知',
});

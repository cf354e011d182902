import { defineMeta } from './meta.ts';

export const dispatchBoardMeta = defineMeta({
  name: 'dispatch.board',
  method: 'GET',
  path: '/dispatch/board',
  permission: 'dispatch:read',
  subject: 'none',
  summary: '调度台：待派的单，和一天里每位师傅的安排',
});
export const dispatchCandidatesMeta = defineMeta({
  name: 'dispatch.candidates',
  method: 'GET',
  path: '/dispatch/orders/:orderId/candidates',
  permission: 'dispatch:read',
  subject: 'order',
  summary: '一张工单的候选师傅：匹配分逐项说明，不合适的写明原因',
});
export const previewMoveMeta = defineMeta({
  name: 'dispatch.preview',
  method: 'POST',
  path: '/dispatch/orders/:orderId/preview',
  permission: 'dispatch:read',
  subject: 'order',
  summary: '派出或改约之前：收益、距离、冲突、会通知谁',
  idempotency: 'none',
});
export const assignOrderMeta = defineMeta({
  name: 'dispatch.assign',
  method: 'POST',
  path: '/dispatch/orders/:orderId/assign',
  permission: 'dispatch:assign',
  subject: 'order',
  summary: '直接派给师傅，或改派给别的师傅',
});
export const offerOrderMeta = defineMeta({
  name: 'dispatch.offer',
  method: 'POST',
  path: '/dispatch/orders/:orderId/offer',
  permission: 'dispatch:assign',
  subject: 'order',
  summary: '先问指定的师傅接不接',
});
export const rescheduleOrderMeta = defineMeta({
  name: 'dispatch.reschedule',
  method: 'POST',
  path: '/dispatch/orders/:orderId/reschedule',
  permission: 'orders:reschedule',
  subject: 'order',
  summary: '改约上门时段，写明原因',
});

import { defineMeta } from './meta.ts';

export const recordWaiverMeta = defineMeta({
  name: 'waivers.record',
  method: 'POST',
  path: '/orders/:orderId/waivers',
  permission: 'waivers:record',
  subject: 'order',
  summary: '减免：公司对客户已出的账单少收一笔，写明原因',
});
export const voidWaiverMeta = defineMeta({
  name: 'waivers.void',
  method: 'POST',
  path: '/orders/:orderId/waivers/:waiverId/void',
  permission: 'waivers:void',
  subject: 'order',
  summary: '撤回一笔减免，写明原因；账上冲销',
});

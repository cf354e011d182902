import { defineMeta } from './meta.ts';

export const listDeliveriesMeta = defineMeta({
  name: 'deliveries.list',
  method: 'GET',
  path: '/deliveries',
  permission: 'deliveries:read',
  subject: 'none',
  summary: '通知投递：每一步一行，已发、待员工发送或发不出',
});
export const deliverySentMeta = defineMeta({
  name: 'deliveries.markSent',
  method: 'POST',
  path: '/deliveries/:deliveryId/sent',
  permission: 'deliveries:send',
  subject: 'none',
  summary: '员工已在会话里发出这张卡片',
});

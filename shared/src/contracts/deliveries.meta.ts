import { defineMeta } from './meta.ts';

export const listDeliveriesMeta = defineMeta({
  name: 'deliveries.list',
  method: 'GET',
  path: '/deliveries',
  permission: 'deliveries:read',
  subject: 'none',
  summary: '通知投递：每一步一行，已发、待员工发送或发不出',
});
export const retryDeliveryMeta = defineMeta({
  name: 'deliveries.retry',
  method: 'POST',
  path: '/deliveries/:deliveryId/retry',
  permission: 'deliveries:send',
  subject: 'none',
  summary: '再试一次发不出的通知；客户的通知重新选一条路',
});
export const deliverySentMeta = defineMeta({
  name: 'deliveries.markSent',
  method: 'POST',
  path: '/deliveries/:deliveryId/sent',
  permission: 'deliveries:send',
  subject: 'none',
  summary: '员工已在会话里发出这张卡片',
});
export const chatCardMeta = defineMeta({
  name: 'deliveries.chatCard',
  method: 'POST',
  path: '/orders/:orderId/chat-card',
  permission: 'deliveries:send',
  subject: 'order',
  summary: '随时可发进会话的进度卡片：链接，或小程序卡片',
});

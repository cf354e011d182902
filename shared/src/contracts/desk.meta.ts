import { defineMeta } from './meta.ts';

export const openChatMeta = defineMeta({
  name: 'desk.openChat',
  method: 'POST',
  path: '/desk/chat',
  permission: 'customers:write',
  subject: 'none',
  summary: '侧边栏：当前会话的客户，连同正在进行的工单、待发的卡片、待回复的问题，一次给出',
});
export const underWayMeta = defineMeta({
  name: 'desk.underWay',
  method: 'GET',
  path: '/desk/customers/:customerId',
  permission: 'orders:list',
  subject: 'customer',
  summary: '侧边栏：一位客户正在进行的工单、待发的卡片、待回复的问题',
});

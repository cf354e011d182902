import { defineMeta } from './meta.ts';

export const customerFromChatMeta = defineMeta({
  name: 'customers.fromChat',
  method: 'POST',
  path: '/customers/from-chat',
  permission: 'customers:write',
  subject: 'none',
  summary: '侧边栏：由当前会话的外部联系人找到或建立客户',
});
export const getCustomerMeta = defineMeta({
  name: 'customers.get',
  method: 'GET',
  path: '/customers/:customerId',
  permission: 'customers:read',
  subject: 'customer',
  summary: '客户档案：地址、设备',
});
export const listCustomersMeta = defineMeta({
  name: 'customers.list',
  method: 'GET',
  path: '/customers',
  permission: 'customers:read',
  subject: 'none',
  summary: '客户列表',
});

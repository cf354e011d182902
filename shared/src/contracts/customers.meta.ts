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
export const createCustomerMeta = defineMeta({
  name: 'customers.create',
  method: 'POST',
  path: '/customers',
  permission: 'customers:write',
  subject: 'none',
  summary: '新建客户；手机号已登记时先请人确认',
});
export const saveContactMeta = defineMeta({
  name: 'customers.saveContact',
  method: 'PUT',
  path: '/customers/:customerId/contact',
  permission: 'customers:write',
  subject: 'customer',
  summary: '修改客户姓名与电话',
});
export const saveSiteMeta = defineMeta({
  name: 'customers.saveSite',
  method: 'POST',
  path: '/customers/:customerId/sites',
  permission: 'customers:write',
  subject: 'customer',
  summary: '登记或修改客户地址与定位',
});
export const saveDeviceMeta = defineMeta({
  name: 'customers.saveDevice',
  method: 'POST',
  path: '/customers/:customerId/devices',
  permission: 'customers:write',
  subject: 'customer',
  summary: '登记或修改客户设备',
});
export const linkContactMeta = defineMeta({
  name: 'customers.linkContact',
  method: 'POST',
  path: '/customers/:customerId/contact-link',
  permission: 'customers:write',
  subject: 'customer',
  summary: '由人确认：当前会话的联系人就是这位已有客户',
});
export const unlinkContactMeta = defineMeta({
  name: 'customers.unlinkContact',
  method: 'POST',
  path: '/customers/:customerId/contact-unlink',
  permission: 'customers:write',
  subject: 'customer',
  summary: '撤销会话联系人与已有客户的关联',
});

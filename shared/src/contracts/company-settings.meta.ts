import { defineMeta } from './meta.ts';

export const customerBillSettingMeta = defineMeta({
  name: 'settings.customerBill',
  method: 'GET',
  path: '/settings/customer-bill',
  permission: 'settings:read',
  subject: 'none',
  summary: '客户账单显示哪些内容',
});
export const saveCustomerBillSettingMeta = defineMeta({
  name: 'settings.saveCustomerBill',
  method: 'PUT',
  path: '/settings/customer-bill',
  permission: 'settings:write',
  subject: 'none',
  summary: '修改客户账单显示的内容；金额合计不受影响',
});
export const customerServiceSettingMeta = defineMeta({
  name: 'settings.customerService',
  method: 'GET',
  path: '/settings/customer-service',
  permission: 'settings:read',
  subject: 'none',
  summary: '客户页上的质保与客服电话',
});
export const saveCustomerServiceSettingMeta = defineMeta({
  name: 'settings.saveCustomerService',
  method: 'PUT',
  path: '/settings/customer-service',
  permission: 'settings:write',
  subject: 'none',
  summary: '修改客户页上的质保与客服电话',
});
export const messagingSettingMeta = defineMeta({
  name: 'settings.messaging',
  method: 'GET',
  path: '/settings/messaging',
  permission: 'settings:read',
  subject: 'none',
  summary: '通知方式：是否用小程序通知',
});
export const saveMessagingSettingMeta = defineMeta({
  name: 'settings.saveMessaging',
  method: 'PUT',
  path: '/settings/messaging',
  permission: 'settings:write',
  subject: 'none',
  summary: '修改通知方式',
});

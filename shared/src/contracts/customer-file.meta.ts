import { defineMeta } from './meta.ts';

export const customerFileMeta = defineMeta({
  name: 'customers.file',
  method: 'GET',
  path: '/customers/:customerId/file',
  permission: 'customers:read',
  subject: 'customer',
  summary: '客户档案的备注与设备保修期',
});
export const addCustomerNoteMeta = defineMeta({
  name: 'customers.addNote',
  method: 'POST',
  path: '/customers/:customerId/notes',
  permission: 'customers:note',
  subject: 'customer',
  summary: '在客户档案里写备注，只在公司内部可见',
});
export const setWarrantyMeta = defineMeta({
  name: 'customers.setWarranty',
  method: 'POST',
  path: '/customers/:customerId/devices/:deviceId/warranty',
  permission: 'customers:write',
  subject: 'customer',
  summary: '登记设备保修到哪一天',
});
export const revealCustomerMeta = defineMeta({
  name: 'customers.reveal',
  method: 'POST',
  path: '/customers/:customerId/reveal',
  permission: 'customers:reveal',
  subject: 'customer',
  summary: '查看客户完整电话，记入审计',
});

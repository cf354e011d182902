import { defineMeta } from './meta.ts';

export const customerMergesMeta = defineMeta({
  name: 'customers.merges',
  method: 'GET',
  path: '/customers/:customerId/merges',
  permission: 'customers:read',
  subject: 'customer',
  summary: '同号的其他档案，和并入过这份档案的档案',
});
export const previewMergeMeta = defineMeta({
  name: 'customers.previewMerge',
  method: 'GET',
  path: '/customers/:customerId/merge-preview',
  permission: 'customers:write',
  subject: 'customer',
  summary: '合并之前：另一份档案的哪些内容会转过来',
});
export const mergeCustomersMeta = defineMeta({
  name: 'customers.merge',
  method: 'POST',
  path: '/customers/:customerId/merges',
  permission: 'customers:write',
  subject: 'customer',
  summary: '由人确认两份档案是同一位客户，合并为一份；限期内可撤销',
});
export const undoMergeMeta = defineMeta({
  name: 'customers.undoMerge',
  method: 'POST',
  path: '/customers/:customerId/merges/:mergeId/undo',
  permission: 'customers:write',
  subject: 'customer',
  summary: '撤销一次合并：转过来的内容回到原来的档案',
});

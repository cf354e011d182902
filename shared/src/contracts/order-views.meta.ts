import { defineMeta } from './meta.ts';

export const listOrderViewsMeta = defineMeta({
  name: 'orderViews.list',
  method: 'GET',
  path: '/order-views',
  permission: 'orders:list',
  subject: 'self',
  summary: '工单列表的视图：内置、自己保存和别人共享的，各带件数',
});
export const saveOrderViewMeta = defineMeta({
  name: 'orderViews.save',
  method: 'POST',
  path: '/order-views',
  permission: 'orders:list',
  subject: 'self',
  summary: '保存或修改自己的视图；负责人可以共享',
});
export const deleteOrderViewMeta = defineMeta({
  name: 'orderViews.delete',
  method: 'DELETE',
  path: '/order-views/:viewId',
  permission: 'orders:list',
  subject: 'self',
  summary: '删除自己的视图',
});
export const workbenchOrdersMeta = defineMeta({
  name: 'workbench.orders',
  method: 'GET',
  path: '/workbench/orders',
  permission: 'orders:list',
  subject: 'self',
  summary: '工作台：等人处理的工单与近 14 天数字，按权限范围',
});

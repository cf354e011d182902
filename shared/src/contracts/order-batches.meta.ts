import { defineMeta } from './meta.ts';

export const startOrderActsMeta = defineMeta({
  name: 'orderBatches.act',
  method: 'POST',
  path: '/order-batches/acts',
  permission: 'orders:steer',
  subject: 'none',
  summary: '批量取消、暂停、恢复或催单：后台逐张执行，各有结果',
});
export const startDispatchActsMeta = defineMeta({
  name: 'orderBatches.dispatch',
  method: 'POST',
  path: '/order-batches/dispatch',
  permission: 'dispatch:assign',
  subject: 'none',
  summary: '批量改派给一位师傅，或重新派单：后台逐张执行，各有结果',
});
export const countOrdersMeta = defineMeta({
  name: 'orderBatches.count',
  method: 'GET',
  path: '/order-batches/count',
  permission: 'orders:list',
  subject: 'none',
  summary: '筛选条件下有多少张工单：批量操作和导出之前先说清楚',
});
export const startOrderExportMeta = defineMeta({
  name: 'orderBatches.export',
  method: 'POST',
  path: '/order-batches/exports',
  permission: 'orders:export',
  subject: 'none',
  summary: '导出工单为 XLSX 或 CSV：后台生成，限时下载',
});
export const getOrderBatchMeta = defineMeta({
  name: 'orderBatches.get',
  method: 'GET',
  path: '/order-batches/:batchId',
  permission: 'orders:list',
  subject: 'self',
  summary: '自己一次批量操作或导出的进度与结果',
});
export const listOrderBatchesMeta = defineMeta({
  name: 'orderBatches.mine',
  method: 'GET',
  path: '/order-batches',
  permission: 'orders:list',
  subject: 'self',
  summary: '自己最近的批量操作与导出',
});
export const cancelOrderBatchMeta = defineMeta({
  name: 'orderBatches.cancel',
  method: 'POST',
  path: '/order-batches/:batchId/cancel',
  permission: 'orders:list',
  subject: 'self',
  summary: '停止自己的批量操作或导出；已做完的不会撤回',
});

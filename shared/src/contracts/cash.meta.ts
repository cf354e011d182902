import { defineMeta } from './meta.ts';

export const listCashMeta = defineMeta({
  name: 'cash.list',
  method: 'GET',
  path: '/cash/installers',
  permission: 'cash:read',
  subject: 'none',
  summary: '师傅手上的代收款：代收、已交、在手',
});
export const installerCashMeta = defineMeta({
  name: 'cash.installer',
  method: 'GET',
  path: '/cash/installers/:installerId',
  permission: 'cash:read',
  subject: 'person',
  summary: '一位师傅的代收与交款',
});
export const recordHandoverMeta = defineMeta({
  name: 'cash.record',
  method: 'POST',
  path: '/cash/installers/:installerId/handovers',
  permission: 'cash:record',
  subject: 'person',
  summary: '登记师傅交来的代收款；账上由师傅转到公司',
});
export const voidHandoverMeta = defineMeta({
  name: 'cash.void',
  method: 'POST',
  path: '/cash/handovers/:handoverId/void',
  permission: 'cash:record',
  subject: 'person',
  summary: '作废一笔交款，写明原因；账上冲销',
});

import { defineMeta } from './meta.ts';

export const orderEarningsMeta = defineMeta({
  name: 'earnings.order',
  method: 'GET',
  path: '/my/earnings/orders/:orderId',
  permission: 'earnings:read',
  subject: 'order',
  summary: '一张工单的师傅收益，逐项与为什么',
});
export const myEarningsMeta = defineMeta({
  name: 'earnings.mine',
  method: 'GET',
  path: '/my/earnings',
  permission: 'earnings:read',
  subject: 'self',
  summary: '今天、本周、本月与按日收益',
});
export const orderSettlementMeta = defineMeta({
  name: 'settlement.order',
  method: 'GET',
  path: '/settlement/orders/:orderId',
  permission: 'settlement:read',
  subject: 'order',
  summary: '一张工单的结算：五个口径、算价溯源与分录',
});
export const listSettlementsMeta = defineMeta({
  name: 'settlement.list',
  method: 'GET',
  path: '/settlement/orders',
  permission: 'settlement:read',
  subject: 'none',
  summary: '按结算状态列出工单',
});
export const trialBalanceMeta = defineMeta({
  name: 'ledger.trialBalance',
  method: 'GET',
  path: '/ledger/trial-balance',
  permission: 'ledger:read',
  subject: 'none',
  summary: '试算平衡：各科目借贷与差额',
});

import type { installerCash, listCash } from '@mingdan/shared/contracts/cash';
import { installerCashMeta, listCashMeta } from '@mingdan/shared/contracts/cash.meta';
import type { listSettlements, orderSettlement, trialBalance } from '@mingdan/shared/contracts/settlement';
import { listSettlementsMeta, orderSettlementMeta, trialBalanceMeta } from '@mingdan/shared/contracts/settlement.meta';
import { contractPages, contractQuery } from '../../lib/query.ts';

export type SettlementState = 'estimated' | 'pending' | 'eligible' | 'disputed' | 'unverified' | 'settled' | 'paid';

export const settlementQuery = (orderId: string) => contractQuery<typeof orderSettlement>(orderSettlementMeta, { orderId });
export const settlementPages = (state: SettlementState | undefined) =>
  contractPages<typeof listSettlements>(listSettlementsMeta, state === undefined ? { limit: 50 } : { state, limit: 50 });
export const cashQuery = () => contractQuery<typeof listCash>(listCashMeta, {});
export const installerCashQuery = (installerId: string) => contractQuery<typeof installerCash>(installerCashMeta, { installerId });
export const trialBalanceQuery = () => contractQuery<typeof trialBalance>(trialBalanceMeta, {});

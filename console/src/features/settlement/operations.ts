import type { listSettlements, orderSettlement, trialBalance } from '@mingdan/shared/contracts/settlement';
import { listSettlementsMeta, orderSettlementMeta, trialBalanceMeta } from '@mingdan/shared/contracts/settlement.meta';
import { contractPages, contractQuery } from '../../lib/query.ts';

export type SettlementState = 'estimated' | 'pending' | 'eligible' | 'settled' | 'paid';

export const settlementQuery = (orderId: string) => contractQuery<typeof orderSettlement>(orderSettlementMeta, { orderId });
export const settlementPages = (state: SettlementState | undefined) =>
  contractPages<typeof listSettlements>(listSettlementsMeta, state === undefined ? { limit: 50 } : { state, limit: 50 });
export const trialBalanceQuery = () => contractQuery<typeof trialBalance>(trialBalanceMeta, {});

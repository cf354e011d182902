import type { OrderView } from '@mingdan/shared/contracts/orders';

type SettlementState = OrderView['settlementState'];

/**
 * How far the settlement of one visit's bill is. While the order goes on its own state is still 预估, but what was billed on the way stands: 待确认, or
 * 可结算 once its customer signed it. Afterwards all bills go the order's way.
 */
export function billState(order: SettlementState, kind: 'planned' | 'actual', isSigned: boolean): SettlementState {
  if (kind === 'planned') return 'estimated';
  if (order !== 'estimated') return order;
  return isSigned ? 'eligible' : 'pending';
}

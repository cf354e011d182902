import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { WorkOrderTable } from '../store/migrations.ts';

type SettlementState = OrderView['settlementState'];
type Held = Pick<WorkOrderTable, 'settlement_state' | 'disputed'>;

/** Stored states that an open objection holds: what is not billed cannot be objected to, and what is settled is past holding. */
export const HELD = ['pending', 'eligible'] as const;

/**
 * How far an order's settlement is for everybody who reads it. What a signature or three days of silence brought stays stored beneath an open objection, and
 * stands again once that is answered.
 */
export function settlementOf({ settlement_state, disputed }: Held): SettlementState {
  return disputed === 1 && HELD.some((state) => state === settlement_state) ? 'disputed' : settlement_state;
}

/**
 * How far the settlement of one visit's bill is. While the order goes on its own state is still 预估, but what was billed on the way stands: 待确认, or
 * 可结算 once its customer signed it. Afterwards all bills go the order's way. An open objection holds them all.
 */
export function billState({ settlement_state, disputed }: Held, kind: 'planned' | 'actual', isSigned: boolean): SettlementState {
  if (kind === 'planned') return 'estimated';
  const own = settlement_state !== 'estimated' ? settlement_state : isSigned ? 'eligible' : 'pending';
  return settlementOf({ settlement_state: own, disputed });
}

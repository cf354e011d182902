import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { WorkOrderTable } from '../store/migrations.ts';

type SettlementState = OrderView['settlementState'];
type Held = Pick<WorkOrderTable, 'settlement_state' | 'disputed' | 'odd_punch'>;

/** Stored states that an open objection, or a punch to look into, holds: what is not billed cannot be held, and what is settled is past holding. */
export const HELD = ['pending', 'eligible'] as const;

/**
 * How far an order's settlement is for everybody who reads it. What a signature or three days of silence brought stays stored beneath an open objection 争议
 * or an odd punch 打卡待核实, and stands again once that is answered. The customer's word goes first.
 */
export function settlementOf({ settlement_state, disputed, odd_punch }: Held): SettlementState {
  if (!HELD.some((state) => state === settlement_state)) return settlement_state;
  if (disputed === 1) return 'disputed';
  return odd_punch === 1 ? 'unverified' : settlement_state;
}

/** What one visit's bill goes by. */
interface OwnBill {
  readonly kind: 'planned' | 'actual';
  readonly isSigned: boolean;
  /** A punch of this visit waits for somebody who looks into it. */
  readonly isOdd: boolean;
}

/**
 * How far the settlement of one visit's bill is. While the order goes on its own state is still 预估, but what was billed on the way stands: 待确认, or
 * 可结算 once its customer signed it. Afterwards all bills go the order's way. An open objection holds them all, a punch that of its own visit.
 */
export function billState({ settlement_state, disputed }: Omit<Held, 'odd_punch'>, { kind, isSigned, isOdd }: OwnBill): SettlementState {
  if (kind === 'planned') return 'estimated';
  const own = settlement_state !== 'estimated' ? settlement_state : isSigned ? 'eligible' : 'pending';
  return settlementOf({ settlement_state: own, disputed, odd_punch: isOdd ? 1 : 0 });
}

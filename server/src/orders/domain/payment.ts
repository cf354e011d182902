import type { PayState } from '@mingdan/shared/contracts/collections';

/** What decides about an order's payment. */
export interface Owing {
  readonly state: 'open' | 'suspended' | 'done' | 'cancelled';
  readonly finished_at: number | null;
  /** Fen; null before anything was quoted. */
  readonly charge: number | null;
  readonly collected: number;
  /** What the company waived 减免. */
  readonly waived: number;
}

/** What the customer is asked for once what was waived is taken off, fen; null before anything was quoted. */
export function askedOf({ charge, waived }: Pick<Owing, 'charge' | 'waived'>): number | null {
  return charge === null ? null : charge - waived;
}

/** What the customer owes for the order, fen: as planned until it is finished; nothing for one that was cancelled without a bill. */
export function dueOf(row: Owing): number {
  return row.state === 'cancelled' && row.finished_at === null ? 0 : (askedOf(row) ?? 0);
}

/**
 * What a customer still owes to the company without having been sent a way to pay it 付款方式, fen. 0 where nothing is left, while it is an estimate, where the
 * installer takes it at the door, while an objection or an odd punch is looked into, and once the way was sent for as much as is due.
 */
export function untoldOf(
  row: Owing & {
    readonly pay_mode: 'prepaid' | 'company' | 'installer';
    readonly pay_told: number | null;
    readonly disputed: number;
    readonly odd_punch: number;
  },
): number {
  const due = dueOf(row);
  const byCompany = row.pay_mode !== 'installer' || row.state === 'cancelled';
  const isAsked = row.finished_at !== null && byCompany && row.disputed === 0 && row.odd_punch === 0;
  return isAsked && due > (row.pay_told ?? 0) ? Math.max(0, due - row.collected) : 0;
}

/**
 * How much of what is left to pay the customer is not asked for, fen: fees whose punch waits to be looked into. What was paid of them already stays paid.
 *
 * @param fees the fees together, fen
 */
export function heldOf(due: number, collected: number, fees: number): number {
  return Math.max(0, Math.min(fees, due - collected));
}

/** How far an order is paid. `over`: money has to go back. */
export function payStateOf(due: number, collected: number): PayState {
  if (collected > due) return 'over';
  if (due === 0) return 'none';
  if (collected === 0) return 'unpaid';
  return collected < due ? 'part' : 'paid';
}

/**
 * Whether so much may be collected or paid back. Nobody is asked for more than the bill, and no more goes back than came.
 *
 * @param change fen, above zero for money that comes in
 * @returns why not; null when it may
 */
export function collectionFault(due: number, collected: number, change: number): 'no_bill' | 'too_much' | 'refund_too_much' | null {
  if (change < 0) return collected + change < 0 ? 'refund_too_much' : null;
  if (due === 0) return 'no_bill';
  return collected + change > due ? 'too_much' : null;
}

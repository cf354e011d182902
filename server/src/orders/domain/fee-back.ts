import type { Quote } from '@mingdan/shared/pricing/types';

/** What decides whether a visit fee 上门费 rests on a punch. */
export interface Resting {
  readonly punch: { readonly visit_id: string | null; readonly marked_at: number | null };
  readonly visit: { readonly id: string; readonly scope: 'all' | 'partly' | 'fee' | null; readonly finished_at: number | null } | undefined;
}

/**
 * True where the very step that brought the punch ended its visit with the fee alone: 客户不在. A check-in before it proves that somebody came, and a visit that
 * was cancelled later has its fee for another reason; neither brought the fee.
 */
export function feeRestsOn({ punch, visit }: Resting): boolean {
  return visit !== undefined && visit.id === punch.visit_id && visit.scope === 'fee' && visit.finished_at === punch.marked_at;
}

/** The bill of the same visit with nothing left of it: whoever earned by it stands there with nothing. */
export function nothingLeft(bill: Quote): Quote {
  const installers = Object.fromEntries(Object.keys(bill.totals.installers).map((installer) => [installer, 0]));
  return { ...bill, lines: [], totals: { charge: 0, settle: 0, cost: 0, earn: 0, outlet: 0, profit: 0, installers } };
}

import type { DispatchPlan, OrderToDispatch } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { before, beforeWords, mayBeAsked, type OrderPast } from '../domain/asked-before.ts';
import type { Ranked } from '../domain/choose.ts';
import type { OfferTable } from '../store/offers.ts';
import { type CandidateDeps, type Field, rank } from './candidates.ts';

/** Candidates who are left to be asked. */
export function notAsked(field: Field, past: OrderPast): readonly Ranked[] {
  return rank(field).ranked.filter(({ candidate }) => mayBeAsked(before(candidate.installerId, past)));
}

/** Who gave the order back; only where somebody had it is there anything to read. */
export async function whoGaveBack(
  tx: Tx,
  orders: CandidateDeps['orders'],
  order: OrderToDispatch,
  offers: readonly OfferTable[],
): Promise<ReadonlySet<string>> {
  return offers.some(({ status }) => status === 'accepted') ? orders.gaveBack(tx, order) : new Set();
}

/** How often somebody was asked for this place. */
export function roundsOf(offers: readonly Pick<OfferTable, 'place' | 'status'>[], place: number): number {
  return offers.filter((offer) => offer.place === place && offer.status !== 'withdrawn').length;
}

/** Whether somebody would be asked by himself if this installer were asked now and said no. */
export function anyAfter(installerId: string, field: Field, past: OrderPast, plan: Pick<DispatchPlan, 'mode' | 'rounds'> | null): boolean {
  if (!plan || plan.mode === 'manual') return false;
  // what stands is taken back first
  const offers = past.offers.filter(({ status }) => status !== 'offered');
  const here = offers.filter(({ token }) => token === past.token);
  return (
    roundsOf(here, 0) + 1 < plan.rounds &&
    notAsked(field, { ...past, offers }).some(({ candidate }) => candidate.installerId !== installerId)
  );
}

/** A ranked candidate as an offer keeps him. */
export function asCandidate(
  { candidate: { installerId }, score }: Ranked,
  past: OrderPast,
): { installerId: string; score: number; reasons: readonly string[] } {
  const words = beforeWords(before(installerId, past));
  return { installerId, score: score.total, reasons: [...(words === null ? [] : [words]), ...score.parts.map(({ text }) => text)] };
}

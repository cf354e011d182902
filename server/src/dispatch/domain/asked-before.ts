import type { OfferTable } from '../store/offers.ts';

/** Where offers stand that a dispatcher's own decision made: apart from the flow's tokens, so that none of its rounds counts them. */
export const BY_HAND = 'by-hand';

/**
 * What an order and an installer have had to do with each other. `answered`: asked in this asking, whatever he said · `gaveBack`: he returned it, or another was
 * wanted · `refused`: he had it, and his own last word was a no or none in time · `led`, `helped`: it was taken from him or his crew · `new`: nothing of these.
 */
export type Before = 'new' | 'answered' | 'gaveBack' | 'refused' | 'led' | 'helped';

/** What the past of an order is read from. */
export interface OrderPast {
  /** Of the order, oldest first. */
  readonly offers: readonly Pick<OfferTable, 'installer_id' | 'token' | 'status' | 'place'>[];
  /** Token of the asking that is under way; null: none is. */
  readonly token: string | null;
  readonly gaveBack: ReadonlySet<string>;
}

/** Reads it from the order's offers; one that was taken back counts for nothing. */
export function before(installerId: string, { offers, token, gaveBack }: OrderPast): Before {
  const his = offers.filter((offer) => offer.installer_id === installerId && offer.status !== 'withdrawn');
  if (his.some((offer) => offer.token === token)) return 'answered';
  const had = his.filter(({ status }) => status === 'accepted');
  if (had.length === 0) return 'new';
  if (gaveBack.has(installerId)) return 'gaveBack';
  const lastWord = his.findLast((offer) => offer.token !== BY_HAND)?.status;
  if (lastWord === 'refused' || lastWord === 'expired') return 'refused';
  return had.some(({ place }) => place === 0) ? 'led' : 'helped';
}

/** Whether he is asked by himself; whoever is not may still be asked by a dispatcher. */
export const mayBeAsked = (past: Before): boolean => past === 'new' || past === 'led' || past === 'helped';

const REASONS = {
  led: '之前接过这单，后来换了人，没有拒绝过',
  helped: '之前和别人一起接过这单，没有拒绝过',
  gaveBack: '退回过这单或已要求换人，不会自动再问',
} as const;

/** The same for whoever reads why he is asked or not; null where there is nothing to say. */
export function beforeWords(past: Before): string | null {
  return past === 'led' || past === 'helped' || past === 'gaveBack' ? REASONS[past] : null;
}

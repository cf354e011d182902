import { label } from '../messages/index.ts';

/** Why an installer does not take an offer, to choose from; their words are `offer.reason.*` of the catalogue. */
export const OFFER_REASONS = ['busy', 'far', 'skill', 'pay'] as const;

/**
 * What a press on an offer's card means. `ask`: 不接 for the first time, which asks and refuses nothing · `back`: he wants to look again ·
 * `answer`: his answer, with the reason in words where he chose one.
 */
export type OfferPress =
  | { readonly does: 'ask' }
  | { readonly does: 'back' }
  | { readonly does: 'answer'; readonly answer: 'accept' | 'refuse'; readonly reason?: string };

const NO_REASON = 'refuse_none';

/** Keys of the buttons by which an offer is refused for good: one for each reason to choose from, and one without. */
export const REFUSAL_KEYS = [
  ...OFFER_REASONS.map((reason) => ({ key: `refuse_${reason}`, reason })),
  { key: NO_REASON, reason: null },
] as const;

/** The meaning of a button's key; undefined for keys that no offer's card has. */
export function offerPress(key: string): OfferPress | undefined {
  if (key === 'accept') return { does: 'answer', answer: 'accept' };
  if (key === 'refuse') return { does: 'ask' };
  if (key === 'back') return { does: 'back' };
  const refusal = REFUSAL_KEYS.find((one) => one.key === key);
  if (!refusal) return undefined;
  return { does: 'answer', answer: 'refuse', ...(refusal.reason === null ? {} : { reason: label('offer.reason', refusal.reason) }) };
}

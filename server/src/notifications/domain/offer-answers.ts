import type { OfferView } from '@mingdan/shared/contracts/dispatch';
import { label, text } from '@mingdan/shared/messages/index';
import { REFUSAL_KEYS } from '@mingdan/shared/orders/offer-press';
import type { ButtonCard } from '../../wecom/index.ts';

/** The card that 不接 turns an offer's card into: nothing is refused yet. WeCom shows at most six buttons of ten characters. */
export function refusalCard(card: ButtonCard): ButtonCard {
  return {
    ...card,
    description: text('offer.card.ask'),
    buttons: [
      ...REFUSAL_KEYS.map(({ key, reason }) => ({
        key,
        text: reason === null ? text('offer.card.noReason') : label('offer.reason', reason),
        style: 2 as const,
      })),
      { key: 'back', text: text('offer.card.back'), style: 1 },
    ],
  };
}

/** The card of an offer that has its answer: what became of it, and where to go on. */
export function answeredCard(card: ButtonCard, status: Exclude<OfferView['status'], 'offered'>): ButtonCard {
  return { ...card, description: text(`offer.card.${status}`), replaced: label('offer.status', status) };
}

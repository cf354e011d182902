import type { OfferView } from '@mingdan/shared/contracts/dispatch';
import { offerTaskId } from '../../dispatch/index.ts';
import type { ButtonCard } from '../../wecom/index.ts';
import { offerCard } from '../domain/words.ts';
import type { DeliveryTable } from '../store/deliveries.ts';
import { memberUrl, withNotice } from './pages.ts';

/** The card of an offer with its task and its address, as it is sent and as it is changed later. */
export function cardOfOffer(
  publicUrl: string,
  delivery: Pick<DeliveryTable, 'id' | 'page' | 'order_id' | 'subject_id'>,
  offer: OfferView,
): ButtonCard {
  return offerCard(offer, offerTaskId(delivery.subject_id ?? ''), withNotice(memberUrl(publicUrl, delivery, 'installer'), delivery.id));
}

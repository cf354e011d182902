import type { pastOffers } from '@mingdan/shared/contracts/dispatch';
import { pastOffersMeta } from '@mingdan/shared/contracts/dispatch.meta';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useRef } from 'react';
import { call } from '../../lib/api.ts';

/**
 * Follows a card that was tapped in WeCom. While its offer stands it is among the day's; one that was answered leads to the order where that is still his,
 * else to what became of the offer.
 *
 * @param open ids of the offers that stand; undefined until they are known
 */
export function useTappedOffer(open: readonly string[] | undefined): void {
  const { offer } = useRouter().params;
  const followed = useRef(false);
  useEffect(() => {
    if (!offer || !open || followed.current) return;
    followed.current = true;
    if (open.includes(offer)) return;
    void call<typeof pastOffers>(pastOffersMeta, {}).then((past) => {
      const found = past.ok ? past.value.items.find(({ id }) => id === offer) : undefined;
      if (!found) return;
      const url = found.orderId
        ? `/packages/orders/pages/detail/index?id=${found.orderId}`
        : `/packages/orders/pages/offers/index?offer=${found.id}`;
      void Taro.navigateTo({ url });
    });
  }, [offer, open]);
}

import type { listOrders } from '@mingdan/shared/contracts/orders';
import { listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { formatNearDay } from '@mingdan/shared/messages/format';
import { standingWord } from '@mingdan/shared/orders/standing';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Icon } from '../../../../components/icon.tsx';
import { useNow } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';

/** Newest orders that are looked through; nobody has so many while one of them is still open. */
const LOOKED_AT = 50;
/** Orders that stand here by themselves; the rest is a number. */
const MOST = 3;

/** That the customer has orders which are not finished yet, each with the way to it: somebody may be about to open the same one again. Nothing while nobody knows. */
export function OpenOrders({ customerId }: { customerId: string }) {
  const now = useNow(60_000);
  const orders = useOperation<typeof listOrders>(listOrdersMeta, { customerId, limit: LOOKED_AT });
  const open = (orders.data?.items ?? []).filter(({ state }) => state === 'open' || state === 'suspended');
  if (open.length === 0) return null;
  return (
    <View className="open-orders">
      <View className="hint">{t('create.openOrders', { count: open.length })}</View>
      {open.slice(0, MOST).map((order) => (
        <View
          key={order.id}
          className="row-between open-order"
          role="link"
          onClick={() => void Taro.navigateTo({ url: `/packages/sidebar/pages/order/index?id=${order.id}` })}
        >
          <View className="grow secondary">
            {[order.templateName, standingWord(order), order.slot ? formatNearDay(order.slot.date, now) : t('order.slotNone')].join(' · ')}
          </View>
          <Icon name="chevron" size={16} />
        </View>
      ))}
    </View>
  );
}

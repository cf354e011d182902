import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSlot } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Press } from '../../../../components/press.tsx';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/staff.ts';

/** The step that this reader has to do, with what the customer waits for in it; nothing where the order waits for somebody else. */
export function OwnTask({ order }: { order: OrderView }) {
  const now = useNow(60_000);
  const task = order.tasks.find(({ mine }) => mine);
  if (!task) return null;
  const chosen = order.chosenByCustomer ? order.slot : null;
  return (
    <View className="card">
      <View className="lead">
        {chosen ? t('staff.customerChose', { slot: formatSlot(chosen, now) }) : t('staff.yourTurn', { what: task.name })}
      </View>
      {chosen ? <View className="hint">{t('staff.customerWaits')}</View> : null}
      <View className="gap-top">
        <Press wide onPress={() => void Taro.navigateTo({ url: `/packages/orders/pages/detail/index?id=${order.id}&desk=1` })}>
          {t('staff.doStep', { what: task.name })}
        </Press>
      </View>
    </View>
  );
}

import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { formatSlot } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Chip } from '../../../../components/chip.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/staff.ts';
import type { Need, NeedKind } from '../../lib/needs.ts';

function wordsOf(kind: NeedKind, { untold, nodeName }: OrderSummary): string {
  if (kind === 'untold') return t('need.untold', { left: formatYuan(fen(untold)) });
  return kind === 'rebook' ? t('need.rebook', { what: nodeName }) : t(`need.${kind}`);
}

/** What waits for an answer at this customer's orders; a tap opens the order, where it stands on top. Nothing where nothing waits. */
export function Needs({ needs }: { needs: readonly Need<OrderSummary>[] }) {
  const now = useNow(60_000);
  if (needs.length === 0) return null;
  return (
    <View className="card list needs">
      <View className="row-between needs-head">
        <View className="lead">{t(needs.every(({ kind }) => kind === 'punch') ? 'need.verify' : 'need.title')}</View>
        <Chip tone={needs.some(({ kind }) => kind === 'objection' || kind === 'punch') ? 'bad' : 'waiting'}>
          {t('need.count', { count: needs.length })}
        </Chip>
      </View>
      {needs.map(({ kind, order }) => (
        <View
          key={`${kind} ${order.id}`}
          className="choice"
          role="button"
          ariaRole="button"
          onClick={() => void Taro.navigateTo({ url: `/packages/sidebar/pages/order/index?id=${order.id}` })}
        >
          <View className="grow">
            <View>{wordsOf(kind, order)}</View>
            <View className="hint">
              {order.templateName}
              {order.slot && kind !== 'rebook' ? ` · ${formatSlot(order.slot, now)}` : ''}
            </View>
          </View>
          <Icon name="chevron" size={16} />
        </View>
      ))}
    </View>
  );
}

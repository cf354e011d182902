import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Chip, type ChipTone } from '../../../../components/chip.tsx';
import { EarlierBillLine } from '../../../../components/earlier-bill.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/installer.ts';
import { ConsentLines } from './extra-lines.tsx';

const TONES: Readonly<Record<string, ChipTone>> = { asked: 'waiting', agreed: 'good', declined: 'bad' };

/**
 * What happened before this visit: the order that this one returns to, bills of earlier visits, and what the customer was asked. `isFromDesk`: staff read
 * what the customer pays for an earlier visit, the installer what it paid him.
 */
export function Earlier({ order, isFromDesk }: { order: OrderView; isFromDesk: boolean }) {
  const now = useNow(60_000);
  // what is still being asked stands beside the lines that it is about, while somebody works on them
  const working = order.tasks.some(({ mine }) => mine);
  const consents = order.consents.filter(({ status }) => status !== 'replaced' && !(working && status === 'asked'));
  if (order.links.length + order.earlierBills.length + consents.length === 0) return null;
  return (
    <View className="card">
      {order.links.map((link) => (
        <View
          key={link.orderId}
          className="choice"
          onClick={() => void Taro.navigateTo({ url: `/packages/orders/pages/detail/index?id=${link.orderId}` })}
        >
          <View className="grow">
            <View>
              {label('order.link', link.kind)} {link.number}
            </View>
            <View className="hint">
              {link.reason}
              {link.warranty ? ` · ${t('order.warranty')}` : ''}
            </View>
          </View>
          <Icon name="chevron" size={16} />
        </View>
      ))}
      {order.earlierBills.map((bill) => (
        <EarlierBillLine key={bill.visit} bill={bill} amount={isFromDesk ? bill.totals.charge : bill.totals.earn} up={!isFromDesk} />
      ))}
      {consents.map((consent) => (
        <View key={consent.id} className="gap-top">
          <View className="row-between">
            <View className="grow">
              <View>{t('consent.title')}</View>
              <View className="hint">
                {formatSince(consent.decidedAt ?? consent.askedAt, now)}
                {consent.unsettled ? ` · ${t('consent.unsettled')}` : ''}
              </View>
            </View>
            <Chip tone={TONES[consent.status] ?? 'calm'}>{label('order.consent', consent.status)}</Chip>
          </View>
          <ConsentLines lines={consent.lines} />
          {consent.note ? <View className="hint">{consent.note}</View> : null}
        </View>
      ))}
    </View>
  );
}

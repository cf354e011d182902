import type { getOrder, OrderView } from '@mingdan/shared/contracts/orders';
import { getOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { Bill, billTitle, chargeLines } from '../../../../components/bill.tsx';
import { Chip, orderTone } from '../../../../components/chip.tsx';
import { Heading, Page } from '../../../../components/page.tsx';
import { ProgressLine } from '../../../../components/progress.tsx';
import { Loaded, Skeleton } from '../../../../components/states.tsx';
import { copy } from '../../../../lib/browser.ts';
import { useNow, useReturn } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { wholeAddress } from '../../../../lib/whole-address.ts';
import { t } from '../../../../messages/index.ts';
import { SendCards } from './send-card.tsx';
import './index.css';

function Facts({ order }: { order: OrderView }) {
  const now = useNow(60_000);
  return (
    <View className="card">
      <View className="row-between">
        <View className="title grow">{order.templateName}</View>
        <Chip tone={orderTone(order.state)}>
          {order.state === 'open' ? label('order.phase', order.phase) : label('order.state', order.state)}
        </Chip>
      </View>
      <View className="hint mono" onClick={() => void copy(order.number, t('order.copied'))}>
        {order.number}
      </View>
      <View className="gap-top">
        <View className="fact">
          <View className="fact-name">{t('order.slot')}</View>
          <View className="fact-value">{order.slot ? formatSlot(order.slot, now) : t('order.slotNone')}</View>
        </View>
        <View className="fact">
          <View className="fact-name">{t('order.customer')}</View>
          <View className="fact-value">
            {order.customer.name} {order.customer.phoneMasked}
          </View>
        </View>
        <View className="fact">
          <View className="fact-name">{t('customer.address')}</View>
          <View className="fact-value">{wholeAddress(order.regionName, order.address.text)}</View>
        </View>
        <View className="fact">
          <View className="fact-name">{t('staff.installer')}</View>
          <View className="fact-value">{order.installer?.name ?? t('staff.noInstaller')}</View>
        </View>
      </View>
    </View>
  );
}

function Body({ order, fresh }: { order: OrderView; fresh: boolean }) {
  const now = useNow(60_000);
  return (
    <View>
      <SendCards orderId={order.id} fresh={fresh} />
      <Facts order={order} />
      <View className="card">
        <ProgressLine steps={order.progress} />
      </View>
      <Bill
        title={billTitle(order.bill.kind)}
        lines={chargeLines(order.bill.lines)}
        total={order.bill.totals.charge}
        totalName={t('customer.billTotal')}
        mark={order.signature ? <Chip tone="good">{t('order.signed')}</Chip> : undefined}
        note={order.bill.kind === 'planned' ? t('customer.billPlannedHint') : undefined}
      />
      <Heading>{t('order.timeline')}</Heading>
      <View className="card">
        {[...order.timeline].reverse().map((entry) => (
          <View key={entry.id} className="fact">
            <View className="grow">
              <View>{entry.text}</View>
              <View className="hint">
                {entry.actor} · {formatSince(entry.at, now)}
              </View>
            </View>
          </View>
        ))}
      </View>
    </View>
  );
}

/** Staff's view of one order: the card to send, where it stands, what it costs the customer. */
export default function StaffOrderPage() {
  const { id = '', new: fresh = '' } = useRouter().params;
  const order = useOperation<typeof getOrder>(getOrderMeta, { orderId: id });
  useReturn(() => void order.refetch());
  usePullDownRefresh(() => void order.refetch().finally(() => Taro.stopPullDownRefresh()));
  return (
    <Page>
      <Loaded reading={order} skeleton={<Skeleton heights={[180, 240, 200]} />}>
        {(data) => <Body order={data} fresh={fresh === '1'} />}
      </Loaded>
    </Page>
  );
}

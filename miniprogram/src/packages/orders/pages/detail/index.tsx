import type { getOrder, OrderView } from '@mingdan/shared/contracts/orders';
import { getOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import { formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { Chip, orderTone } from '../../../../components/chip.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Money } from '../../../../components/money.tsx';
import { Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProgressBar } from '../../../../components/progress.tsx';
import { Loaded, Skeleton } from '../../../../components/states.tsx';
import { copy, dial, navigateTo } from '../../../../lib/browser.ts';
import { useNow, useReturn } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { wholeAddress } from '../../../../lib/whole-address.ts';
import { t } from '../../../../messages/index.ts';
import { OrderRecord } from './record.tsx';
import { TaskPanel } from './task-panel.tsx';
import './index.css';

function Head({ order }: { order: OrderView }) {
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
      <View className="gap-top-wide lead">{order.slot ? formatSlot(order.slot, now) : t('order.slotNone')}</View>
      <View>{wholeAddress(order.regionName, order.address.text)}</View>
      <View className="secondary">
        {order.customer.name} {order.customer.phoneMasked}
        {order.distanceKm === null ? '' : ` · ${t('order.distance', { km: order.distanceKm })}`}
      </View>
      <View className="row reach">
        <View className="grow">
          <Press tone="plain" wide disabled={order.customerPhone === null} onPress={() => order.customerPhone && dial(order.customerPhone)}>
            <Icon name="phone" />
            <View className="reach-word">{t('order.call')}</View>
          </Press>
        </View>
        <View className="grow">
          <Press
            tone="plain"
            wide
            onPress={() => navigateTo({ ...order.address, text: wholeAddress(order.regionName, order.address.text) })}
          >
            <Icon name="navigate" />
            <View className="reach-word">{t('order.navigate')}</View>
          </Press>
        </View>
      </View>
    </View>
  );
}

function Body({ order, onChanged }: { order: OrderView; onChanged: () => Promise<void> }) {
  const task = order.tasks.find(({ mine }) => mine);
  return (
    <View>
      <Head order={order} />
      <View className="card">
        <ProgressBar steps={order.progress} />
      </View>
      {task ? (
        // a new task is a new form: nothing of the one before stays in it
        <TaskPanel key={`${task.token}:${task.node}`} order={order} task={task} onChanged={onChanged} />
      ) : (
        <View>
          <View className="card secondary">
            {t(order.state === 'open' ? (order.tasks.length > 0 ? 'order.notMine' : 'order.waiting') : 'order.closed')}
          </View>
          <View className="card">
            <View className="row-between" style={{ alignItems: 'center' }}>
              <View>
                <View className="hint">
                  {t('order.earn')} · {label('order.bill', order.bill.kind)}
                </View>
                <Money fen={order.bill.totals.earn} size="figure" up={order.bill.kind === 'actual'} />
              </View>
              <Press tone="quiet" onPress={() => void Taro.navigateTo({ url: `/packages/orders/pages/earned/index?id=${order.id}` })}>
                {t('order.viewEarned')}
              </Press>
            </View>
          </View>
        </View>
      )}
      <OrderRecord order={order} />
    </View>
  );
}

/** Installer's view of one order: where to go, whom to call, and the task under the hand. Reads anew when it comes back to the front. */
export default function OrderDetailPage() {
  const { id = '' } = useRouter().params;
  const order = useOperation<typeof getOrder>(getOrderMeta, { orderId: id });
  useReturn(() => void order.refetch());
  usePullDownRefresh(() => void order.refetch().finally(() => Taro.stopPullDownRefresh()));
  const worksHere = order.data?.tasks.some(({ mine }) => mine) === true;
  return (
    <Page className={worksHere ? 'page-with-tall-bar' : ''}>
      <Loaded reading={order} skeleton={<Skeleton heights={[212, 96, 260]} />}>
        {(data) => <Body order={data} onChanged={order.refetch} />}
      </Loaded>
    </Page>
  );
}

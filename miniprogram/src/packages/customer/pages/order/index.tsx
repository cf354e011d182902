import type { CustomerOrderView, customerOrder } from '@mingdan/shared/contracts/customer-page';
import { customerOrderMeta } from '@mingdan/shared/contracts/customer-page.meta';
import { formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { Bill, billTitle, chargeLines } from '../../../../components/bill.tsx';
import { Chip, orderTone } from '../../../../components/chip.tsx';
import { Page } from '../../../../components/page.tsx';
import { ProgressLine } from '../../../../components/progress.tsx';
import { Blank, Failure, Loaded, Skeleton } from '../../../../components/states.tsx';
import { callAsCustomer } from '../../../../lib/api.ts';
import { useNow, useReturn } from '../../../../lib/use-now.ts';
import { useReading } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/index.ts';
import { Confirm } from './confirm.tsx';
import { NextAct } from './next-act.tsx';
import { useLink } from './use-link.ts';
import './index.css';

function Facts({ order }: { order: CustomerOrderView }) {
  const now = useNow(60_000);
  return (
    <View className="card">
      <View className="row-between">
        <View className="title grow">{order.title}</View>
        <Chip tone={orderTone(order.state)}>{label('order.state', order.state)}</Chip>
      </View>
      <View className="hint mono">{order.number}</View>
      <View className="gap-top">
        <View className="fact">
          <View className="fact-name">{t('customer.slot')}</View>
          <View className="fact-value">{order.slot ? formatSlot(order.slot, now) : t('order.slotNone')}</View>
        </View>
        <View className="fact">
          <View className="fact-name">{t('customer.address')}</View>
          <View className="fact-value">{order.addressShort}</View>
        </View>
        <View className="fact">
          <View className="fact-name">{t('staff.installer')}</View>
          <View className="fact-value">{order.installerName ?? t('staff.noInstaller')}</View>
        </View>
      </View>
    </View>
  );
}

function OpenOrder({ onRefused }: { onRefused: () => void }) {
  const order = useReading('customerPage.get', () => callAsCustomer<typeof customerOrder>(customerOrderMeta, {}));
  useReturn(() => void order.refetch());
  usePullDownRefresh(() => void order.refetch().finally(() => Taro.stopPullDownRefresh()));
  // the session of a link ends with the link: open it anew, which asks who is there
  if (order.problem?.status === 401 && order.data === undefined)
    return <Failure problem={{ ...order.problem, status: 409 }} offline={false} onRetry={onRefused} />;
  return (
    <Loaded reading={order} skeleton={<Skeleton heights={[120, 180, 240]} />}>
      {(data) => (
        <View>
          <NextAct order={data} onChanged={order.refetch} />
          <Facts order={data} />
          <View className="card">
            <View className="lead" style={{ marginBottom: '12px' }}>
              {t('customer.progress')}
            </View>
            <ProgressLine steps={data.progress} />
          </View>
          <Bill
            title={billTitle(data.bill.kind)}
            lines={chargeLines(data.bill.lines)}
            total={data.bill.total}
            totalName={t('customer.billTotal')}
            mark={data.signature ? <Chip tone="good">{t('order.signed')}</Chip> : undefined}
            note={data.bill.kind === 'planned' ? t('customer.billPlannedHint') : undefined}
          />
        </View>
      )}
    </Loaded>
  );
}

/** A customer's page of one order, opened by the link that staff sent: what to do now, where it stands, what it costs. */
export default function CustomerOrderPage() {
  const { t: token = '' } = useRouter().params;
  const { link, confirm, again } = useLink(token);
  if (token === '') {
    return (
      <Page>
        <Blank icon="alert" title={t('customer.noLink')} />
      </Page>
    );
  }
  return (
    <Page>
      {link.step === 'opening' ? (
        <View>
          <View className="hint" style={{ padding: '16px 4px 0' }}>
            {t('customer.opening')}
          </View>
          <Skeleton heights={[120, 180, 240]} />
        </View>
      ) : null}
      {link.step === 'ask' ? <Confirm problem={link.problem} sending={link.sending} onConfirm={confirm} /> : null}
      {link.step === 'refused' ? <Failure problem={link.problem} offline={link.offline} onRetry={again} /> : null}
      {link.step === 'open' ? <OpenOrder onRefused={again} /> : null}
    </Page>
  );
}

import type { MyEarningsOutput, myEarnings } from '@mingdan/shared/contracts/settlement';
import { myEarningsMeta } from '@mingdan/shared/contracts/settlement.meta';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatNearDay, formatTime } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { Image, View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Money, yuan } from '../../components/money.tsx';
import { Heading, Page } from '../../components/page.tsx';
import { Blank, Loaded, Skeleton } from '../../components/states.tsx';
import { useNow, useReturn } from '../../lib/use-now.ts';
import { useOperation } from '../../lib/use-operation.ts';
import { t } from '../../messages/index.ts';
import { curveOf, curveSvg, daysOfMonth, monthBeside } from './curve.ts';
import './index.css';
import { spokenPicture } from '../../lib/spoken.ts';

type EarnedOrder = MyEarningsOutput['orders'][number];

function byDay(orders: readonly EarnedOrder[]): readonly (readonly [string, readonly EarnedOrder[]])[] {
  const days = new Map<string, EarnedOrder[]>();
  for (const order of [...orders].sort((a, b) => b.finishedAt - a.finishedAt)) {
    const day = businessDay(epochMs(order.finishedAt));
    const list = days.get(day);
    if (list) list.push(order);
    else days.set(day, [order]);
  }
  return [...days];
}

function Curve({ earnings }: { earnings: MyEarningsOutput }) {
  const now = useNow(60_000);
  const length = daysOfMonth(earnings.month).length;
  const svg = curveSvg(curveOf(earnings.month, earnings.days, businessDay(epochMs(now))), length);
  const highest = Math.max(0, ...earnings.days.map(({ earn }) => earn));
  return (
    <View className="card">
      <View className="row-between hint">
        <View>{t('earnings.curve')}</View>
        <View>{t('earnings.highest', { amount: yuan(highest) })}</View>
      </View>
      <Image
        className="curve"
        mode="scaleToFill"
        {...spokenPicture(t('earnings.curve'))}
        src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
      />
      <View className="row-between hint tiny">
        <View>{Number(earnings.month.slice(5))}/1</View>
        <View>
          {Number(earnings.month.slice(5))}/{length}
        </View>
      </View>
    </View>
  );
}

function DayOfOrders({ day, orders }: { day: string; orders: readonly EarnedOrder[] }) {
  const now = useNow(60_000);
  return (
    <View>
      <Heading aside={<Money fen={orders.reduce((sum, { earn }) => sum + earn, 0)} />}>
        {formatNearDay(day, now)} · {t('earnings.orders', { count: orders.length })}
      </Heading>
      <View className="card list">
        {orders.map((order) => (
          <View
            key={order.orderId}
            className="choice"
            onClick={() => void Taro.navigateTo({ url: `/packages/orders/pages/earned/index?id=${order.orderId}` })}
          >
            <View className="grow">
              <View>{order.templateName}</View>
              <View className="hint">
                {formatTime(order.finishedAt)} · {label('order.settlement', order.settlementState)}
              </View>
            </View>
            <Money fen={order.earn} size="lead" up />
            <Icon name="chevron" size={16} />
          </View>
        ))}
      </View>
    </View>
  );
}

/** The installer's earnings of a month: the sum, the curve, and every order by day. */
export default function EarningsPage() {
  const now = useNow(60_000);
  const running = businessDay(epochMs(now)).slice(0, 7);
  const [month, setMonth] = useState(running);
  const earnings = useOperation<typeof myEarnings>(myEarningsMeta, { month });
  useReturn(() => void earnings.refetch());
  usePullDownRefresh(() => void earnings.refetch().finally(() => Taro.stopPullDownRefresh()));
  const [year = '', number = ''] = month.split('-');

  return (
    <Page>
      <View className="month">
        <View className="month-turn" ariaLabel={t('earnings.prev')} onClick={() => setMonth(monthBeside(month, -1))}>
          <View style={{ transform: 'rotate(180deg)' }}>
            <Icon name="chevron" />
          </View>
        </View>
        <View className="lead">{t('earnings.month', { year, month: Number(number) })}</View>
        <View
          className={month < running ? 'month-turn' : 'month-turn press-off'}
          ariaLabel={t('earnings.next')}
          onClick={() => month < running && setMonth(monthBeside(month, 1))}
        >
          <Icon name="chevron" />
        </View>
      </View>
      <Loaded reading={earnings} skeleton={<Skeleton heights={[72, 150, 64, 64]} />}>
        {(data) => (
          <View>
            <View className="month-sum">
              <View className="hint">{t(month === running ? 'earnings.monthTotal' : 'earnings.ofMonth')}</View>
              <Money fen={data.monthTotal} size="hero" />
              {month === running ? (
                <View className="row month-parts">
                  <View>
                    <View className="hint">{t('earnings.today')}</View>
                    <Money fen={data.today} size="lead" />
                  </View>
                  <View>
                    <View className="hint">{t('earnings.week')}</View>
                    <Money fen={data.week} size="lead" />
                  </View>
                </View>
              ) : null}
            </View>
            {data.orders.length === 0 ? (
              <Blank icon="file" title={t('earnings.empty')} hint={t('earnings.emptyHint')} />
            ) : (
              <View>
                <Curve earnings={data} />
                {byDay(data.orders).map(([day, orders]) => (
                  <DayOfOrders key={day} day={day} orders={orders} />
                ))}
              </View>
            )}
          </View>
        )}
      </Loaded>
    </Page>
  );
}

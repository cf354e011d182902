import type { MyEarningsOutput, myEarnings } from '@mingdan/shared/contracts/settlement';
import { myEarningsMeta } from '@mingdan/shared/contracts/settlement.meta';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatNearDay, formatTime } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { handInAfterPay } from '@mingdan/shared/orders/hand-in';
import { Image, View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { InstallersOnly, useForbidden } from '../../components/installers-only.tsx';
import { Money, yuan } from '../../components/money.tsx';
import { Heading, Page } from '../../components/page.tsx';
import { Press } from '../../components/press.tsx';
import { Blank, Loaded, Skeleton } from '../../components/states.tsx';
import { useNow, useReturn } from '../../lib/use-now.ts';
import { useKeptOperation } from '../../lib/use-operation.ts';
import { t } from '../../messages/installer.ts';
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

/** What he earned, what customers paid into his hand, and what the company still owes him. Nothing for who takes no money. */
function Taken({ earnings }: { earnings: MyEarningsOutput }) {
  const now = useNow(60_000);
  const [open, setOpen] = useState(false);
  // an answer that an older build kept on this phone says nothing of what was handed in
  const { monthTotal, monthCollected, monthHandedIn = 0, monthNet, inHand, collections, handovers = [] } = earnings;
  const entries = collections.length + handovers.length;
  // handed in beyond the month's own collections: of months before, unless it is more than he ever took
  const ofBefore = monthHandedIn - monthCollected + Math.min(0, inHand);
  const running = earnings.month === businessDay(epochMs(now)).slice(0, 7);
  const owed = handInAfterPay(inHand, monthTotal);
  // all that is in his hand is of this month: the net figure says already what becomes of it
  const isCounted = inHand > 0 && inHand === monthCollected - monthHandedIn;
  if (monthCollected === 0 && inHand === 0 && entries === 0) return null;
  return (
    <View className="card">
      <View className="bill-line">
        <View>{t('earnings.due')}</View>
        <Money fen={monthTotal} />
      </View>
      <View className="bill-line">
        <View>{t('earnings.collected')}</View>
        <Money fen={-monthCollected} />
      </View>
      {monthHandedIn === 0 ? null : (
        <View className="bill-line">
          <View>{t('earnings.handedIn')}</View>
          <Money fen={monthHandedIn} />
        </View>
      )}
      <View className="bill-total">
        <View className="grow">
          <View className="lead">{t('earnings.net')}</View>
          <View className="hint">
            {t(monthNet < 0 ? 'earnings.netOwed' : monthCollected > 0 ? 'earnings.netLess' : 'earnings.netHint')}
          </View>
          {ofBefore > 0 ? <View className="hint">{t('earnings.ofBefore', { amount: yuan(ofBefore) })}</View> : null}
        </View>
        <Money fen={monthNet} size="lead" />
      </View>
      {inHand === 0 ? null : (
        <View className="hint gap-top">
          {inHand > 0
            ? t(isCounted ? 'earnings.inHandCounted' : 'earnings.inHand', { amount: yuan(inHand) })
            : t('earnings.overHanded', { amount: yuan(-inHand) })}
          {running && !isCounted && owed > 0 && owed < inHand ? <View>{t('earnings.handIn', { owed: yuan(owed) })}</View> : null}
        </View>
      )}
      {entries > 0 ? (
        <Press tone="quiet" onPress={() => setOpen(!open)}>
          {t(open ? 'earnings.hideCollections' : 'earnings.collections', { count: entries })}
        </Press>
      ) : null}
      {open
        ? handovers.map((entry) => (
            <View key={entry.id} className="bill-line">
              <View className="grow">
                <View>{t('earnings.handedIn')}</View>
                <View className="hint">
                  {formatNearDay(entry.day, now)}
                  {entry.note === '' ? '' : ` · ${entry.note}`}
                </View>
              </View>
              <Money fen={entry.amount} />
            </View>
          ))
        : null}
      {open
        ? collections.map((entry) => (
            <View key={entry.id} className="bill-line">
              <View className="grow">
                <View>
                  {label('pay.kind', entry.kind)} · {label('pay.method', entry.method)}
                </View>
                <View className="hint">
                  {formatNearDay(entry.day, now)} · {entry.number}
                </View>
              </View>
              <Money fen={entry.kind === 'refund' ? entry.amount : -entry.amount} />
            </View>
          ))
        : null}
    </View>
  );
}

function DayOfOrders({ day, orders }: { day: string; orders: readonly EarnedOrder[] }) {
  const now = useNow(60_000);
  return (
    <View>
      <Heading aside={<Money fen={orders.reduce((sum, { earn }) => sum + earn, 0)} />}>
        {formatNearDay(day, now)} · {t('earnings.orders', { count: new Set(orders.map(({ orderId }) => orderId)).size })}
      </Heading>
      <View className="card list">
        {orders.map((order) => (
          <View
            key={`${order.orderId}${order.takenBack ?? ''}`}
            className="choice"
            onClick={() => void Taro.navigateTo({ url: `/packages/orders/pages/earned/index?id=${order.orderId}` })}
          >
            <View className="grow">
              <View>{order.templateName}</View>
              <View className="hint">
                {formatTime(order.finishedAt)} ·{' '}
                {order.takenBack ? t('earnings.takenBack', { reason: order.takenBack }) : label('order.settlement', order.settlementState)}
                {order.lessTakenBack ? ` · ${t('earnings.lessTakenBack', { amount: yuan(order.lessTakenBack) })}` : ''}
              </View>
            </View>
            <Money fen={order.earn} size="lead" up={order.earn > 0} />
            <Icon name="chevron" size={16} />
          </View>
        ))}
      </View>
    </View>
  );
}

/** The installer's earnings of a month: the sum, the curve, and every order by day. */
function Earnings({ onForbidden }: { onForbidden: () => void }) {
  const now = useNow(60_000);
  const running = businessDay(epochMs(now)).slice(0, 7);
  const [month, setMonth] = useState(running);
  const earnings = useKeptOperation<typeof myEarnings>(myEarningsMeta, { month });
  useForbidden(earnings, onForbidden);
  useReturn(() => void earnings.refetch());
  usePullDownRefresh(() => void earnings.refetch().finally(() => Taro.stopPullDownRefresh()));
  const [year = '', number = ''] = month.split('-');

  return (
    <Page working>
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
            {data.orders.length > 0 ? <Curve earnings={data} /> : null}
            <Taken earnings={data} />
            {data.orders.length === 0 ? <Blank icon="file" title={t('earnings.empty')} hint={t('earnings.emptyHint')} /> : null}
            {byDay(data.orders).map(([day, orders]) => (
              <DayOfOrders key={day} day={day} orders={orders} />
            ))}
          </View>
        )}
      </Loaded>
    </Page>
  );
}

/** What an installer earned. */
export default function EarningsPage() {
  return <InstallersOnly>{(onForbidden) => <Earnings onForbidden={onForbidden} />}</InstallersOnly>;
}

import type { Problem } from '@mingdan/shared/contracts/client';
import type { myOffers } from '@mingdan/shared/contracts/dispatch';
import { myOffersMeta } from '@mingdan/shared/contracts/dispatch.meta';
import type { MyOrdersOutput, myOrders } from '@mingdan/shared/contracts/orders';
import { myOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import type { myEarnings } from '@mingdan/shared/contracts/settlement';
import { myEarningsMeta } from '@mingdan/shared/contracts/settlement.meta';
import { epochMs, formatDay } from '@mingdan/shared/kernel/time';
import { formatNearDay, formatSlot } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { InstallersOnly, useForbidden } from '../../components/installers-only.tsx';
import { Money, yuan } from '../../components/money.tsx';
import { Heading, Page } from '../../components/page.tsx';
import { Press } from '../../components/press.tsx';
import { Blank, Failure, Loaded, Notice, ProblemNotice, Skeleton } from '../../components/states.tsx';
import { useOutbox } from '../../lib/outbox.ts';
import { orderOf } from '../../lib/outbox-rules.ts';
import { dayLook } from '../../lib/stamps.ts';
import { useLook, useNow, useReturn, useShown } from '../../lib/use-now.ts';
import { type Reading, useKeptOperation, useOperation } from '../../lib/use-operation.ts';
import { t } from '../../messages/installer.ts';
import { groupVisits, isAhead } from './day-groups.ts';
import { OfferCard } from './offer-card.tsx';
import { useAfterSending, usePrefetch } from './use-day.ts';
import { useTappedOffer } from './use-tapped-offer.ts';
import { VisitCard } from './visit-card.tsx';
import './index.css';

/** How often new offers are asked for while the page is shown. The card in WeCom is faster; this is for whoever looks here. */
const OFFERS_EVERY_MS = 15_000;

function TodaysMoney({ earnings, left }: { earnings: Reading<{ today: number; todayPlanned: number }>; left: number }) {
  const now = useNow(60_000);
  return (
    <View className="today">
      <View className="row-between hint">
        <View>{t('home.earned')}</View>
        <View>{formatDay(epochMs(now))}</View>
      </View>
      {earnings.data ? (
        <View>
          <Money fen={earnings.data.today} size="hero" />
          <View className="secondary today-planned">
            {earnings.data.todayPlanned > 0 ? t('home.planned', { amount: yuan(earnings.data.todayPlanned) }) : t('home.plannedNone')}
            {left > 0 ? ` · ${t('home.visitsLeft', { count: left })}` : ''}
          </View>
        </View>
      ) : earnings.problem ? (
        <Money fen={null} size="hero" />
      ) : (
        <Skeleton heights={[44, 20]} />
      )}
    </View>
  );
}

/** The installer's day: what it earned, what is offered, where to go next. */
function Day({ onForbidden }: { onForbidden: () => void }) {
  const now = useNow(60_000);
  const earnings = useKeptOperation<typeof myEarnings>(myEarningsMeta, {});
  const offers = useOperation<typeof myOffers>(myOffersMeta, {});
  const visits = useKeptOperation<typeof myOrders>(myOrdersMeta, {});
  const shown = useShown();
  const [gone, setGone] = useState<Problem>();
  const [refused, setRefused] = useState<string | null>(null);
  const [accepted, setAccepted] = useState<{ text: string; orderId: string | null } | null>(null);
  const refreshAll = () => Promise.all([earnings.refetch(), offers.refetch(), visits.refetch()]);

  const queue = useOutbox();
  useAfterSending(queue.length, () => void refreshAll());
  usePrefetch(visits.asOf === null ? visits.data?.visits : undefined);

  useReturn(() => void refreshAll());
  useLook(() => void refreshAll(), dayLook);
  usePullDownRefresh(() => void refreshAll().finally(() => Taro.stopPullDownRefresh()));
  const { refetch: refetchOffers } = offers;
  useEffect(() => {
    if (!shown) return;
    const timer = setInterval(() => void refetchOffers(), OFFERS_EVERY_MS);
    return () => clearInterval(timer);
  }, [shown, refetchOffers]);

  useTappedOffer(offers.data?.items.map(({ id }) => id));

  useForbidden(visits, onForbidden);
  if (visits.problem && visits.data === undefined && (visits.problem.status === 401 || visits.problem.status === 403)) {
    return (
      <Page working>
        <Failure problem={visits.problem} offline={visits.offline} onRetry={() => void refreshAll()} />
      </Page>
    );
  }

  const day = visits.data?.day ?? '';
  const { today, later } = groupVisits(visits.data?.visits ?? [], day);
  const left = today.filter(isAhead).length;
  const next = later[0]?.visits[0];
  const card = (visit: MyOrdersOutput['visits'][number], of: string) => (
    <VisitCard key={visit.orderId} visit={visit} day={of} queued={queue.find((act) => orderOf(act) === visit.orderId)} />
  );

  return (
    <Page working>
      <TodaysMoney earnings={earnings} left={left} />
      <ProblemNotice problem={gone} act={t('offer.goneSeen')} onAct={() => setGone(undefined)} />
      {accepted === null ? null : (
        <Notice
          tone="good"
          text={accepted.text}
          act={t(accepted.orderId === null ? 'offer.goneSeen' : 'queue.open')}
          onAct={() => {
            setAccepted(null);
            if (accepted.orderId !== null) void Taro.navigateTo({ url: `/packages/orders/pages/detail/index?id=${accepted.orderId}` });
          }}
        />
      )}
      {refused === null ? null : <Notice text={refused} act={t('offer.goneSeen')} onAct={() => setRefused(null)} />}
      {offers.data && offers.data.items.length > 0 ? (
        <View>
          <Heading>{t('offer.title')}</Heading>
          {offers.data.items.map((offer) => (
            <OfferCard
              key={offer.id}
              offer={offer}
              onAnswered={() => void refreshAll()}
              onAccepted={(text, orderId) => {
                setAccepted({ text, orderId });
                setRefused(null);
              }}
              onRefused={(text) => {
                setRefused(text);
                setAccepted(null);
              }}
              onGone={(why) => {
                setGone(why);
                void refreshAll();
              }}
            />
          ))}
        </View>
      ) : null}
      <Heading>{t('home.title')}</Heading>
      <Loaded reading={visits} skeleton={<Skeleton heights={[132, 132, 132]} />}>
        {() =>
          today.length === 0 ? (
            <Blank
              icon="coffee"
              title={t('home.empty')}
              hint={next?.slot ? t('home.next', { when: formatSlot(next.slot, now), what: next.templateName }) : t('home.emptyHint')}
            >
              <Press tone="plain" onPress={() => void refreshAll()}>
                {t('home.refresh')}
              </Press>
            </Blank>
          ) : (
            <View>{today.map((visit) => card(visit, day))}</View>
          )
        }
      </Loaded>
      {later.map((group) => (
        <View key={group.day}>
          <Heading aside={<Money fen={group.visits.reduce((sum, { earn }) => sum + earn, 0)} />}>
            {formatNearDay(group.day, now)} · {t('home.visitsLeft', { count: group.visits.length })}
          </Heading>
          {group.visits.map((visit) => card(visit, group.day))}
        </View>
      ))}
    </Page>
  );
}

/** The installer's first page. */
export default function HomePage() {
  return <InstallersOnly>{(onForbidden) => <Day onForbidden={onForbidden} />}</InstallersOnly>;
}

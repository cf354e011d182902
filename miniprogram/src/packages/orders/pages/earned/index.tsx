import type { OrderEarningsOutput, orderEarnings } from '@mingdan/shared/contracts/settlement';
import { orderEarningsMeta } from '@mingdan/shared/contracts/settlement.meta';
import { pinName } from '@mingdan/shared/messages/books';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Chip, settlementTone } from '../../../../components/chip.tsx';
import { Money } from '../../../../components/money.tsx';
import { Page } from '../../../../components/page.tsx';
import { PayLines } from '../../../../components/pay-lines.tsx';
import { Press } from '../../../../components/press.tsx';
import { Loaded, Skeleton } from '../../../../components/states.tsx';
import { orderLook } from '../../../../lib/stamps.ts';
import { useLook, useReturn } from '../../../../lib/use-now.ts';
import { useKeptOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/installer.ts';

/** The ledger follows the finish within two seconds; asked this often, and this many times. */
const ASK_EVERY_MS = 700;
const ASK_TIMES = 8;

/** States of settlement 结算 in which what was earned waits, and each says for what. */
const HELD = ['pending', 'eligible', 'disputed', 'unverified'] as const;
type Held = (typeof HELD)[number];

type Line = OrderEarningsOutput['lines'][number];

/** The lines by the visit that paid them: the same fee may stand once for each. An answer that an older build kept on this phone knows one visit. */
function visitsOf(lines: readonly Line[]): readonly (readonly [number, readonly Line[]])[] {
  const visits = new Map<number, Line[]>();
  for (const line of lines) visits.set(line.visit ?? 1, [...(visits.get(line.visit ?? 1) ?? []), line]);
  return [...visits];
}

function Earned({ earned, slow }: { earned: OrderEarningsOutput; slow: boolean }) {
  const actual = earned.kind === 'actual';
  return (
    <View>
      <View style={{ padding: '16px 4px 4px' }}>
        <View className="hint">{t(actual ? 'earned.thanks' : 'earned.planned')}</View>
        <Money fen={earned.total} size="hero" up={actual} />
        <View className="row gap-top" style={{ gap: '8px', flexWrap: 'wrap' }}>
          {actual ? <Chip tone={earned.posted ? 'good' : 'waiting'}>{t(earned.posted ? 'earned.posted' : 'earned.posting')}</Chip> : null}
          <Chip tone={settlementTone(earned.settlementState)}>{label('order.settlement', earned.settlementState)}</Chip>
        </View>
        {actual && earned.posted && HELD.includes(earned.settlementState as Held) ? (
          <View className="hint gap-top">{t(`earned.why.${earned.settlementState as Held}`)}</View>
        ) : null}
        {slow && !earned.posted && actual ? <View className="hint gap-top">{t('earned.slow')}</View> : null}
      </View>
      <View className="card">
        <View className="lead">{earned.templateName}</View>
        <View className="hint mono">{earned.number}</View>
        <View className="gap-top">
          {visitsOf(earned.lines).map(([visit, lines], _, all) => (
            <View key={visit}>
              {all.length > 1 ? <View className="hint">{t('order.visit', { visit })}</View> : null}
              <PayLines lines={lines} up={actual} />
            </View>
          ))}
          {(earned.takenBack ?? []).map((back) => (
            <View key={back.at} className="bill-line">
              <View className="grow">{t('earned.takenBack', { reason: back.reason })}</View>
              <Money fen={back.earn} size="lead" />
            </View>
          ))}
        </View>
        <View className="bill-total">
          <View className="lead">{t('earned.total')}</View>
          <Money fen={earned.total} size="figure" up={actual} />
        </View>
        <View className="hint gap-top">{t('earned.book', { book: pinName(earned.book), tier: earned.tierName })}</View>
      </View>
    </View>
  );
}

/** What one order pays its installer, line by line, each line with its why. Comes right after the finish, and from the month's list. */
export default function EarnedPage() {
  const { id = '' } = useRouter().params;
  const earnings = useKeptOperation<typeof orderEarnings>(orderEarningsMeta, id ? { orderId: id } : null);
  const [asked, setAsked] = useState(0);
  const { data, refetch } = earnings;
  const waiting = data !== undefined && data.kind === 'actual' && !data.posted;

  // the company verifies a punch, the customer signs: on other screens
  useReturn(() => void refetch());
  useLook(() => void refetch(), orderLook(id));
  usePullDownRefresh(() => void refetch().finally(() => Taro.stopPullDownRefresh()));
  useEffect(() => {
    if (!waiting || asked >= ASK_TIMES) return;
    const timer = setTimeout(() => {
      setAsked(asked + 1);
      void refetch();
    }, ASK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [waiting, asked, refetch]);

  return (
    <Page
      working
      bar={
        <View className="row" style={{ gap: '12px' }}>
          <Press tone="plain" onPress={() => void Taro.navigateTo({ url: `/packages/orders/pages/detail/index?id=${id}` })}>
            {t('earned.order')}
          </Press>
          <View className="grow">
            <Press wide onPress={() => void Taro.switchTab({ url: '/pages/home/index' })}>
              {t('earned.back')}
            </Press>
          </View>
        </View>
      }
    >
      <Loaded reading={earnings} skeleton={<Skeleton heights={[96, 220]} />}>
        {(earned) => <Earned earned={earned} slow={asked >= ASK_TIMES} />}
      </Loaded>
    </Page>
  );
}

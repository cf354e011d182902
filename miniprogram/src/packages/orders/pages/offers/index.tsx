import type { PastOffersOutput, pastOffers } from '@mingdan/shared/contracts/dispatch';
import { pastOffersMeta } from '@mingdan/shared/contracts/dispatch.meta';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Chip, type ChipTone } from '../../../../components/chip.tsx';
import { Money } from '../../../../components/money.tsx';
import { Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Blank, Loaded, ProblemNotice, Skeleton } from '../../../../components/states.tsx';
import { useAction } from '../../../../lib/use-action.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { useKeptOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/installer.ts';

type Past = PastOffersOutput['items'][number];

const TONES: Readonly<Record<string, ChipTone>> = { accepted: 'good' };
/** Those that the installer answered himself; the others ended by time or by somebody else. */
const ANSWERED: readonly Past['status'][] = ['accepted', 'refused'];

function PastOffer({ offer }: { offer: Past }) {
  const now = useNow(60_000);
  const { orderId } = offer;
  const when = formatSince(offer.answeredAt ?? offer.createdAt, now);
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead grow">{offer.templateName}</View>
        <Chip tone={TONES[offer.status] ?? 'calm'}>{label('offer.status', offer.status)}</Chip>
      </View>
      <View className="secondary">
        {offer.shortAddress}
        {offer.slot ? ` · ${formatSlot(offer.slot, now)}` : ''}
      </View>
      {offer.refusal === null ? null : <View className="gap-top">{t('offer.pastReason', { reason: offer.refusal })}</View>}
      <View className="row-between gap-top">
        <View className="hint">
          {t('offer.pastPay')} <Money fen={offer.pay} />
        </View>
        <View className="hint">{t(ANSWERED.includes(offer.status) ? 'offer.pastAnswered' : 'offer.pastClosed', { when })}</View>
      </View>
      {orderId === null ? null : (
        <Press tone="quiet" onPress={() => void Taro.navigateTo({ url: `/packages/orders/pages/detail/index?id=${orderId}` })}>
          {t('queue.open')}
        </Press>
      )}
    </View>
  );
}

/** What I was offered, what I said to it and why, the latest first. */
export default function PastOffersPage() {
  const first = useKeptOperation<typeof pastOffers>(pastOffersMeta, {});
  const { offer: tapped } = useRouter().params;
  const further = useAction<typeof pastOffers>(pastOffersMeta);
  const [older, setOlder] = useState<PastOffersOutput>();
  usePullDownRefresh(() => {
    setOlder(undefined);
    void first.refetch().finally(() => Taro.stopPullDownRefresh());
  });

  const more = async (cursor: string) => {
    const page = await further.run({ cursor });
    if (page) setOlder((before) => ({ ...page, items: [...(before?.items ?? []), ...page.items] }));
  };

  return (
    <Page working>
      <Loaded reading={first} skeleton={<Skeleton heights={[120, 120, 120]} />}>
        {(page) => {
          const all = [...page.items, ...(older?.items ?? [])];
          // the one whose card was tapped stands first
          const items = [...all.filter(({ id }) => id === tapped), ...all.filter(({ id }) => id !== tapped)];
          const cursor = older ? older.nextCursor : page.nextCursor;
          if (items.length === 0) return <Blank icon="coffee" title={t('offer.pastEmpty')} hint={t('offer.pastEmptyHint')} />;
          return (
            <View>
              {items.map((offer) => (
                <PastOffer key={offer.id} offer={offer} />
              ))}
              <ProblemNotice problem={further.problem} />
              {cursor === null ? null : (
                <View className="gap-top-wide">
                  <Press tone="plain" wide pending={further.pending} onPress={() => void more(cursor)}>
                    {t('offer.pastMore')}
                  </Press>
                </View>
              )}
            </View>
          );
        }}
      </Loaded>
    </Page>
  );
}

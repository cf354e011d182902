import type { Problem } from '@mingdan/shared/contracts/client';
import type { answerOffer, OfferView } from '@mingdan/shared/contracts/dispatch';
import { answerOfferMeta } from '@mingdan/shared/contracts/dispatch.meta';
import { kmText } from '@mingdan/shared/kernel/metres';
import { formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { OFFER_REASONS } from '@mingdan/shared/orders/offer-press';
import { returnLineInstaller, returnWord } from '@mingdan/shared/orders/return-words';
import { View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { Chip } from '../../components/chip.tsx';
import { Money } from '../../components/money.tsx';
import { PayLines } from '../../components/pay-lines.tsx';
import { Press } from '../../components/press.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { ProblemNotice } from '../../components/states.tsx';
import { ask } from '../../lib/browser.ts';
import { useAction } from '../../lib/use-action.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../messages/installer.ts';

const REASONS = OFFER_REASONS.map((reason) => label('offer.reason', reason));

/** How much of the time to answer is left, as a ring, with the time itself inside. */
function Countdown({ from, until }: { from: number; until: number }) {
  const now = useNow(1_000);
  const left = Math.max(0, until - now);
  const share = Math.min(1, left / Math.max(1, until - from));
  const seconds = Math.ceil(left / 1_000);
  const words = seconds > 90 ? t('offer.minutesLeft', { minutes: Math.ceil(seconds / 60) }) : t('offer.secondsLeft', { seconds });
  const colour = seconds <= 30 ? 'var(--md-bad-text)' : 'var(--md-primary)';
  return (
    <View className="ring" style={{ background: `conic-gradient(${colour} ${share * 360}deg, var(--md-line) 0)` }}>
      <View className="ring-hole">{left === 0 ? label('offer.status', 'expired') : words}</View>
    </View>
  );
}

/**
 * An offer 派单: pay first, then distance, time and what may change it; accepting is one press with its consequence beside it.
 *
 * @param onAccepted told, before the card goes, what was taken on, and the order where it is his already: the page keeps saying it and leads there
 * @param onRefused told, before the card goes, what became of the order: the page keeps saying it
 * @param onGone it was answered too late: the card is about to go, and the page keeps saying why
 */
export function OfferCard({
  offer,
  onAnswered,
  onAccepted,
  onRefused,
  onGone,
}: {
  offer: OfferView;
  onAnswered: () => void;
  onAccepted: (outcome: string, orderId: string | null) => void;
  onRefused: (outcome: string) => void;
  onGone: (why: Problem) => void;
}) {
  const now = useNow(30_000);
  const answer = useAction<typeof answerOffer>(answerOfferMeta, offer.id);
  const [detailed, setDetailed] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const expired = offer.expiresAt <= now;
  const overlaps = (offer.overlaps ?? []).map(({ from, to, number }) => t('offer.overlap', { from, to, number })).join('；');

  const { problem } = answer;
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    if (problem?.status === 409) gone.current(problem);
  }, [problem]);

  const give = async (input: { answer: 'accept' | 'refuse'; reason?: string }) => {
    const done = await answer.run({ offerId: offer.id, ...input });
    if (!done) return;
    setRefusing(false);
    if (input.answer === 'refuse') onRefused(t(done.after ? `offer.after.${done.after}` : 'offer.refused'));
    else {
      const when = offer.slot ? formatSlot(offer.slot, now) : t('home.anyTime');
      const what = `${offer.templateName}，${when}`;
      onAccepted(t(done.assigned ? 'offer.accepted' : 'offer.acceptedCrew', { what }), done.assigned ? done.orderId : null);
    }
    onAnswered();
  };

  // two visits in the same hours may go well: it is his to know
  const accept = async () => {
    const sure =
      overlaps === '' || (await ask(t('offer.overlapTitle'), t('offer.overlapAsk', { what: overlaps }), { yes: t('offer.overlapYes') }));
    if (sure) await give({ answer: 'accept' });
  };

  return (
    <View className="card offer">
      <View className="row-between">
        <View className="grow">
          <View className="hint">{t('offer.pay')}</View>
          <Money fen={offer.pay} size="figure" />
        </View>
        <Countdown from={offer.createdAt} until={offer.expiresAt} />
      </View>
      <View className="row gap-top" style={{ gap: '8px', flexWrap: 'wrap' }}>
        <View className="lead">{offer.templateName}</View>
        {offer.returnOf ? <Chip tone="calm">{returnWord(offer.returnOf.warranty)}</Chip> : null}
      </View>
      {offer.returnOf ? <View className="secondary">{returnLineInstaller(offer.returnOf)}</View> : null}
      <View className="secondary">
        {offer.distanceKm === null ? t('home.noDistance') : t('order.distance', { distance: kmText(offer.distanceKm) })}
        {' · '}
        {offer.slot ? formatSlot(offer.slot, now) : t('home.anyTime')}
      </View>
      {overlaps === '' ? null : <View className="offer-overlap">{overlaps}</View>}
      <View className="secondary">{offer.shortAddress}</View>
      {offer.facts.length > 0 ? (
        <View className="offer-facts gap-top">
          {offer.facts.map((fact) => (
            <View key={fact} className="offer-fact">
              {fact}
            </View>
          ))}
        </View>
      ) : null}
      {offer.difficulty ? (
        <View className="secondary gap-top">
          {t(`offer.difficulty.${offer.difficulty.level}`)}
          {offer.difficulty.reasons.length > 0 ? `：${offer.difficulty.reasons.join('、')}` : ''}
        </View>
      ) : null}
      {offer.crew ? (
        <View className="secondary">
          {t(offer.crew.role === 'leader' ? 'offer.crewLeader' : 'offer.crewHelper', {
            size: offer.crew.size,
            weight: offer.crew.weight,
            weights: offer.crew.weights,
          })}
        </View>
      ) : null}
      {offer.mayChange.length > 0 ? (
        <View className="hint gap-top">{t('offer.mayChange', { what: offer.mayChange.join('；') })}</View>
      ) : null}
      <Press tone="quiet" onPress={() => setDetailed(!detailed)}>
        {t(detailed ? 'offer.hideLines' : 'offer.lines')}
      </Press>
      {detailed ? <PayLines lines={offer.lines} /> : null}
      <View className="hint offer-consequence">{t('offer.consequence')}</View>
      <View className="row offer-acts">
        <Press tone="plain" disabled={expired || answer.pending} onPress={() => setRefusing(true)}>
          {t('offer.refuse')}
        </Press>
        <View className="grow">
          <Press wide pending={answer.pending && !refusing} disabled={expired} onPress={() => void accept()}>
            {expired ? label('offer.status', 'expired') : t('offer.accept')}
          </Press>
        </View>
      </View>
      <ProblemNotice problem={answer.problem} act={t('home.refresh')} onAct={onAnswered} />
      <Sheet
        title={t('offer.refuseTitle')}
        open={refusing}
        onClose={() => setRefusing(false)}
        foot={
          <Press
            tone="danger"
            wide
            pending={answer.pending}
            onPress={() => void give({ answer: 'refuse', ...(reason === null ? {} : { reason }) })}
          >
            {t('offer.refuseConfirm')}
          </Press>
        }
      >
        <View className="secondary">{t('offer.refuseConsequence')}</View>
        <View className="hint gap-top-wide">{t('offer.reason')}</View>
        <View className="options gap-top">
          {REASONS.map((words) => (
            <View
              key={words}
              className={reason === words ? 'option option-on' : 'option'}
              onClick={() => setReason(reason === words ? null : words)}
            >
              {words}
            </View>
          ))}
        </View>
      </Sheet>
    </View>
  );
}

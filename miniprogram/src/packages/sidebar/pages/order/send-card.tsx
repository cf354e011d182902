import type { DeliveryView, deliverySent, listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { deliverySentMeta, listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { Press } from '../../../../components/press.tsx';
import { Notice, ProblemNotice } from '../../../../components/states.tsx';
import { sendCard } from '../../../../lib/bridge.ts';
import { copy } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/index.ts';
import { cardsOf } from '../../lib/cards.ts';

/** The card is made by a job right after the order: asked for this often, this many times. */
const ASK_EVERY_MS = 1_000;
const ASK_TIMES = 10;

function Card({ delivery, onSent }: { delivery: DeliveryView; onSent: () => void }) {
  const mark = useAction<typeof deliverySent>(deliverySentMeta, delivery.id);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState(false);
  const url = delivery.url ?? '';

  const markSent = async () => {
    if (await mark.run({ deliveryId: delivery.id })) onSent();
  };
  const send = async () => {
    if (sending) return;
    setSending(true);
    const sent = await sendCard({ title: delivery.title, text: delivery.text, url });
    setSending(false);
    setFailed(!sent);
    if (sent) await markSent();
  };

  return (
    <View className="card send">
      <View className="lead">{t('staff.sendTitle')}</View>
      <View className="hint">{t('staff.sendHint')}</View>
      <View className="send-card">
        <View className="lead">{delivery.title}</View>
        <View className="secondary">{delivery.text}</View>
      </View>
      <Press wide pending={sending || mark.pending} onPress={() => void send()}>
        <Icon name="send" />
        <View style={{ marginLeft: '8px' }}>{t('staff.sendNow')}</View>
      </Press>
      {failed ? <Notice tone="bad" text={t('staff.sendFailed')} /> : null}
      <View className="row gap-top" style={{ gap: '12px' }}>
        <View className="grow">
          <Press tone="plain" wide onPress={() => void copy(url, t('staff.copied'))}>
            {t('staff.copy')}
          </Press>
        </View>
        <View className="grow">
          <Press tone="plain" wide pending={mark.pending} onPress={() => void markSent()}>
            {t('staff.markSent')}
          </Press>
        </View>
      </View>
      <ProblemNotice problem={mark.problem} />
    </View>
  );
}

/** What stands in place of a card, where the order was opened just now or its card was just sent. */
const SAID = { sent: 'staff.sent', told: 'staff.told', overtaken: 'staff.noCard' } as const;

/** The cards that wait for this staff member to put them into the chat. `fresh`: the order was opened just now, so its first card is on its way. */
export function SendCards({ orderId, fresh }: { orderId: string; fresh: boolean }) {
  const told = useOperation<typeof listDeliveries>(listDeliveriesMeta, { orderId, audience: 'customer' });
  const [asked, setAsked] = useState(0);
  const [sent, setSent] = useState(false);
  const cards = cardsOf(told.data?.items ?? []);
  const nothing = cards.waiting.length === 0 && cards.else === 'none';
  const expecting = fresh && !sent && nothing && asked < ASK_TIMES;
  const { refetch, loading } = told;

  useEffect(() => {
    if (!expecting || loading) return;
    const timer = setTimeout(() => {
      setAsked((times) => times + 1);
      void refetch();
    }, ASK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [expecting, loading, refetch]);

  if (cards.waiting.length > 0) {
    return (
      <View>
        {cards.waiting.map((delivery) => (
          <Card
            key={delivery.id}
            delivery={delivery}
            onSent={() => {
              setSent(true);
              void refetch();
            }}
          />
        ))}
      </View>
    );
  }
  if (sent) return <Notice tone="good" text={t('staff.sent')} />;
  if (!fresh) return null;
  // a page that is read anew knows what was sent from the server, not from its own memory
  if (cards.else !== 'none') return <Notice tone={cards.else === 'overtaken' ? 'waiting' : 'good'} text={t(SAID[cards.else])} />;
  return expecting ? (
    <Notice text={t('staff.preparing')} />
  ) : (
    <Notice text={t('staff.prepareSlow')} act={t('state.retry')} onAct={() => setAsked(0)} />
  );
}

import type { DeliveryView, deliverySent } from '@mingdan/shared/contracts/deliveries';
import { deliverySentMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Chip } from '../../../components/chip.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Press } from '../../../components/press.tsx';
import { Notice, ProblemNotice } from '../../../components/states.tsx';
import { sendCard } from '../../../lib/bridge.ts';
import { copy } from '../../../lib/browser.ts';
import { useAction } from '../../../lib/use-action.ts';
import { t } from '../../../messages/staff.ts';
import { whyNotThisChat } from '../lib/right-chat.ts';

interface CardProps {
  readonly delivery: DeliveryView;
  /** Whom it is for. */
  readonly customerId: string;
  readonly onSent: (deliveryId: string) => void;
}

/** Puts a card into the chat of the customer whom it is for, and says so to the server; or only says so, where somebody sent it by hand. */
function useSending({ delivery: { id, title, text, url }, customerId, onSent }: CardProps) {
  const mark = useAction<typeof deliverySent>(deliverySentMeta, id);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const markSent = async () => {
    if (await mark.run({ deliveryId: id })) onSent(id);
  };
  const send = async () => {
    if (sending) return;
    setSending(true);
    const fault = (await whyNotThisChat(customerId)) ?? ((await sendCard({ title, text, url: url ?? '' })) ? null : t('staff.sendFailed'));
    setSending(false);
    setFailed(fault);
    if (fault === null) await markSent();
  };
  return { send: () => void send(), markSent: () => void markSent(), pending: sending || mark.pending, failed, problem: mark.problem };
}

/** The ways round where WeCom does not send: the link to copy, and the word that it was sent by hand. */
function ByHand({ delivery, markSent }: { delivery: DeliveryView; markSent: () => void }) {
  return (
    <View className="row send-by-hand">
      <Press tone="quiet" onPress={() => void copy(delivery.url ?? '', t('staff.copied'))}>
        {t('staff.copy')}
      </Press>
      <Press tone="quiet" onPress={markSent}>
        {t('staff.markSent')}
      </Press>
    </View>
  );
}

/** One of them whole: what the customer will read, one tap into the chat, and the way round. */
function WaitingCard(props: CardProps) {
  const { delivery } = props;
  const { send, markSent, pending, failed, problem } = useSending(props);
  return (
    <View className="send-card">
      <View className="lead">{delivery.title}</View>
      <View className="secondary">{delivery.text}</View>
      <View className="gap-top">
        <Press wide pending={pending} onPress={send}>
          <Icon name="send" />
          <View style={{ marginLeft: '8px' }}>{t('staff.sendNow')}</View>
        </Press>
      </View>
      {failed !== null ? <Notice tone="bad" text={failed} /> : null}
      <ByHand delivery={delivery} markSent={markSent} />
      <ProblemNotice problem={problem} />
    </View>
  );
}

/** One of them in a row: its words open the order, the button sends. */
function WaitingRow(props: CardProps) {
  const { delivery } = props;
  const { send, markSent, pending, failed, problem } = useSending(props);
  const open = () => void Taro.navigateTo({ url: `/packages/sidebar/pages/order/index?id=${delivery.orderId}` });
  return (
    <View className="send-line">
      <View className="row send-row">
        <View className="grow" role="button" ariaRole="button" onClick={open}>
          <View>{delivery.title}</View>
          <View className="hint send-text">{delivery.text}</View>
        </View>
        <Press pending={pending} onPress={send}>
          {t('staff.send')}
        </Press>
      </View>
      {failed !== null ? <Notice tone="bad" text={failed} /> : null}
      {failed !== null ? <ByHand delivery={delivery} markSent={markSent} /> : null}
      <ProblemNotice problem={problem} />
    </View>
  );
}

/** So many rows stand open; the rest is one tap away. */
const FIRST_ROWS = 2;

/**
 * Cards that this member of staff has to put into the chat, the newest first: the customer hears nothing otherwise.
 *
 * @param rows each in a row, where more than this one thing is to be done
 */
export function WaitingCards({
  deliveries,
  customerId,
  rows = false,
  onSent,
}: {
  deliveries: readonly DeliveryView[];
  customerId: string;
  rows?: boolean;
  onSent: (deliveryId: string) => void;
}) {
  const [all, setAll] = useState(false);
  const shown = rows && !all ? deliveries.slice(0, FIRST_ROWS) : deliveries;
  const Waiting = rows ? WaitingRow : WaitingCard;
  return (
    <View className="card send">
      <View className="row-between">
        <View className="lead">{t('staff.sendTitle')}</View>
        <Chip tone="waiting">{t('staff.sendCount', { count: deliveries.length })}</Chip>
      </View>
      <View className="hint">{t('staff.sendHint')}</View>
      {shown.map((delivery) => (
        <Waiting key={delivery.id} delivery={delivery} customerId={customerId} onSent={onSent} />
      ))}
      {shown.length < deliveries.length ? (
        <Press tone="quiet" wide onPress={() => setAll(true)}>
          {t('staff.sendMore', { count: deliveries.length - shown.length })}
        </Press>
      ) : null}
    </View>
  );
}

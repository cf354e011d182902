import type { listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { useEffect, useState } from 'react';
import { Notice } from '../../../../components/states.tsx';
import { useFresh } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';
import { WaitingCards } from '../../components/waiting-cards.tsx';
import { cardsOf } from '../../lib/cards.ts';

/** A card is made by a job right after the step that it tells of: asked for this often, this many times. */
const ASK_EVERY_MS = 1_000;
const ASK_TIMES = { opened: 10, stepped: 4 } as const;

/** What stands in place of a card, where the order was opened or a card was sent from this page. */
const SAID = { sent: 'staff.sent', told: 'staff.told', overtaken: 'staff.noCard' } as const;

/**
 * The cards that wait for this staff member to put them into the chat; whatever moves the order may bring another one.
 *
 * @param stamp of what has happened on the order so far; another one than at first: a card may be on its way
 * @param movedAt when something happened on the order last, epoch ms: a card that was sent before it is not the news any more
 * @param fresh the order was opened just now, so its first card is on its way
 */
export function SendCards({
  orderId,
  customerId,
  stamp,
  movedAt,
  fresh,
}: {
  orderId: string;
  customerId: string;
  stamp: string;
  movedAt: number;
  fresh: boolean;
}) {
  const told = useOperation<typeof listDeliveries>(listDeliveriesMeta, { orderId, audience: 'customer' });
  const [first] = useState(stamp);
  const [asked, setAsked] = useState({ stamp, times: 0 });
  const [sent, setSent] = useState<readonly string[]>([]);
  const cards = cardsOf(told.data?.items ?? [], movedAt, sent);
  const { waiting } = cards;
  const opening = fresh && sent.length === 0 && waiting.length === 0 && cards.else === 'none';
  const times = asked.stamp === stamp ? asked.times : 0;
  const expecting = opening ? times < ASK_TIMES.opened : stamp !== first && times < ASK_TIMES.stepped;
  const { refetch, loading } = told;
  useFresh(() => void refetch());

  useEffect(() => {
    if (!expecting || loading) return;
    const timer = setTimeout(() => {
      setAsked({ stamp, times: times + 1 });
      void refetch();
    }, ASK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [expecting, loading, refetch, times, stamp]);

  if (waiting.length > 0)
    return (
      <WaitingCards
        deliveries={waiting}
        customerId={customerId}
        onSent={(id) => {
          setSent((before) => [...before, id]);
          void refetch();
        }}
      />
    );
  if ((!fresh && sent.length === 0) || cards.else === 'passed') return null;
  // a page that is read anew knows what was sent from the server, not from its own memory
  if (cards.else !== 'none') return <Notice tone={cards.else === 'overtaken' ? 'waiting' : 'good'} text={t(SAID[cards.else])} />;
  return expecting ? (
    <Notice text={t('staff.preparing')} />
  ) : (
    <Notice text={t('staff.prepareSlow')} act={t('state.retry')} onAct={() => setAsked({ stamp, times: 0 })} />
  );
}

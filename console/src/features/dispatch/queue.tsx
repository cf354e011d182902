import type { DispatchBoardOutput } from '@mingdan/shared/contracts/dispatch-board';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { Tag } from '../../ui/tag.tsx';
import styles from './board.module.css';
import { countdown, ORDER_DRAGGED } from './day-track.ts';
import { t } from './messages.ts';
import { useSecond } from './use-second.ts';

type Queued = DispatchBoardOutput['queue'][number];

/** Orders that look for an installer, the most pressing first. */
export function Queue({
  orders,
  chosen,
  onChoose,
}: {
  orders: readonly Queued[];
  chosen: string | undefined;
  onChoose: (orderId: string) => void;
}) {
  const now = useSecond();
  return (
    <ul className={styles.queue}>
      {orders.map((order) => (
        <li key={order.orderId}>
          <button
            type="button"
            className={`${styles.order} ${order.late ? styles.late : ''}`}
            aria-pressed={order.orderId === chosen}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(ORDER_DRAGGED, order.orderId)}
            onClick={() => onChoose(order.orderId)}
          >
            <span className={styles.orderTop}>
              <strong className={styles.template}>{order.templateName}</strong>
              {order.late && <span className={styles.lateTag}>{t('board.late')}</span>}
              {order.urgency === 'urgent' && <Tag tone="bad">{t('board.urgent')}</Tag>}
              {order.crewSize > 1 && <Tag dot={false}>{t('board.crew', { count: order.crewSize })}</Tag>}
            </span>
            <span className={styles.orderLine}>
              {order.slot ? <span className="num">{formatSlot(order.slot, now)}</span> : t('board.noSlot')}
              <span className={styles.region}>{order.regionName}</span>
            </span>
            <span className={styles.reason}>{order.reasonText}</span>
            {order.offers.map((offer) => (
              <span key={offer.installerId} className={styles.offer}>
                {t(offer.accepted ? 'board.accepted' : 'board.asking', { name: offer.installerName })}
                {offer.expiresAt !== null && countdown(offer.expiresAt, now) !== null && (
                  <span className={`num ${styles.left}`}>{t('board.left', { time: countdown(offer.expiresAt, now) })}</span>
                )}
                {offer.clash !== null && <span className={styles.clash}>{offer.clash}</span>}
              </span>
            ))}
            <span className={styles.small}>
              <span className="mono">{order.number}</span>
              <span>{t('board.waits', { since: formatSince(order.waitingSince, now) })}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

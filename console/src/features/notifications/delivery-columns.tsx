import type { DeliveryView } from '@mingdan/shared/contracts/deliveries';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Column } from '../../ui/data-table.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './notifications.module.css';

/** Columns of deliveries; on an order's own page the order needs no column. `onRetry`: for whoever may try again. */
export function deliveryColumns({
  now,
  withOrder,
  onRetry,
}: {
  now: number;
  withOrder: boolean;
  onRetry: ((delivery: DeliveryView) => void) | undefined;
}): readonly Column<DeliveryView>[] {
  return [
    {
      title: t('col.title'),
      lead: true,
      cell: (delivery) => (
        <span>
          <strong className={styles.title}>{delivery.title}</strong>
          <span className={styles.text}>{delivery.text}</span>
        </span>
      ),
    },
    { title: t('col.audience'), cell: (delivery) => <span className="nowrap">{label('delivery.audience', delivery.audience)}</span> },
    ...(withOrder
      ? [
          {
            title: t('col.order'),
            cell: (delivery: DeliveryView) =>
              delivery.orderId === null ? (
                '—'
              ) : (
                <Link to="/orders/$orderId" params={{ orderId: delivery.orderId }} className="mono nowrap">
                  {delivery.number ?? delivery.orderId}
                </Link>
              ),
          },
        ]
      : []),
    { title: t('col.channel'), cell: (delivery) => <span className="nowrap">{channelText(delivery.channel)}</span> },
    {
      title: t('col.status'),
      cell: (delivery) => (
        <span>
          <StateTag group="delivery.status" value={delivery.status} />
          {delivery.reason !== null && <span className={styles.text}>{delivery.reason}</span>}
          {isByHand(delivery) && <span className={styles.text}>{t('byHand')}</span>}
          {delivery.waitsUntil !== null && (
            <span className={styles.text}>{t('waits', { when: formatSince(delivery.waitsUntil, now) })}</span>
          )}
          {delivery.tried
            .filter(({ chosen }) => !chosen)
            .map(({ rung, reason }) => (
              <span key={rung} className={styles.text}>
                {t('passedOver', { rung: t(`channel.${rung}`), reason })}
              </span>
            ))}
        </span>
      ),
    },
    {
      title: t('col.time'),
      align: 'right',
      cell: (delivery) => (
        <span className="muted nowrap">
          {formatSince(delivery.createdAt, now)}
          {delivery.sentAt !== null && <span className={styles.second}>{t('sent', { when: formatSince(delivery.sentAt, now) })}</span>}
        </span>
      ),
    },
    ...(onRetry
      ? [
          {
            title: t('col.act'),
            align: 'right' as const,
            cell: (delivery: DeliveryView) =>
              delivery.retryHelps ? (
                <Button className={styles.act ?? ''} size="small" onClick={() => onRetry(delivery)}>
                  {t('retry')}
                </Button>
              ) : isByHand(delivery) && withOrder && delivery.orderId !== null ? (
                <Link to="/orders/$orderId" params={{ orderId: delivery.orderId }} className="nowrap">
                  {t('byHand.order')}
                </Link>
              ) : (
                <span className="muted">—</span>
              ),
          },
        ]
      : []),
  ];
}

/** A card that somebody of the company sends from the customer's chat. */
const isByHand = ({ status, audience }: DeliveryView): boolean => status === 'staff_todo' && audience === 'customer';

function channelText(channel: string | null): string {
  if (channel === null) return t('noChannel');
  return channel === 'wecom' || channel === 'sidebar' || channel === 'subscribe' ? t(`channel.${channel}`) : channel;
}

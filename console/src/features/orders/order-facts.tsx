import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { Facts } from '../../ui/page.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './orders.module.css';

/** Template, states and promised slot in one line. */
export function OrderHeadline({ order }: { order: OrderView }) {
  const now = useNow();
  return (
    <div className={styles.headline}>
      <strong className={styles.templateName}>{order.templateName}</strong>
      <StateTag group="order.state" value={order.state} />
      <StateTag group="order.settlement" value={order.settlementState} />
      {order.urgency === 'urgent' && <span className={styles.urgent}>{t('urgent')}</span>}
      <span className="secondary">{order.slot === null ? t('noSlot') : t('head.slot', { slot: formatSlot(order.slot, now) })}</span>
      <span className="muted">{t('head.created', { when: formatSince(order.createdAt, now) })}</span>
    </div>
  );
}

/** Who and where. */
export function CustomerFacts({ order }: { order: OrderView }) {
  const { lat, lng } = order.address;
  return (
    <Facts
      items={[
        [t('f.name'), order.customer.name],
        [
          t('f.phone'),
          <span key="phone" className="num">
            {order.customerPhone ?? order.customer.phoneMasked}
          </span>,
        ],
        [t('f.level'), label('customer.level', order.customer.level)],
        [t('f.region'), `${order.regionName} ${order.region}`],
        [t('f.address'), order.address.text],
        [
          t('f.position'),
          lat === null || lng === null ? (
            <span key="position" className="muted">
              {t('f.noPosition')}
            </span>
          ) : (
            <span key="position" className="num">
              {lat.toFixed(5)}, {lng.toFixed(5)}
            </span>
          ),
        ],
      ]}
    />
  );
}

/** Who works on it, by which versions of the rules. */
export function WorkFacts({ order }: { order: OrderView }) {
  const now = useNow();
  return (
    <Facts
      items={[
        [t('f.installer'), order.installer?.name ?? t('noInstaller')],
        [t('f.outlet'), order.outletName ?? '—'],
        [t('f.distance'), order.distanceKm === null ? '—' : t('f.km', { km: order.distanceKm })],
        [t('f.source'), label('order.source', order.source)],
        [t('f.template'), `${order.templateCode} · v${order.templateVersion}`],
        [t('f.book'), order.book],
        [t('f.created'), moment(order.createdAt, now)],
        ...(order.closedAt === null ? [] : ([[t('f.closed'), moment(order.closedAt, now)]] as const)),
      ]}
    />
  );
}

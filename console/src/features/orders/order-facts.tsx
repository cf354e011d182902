import type { askedNow } from '@mingdan/shared/contracts/dispatch';
import { askedNowMeta } from '@mingdan/shared/contracts/dispatch.meta';
import type { OrderView, revealPhone } from '@mingdan/shared/contracts/orders';
import { revealPhoneMeta } from '@mingdan/shared/contracts/orders.meta';
import { kmText } from '@mingdan/shared/kernel/metres';
import { formatAppointment, formatSince, formatTime } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { returnLine, returnWord } from '@mingdan/shared/orders/return-words';
import { isCancelledUnbilled, standing } from '@mingdan/shared/orders/standing';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMay } from '../../lib/access.ts';
import { moment, yuan } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { Money } from '../../ui/money.tsx';
import { Facts } from '../../ui/page.tsx';
import { BookText } from '../../ui/pin-text.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { StateTag, Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './orders.module.css';
import { SlaClock } from './sla-clock.tsx';

/** Who is asked changes by itself. */
const ASKED_EVERY_MS = 20_000;

/** Template, states and promised slot in one line. */
export function OrderHeadline({ order }: { order: OrderView }) {
  const now = useNow();
  return (
    <div className={styles.headline}>
      <strong className={styles.templateName}>{order.templateName}</strong>
      {order.returnOf && <Tag dot={false}>{returnWord(order.returnOf.warranty)}</Tag>}
      <StateTag {...standing(order)} />
      {!isCancelledUnbilled(order) && <StateTag group="order.settlement" value={order.settlementState} />}
      {order.disputed && order.settlementState !== 'disputed' && <Tag tone="bad">{text('order.disputed')}</Tag>}
      {order.oddPunches.length > 0 && order.settlementState !== 'unverified' && <Tag tone="bad">{text('order.punch.odd')}</Tag>}
      {order.urgency === 'urgent' && <span className={styles.urgent}>{t('urgent')}</span>}
      <span className="secondary">
        {order.slot === null ? t('noSlot') : t('head.slot', { slot: formatAppointment(order.slot, order.slotNote, now) })}
      </span>
      {order.overlaps.map((words) => (
        <Tag key={words} tone="bad">
          {words}
        </Tag>
      ))}
      {order.finishedAt !== null && <span className="secondary">{t('head.finished', { when: formatSince(order.finishedAt, now) })}</span>}
      <SlaClock dueAt={order.state === 'open' ? order.dueAt : null} now={now} />
      <Asked order={order} />
      <span className="muted">{t('head.created', { when: formatSince(order.createdAt, now) })}</span>
      {order.returnOf && <span className="secondary">{returnLine(order.returnOf)}</span>}
    </div>
  );
}

/** What the customer is asked for, all visits together and less what was waived; what the coming visit is of it is named as such. */
function Asked({ order: { payment, bill, earlierBills } }: { order: OrderView }) {
  if (payment === null) return null;
  return (
    <>
      <span className={styles.value}>
        <Money fen={payment.due} />
      </span>
      {/* a part is told where it is one: a waiver may bring the whole down to what the last visit came to */}
      {earlierBills.length > 0 && bill.totals.charge !== null && bill.totals.charge !== payment.due && (
        <span className="secondary">
          {t(bill.kind === 'planned' ? 'head.comingVisit' : 'head.lastVisit', { amount: yuan(bill.totals.charge) })}
        </span>
      )}
    </>
  );
}

/** Masked until somebody asks for it; each time is a line of the audit trail. */
function Phone({ order }: { order: OrderView }) {
  const reveal = useWrite<typeof revealPhone>(revealPhoneMeta);
  const shown = reveal.data === undefined ? order.customer.phoneMasked : (reveal.data.phone ?? t('f.phoneNone'));
  return (
    <span className="num">
      {shown}{' '}
      {order.abilities.includes('call') && reveal.data === undefined && (
        <Button type="link" size="small" loading={reveal.isPending} onClick={() => reveal.mutate({ orderId: order.id })}>
          {t('f.phoneShow')}
        </Button>
      )}
      {reveal.isError && <ProblemView error={reveal.error} compact />}
    </span>
  );
}

/** Who and where. */
export function CustomerFacts({ order }: { order: OrderView }) {
  const now = useNow();
  const opensFile = useMay('customers:read');
  const { lat, lng } = order.address;
  return (
    <Facts
      items={[
        [
          t('f.name'),
          <span key="name">
            {opensFile ? (
              <Link to="/customers/$customerId" params={{ customerId: order.customer.id }} title={t('f.openFile')}>
                {order.customer.name}
              </Link>
            ) : (
              order.customer.name
            )}
            {order.customer.onFile !== null && <span className="muted"> {t('f.onFile', { name: order.customer.onFile })}</span>}
          </span>,
        ],
        ...(order.contactLost === null
          ? []
          : ([[t('f.wecom'), t('f.contactLost', { by: order.contactLost.by, when: moment(order.contactLost.at, now) })]] as const)),
        [t('f.phone'), <Phone key="phone" order={order} />],
        [t('f.level'), label('customer.level', order.customer.level)],
        [t('f.region'), order.regionName],
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

/** Whom an order without an installer waits for: who is being asked, and until when, where somebody is. */
function AskedNow({ order }: { order: OrderView }) {
  const isAsking = order.phase === 'dispatch' && order.state === 'open';
  const query = useQuery({
    ...contractQuery<typeof askedNow>(askedNowMeta, { orderId: order.id }),
    enabled: isAsking,
    refetchInterval: ASKED_EVERY_MS,
  });
  const now = useNow();
  const asked = (isAsking ? (query.data?.items ?? []) : []).filter(({ expiresAt }) => expiresAt > now);
  if (asked.length === 0) return t('noInstaller');
  const until = Math.max(...asked.map(({ expiresAt }) => expiresAt));
  return t('asking', { names: asked.map(({ installerName }) => installerName).join('、'), time: formatTime(until) });
}

/** Who works on it, by which versions of the rules. */
export function WorkFacts({ order }: { order: OrderView }) {
  const now = useNow();
  return (
    <Facts
      items={[
        [t('f.installer'), order.installer?.name ?? <AskedNow key="installer" order={order} />],
        [t('f.outlet'), order.outletName ?? '—'],
        [t('f.distance'), order.distanceKm === null ? '—' : kmText(order.distanceKm)],
        [t('f.source'), label('order.source', order.source)],
        [t('f.template'), `${order.templateName} v${order.templateVersion}`],
        [t('f.book'), <BookText key="book" pin={order.book} />],
        [t('f.created'), moment(order.createdAt, now)],
        ...(order.finishedAt === null ? [] : ([[t('f.finished'), moment(order.finishedAt, now)]] as const)),
        ...(order.closedAt === null ? [] : ([[t('f.closed'), moment(order.closedAt, now)]] as const)),
      ]}
    />
  );
}

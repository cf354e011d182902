import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatQuantity } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { leftOutWords } from '@mingdan/shared/orders/pay-words';
import { standing } from '@mingdan/shared/orders/standing';
import { Link } from '@tanstack/react-router';
import { moment, yuan } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { Money } from '../../ui/money.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { StateTag, Tag } from '../../ui/tag.tsx';
import { BillTable } from './bill-table.tsx';
import { t } from './messages.ts';
import styles from './orders.module.css';
import { PayModeValue, PaymentActs, VoidEntry } from './payment-acts.tsx';
import { Photos } from './photo-viewer.tsx';
import { Waivers } from './waivers.tsx';

/** Orders that belong to this one: return visits 返修 and what they return to. */
export function LinkedOrders({ order }: { order: OrderView }) {
  if (order.links.length === 0) return null;
  return (
    <Card title={t('links.title')}>
      <ul className={styles.plainList}>
        {order.links.map((link) => (
          <li key={link.orderId}>
            <span className={styles.headline}>
              <Link to="/orders/$orderId" params={{ orderId: link.orderId }} className="mono">
                {link.number}
              </Link>
              <StateTag {...standing(link)} />
              {link.warranty && <Tag dot={false}>{t('links.warranty')}</Tag>}
            </span>
            <span className="secondary">
              {t(`links.${link.kind}`)} · {link.templateName}
            </span>
            {link.reason !== '' && <span className="secondary">{link.reason}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What the customer owes and paid. */
export function PaymentCard({ order }: { order: OrderView }) {
  const now = useNow();
  const { payment } = order;
  if (payment === null) return null;
  return (
    <Card title={t('pay.title')} extra={<Tag tone={payment.state === 'paid' ? 'good' : 'plain'}>{label('pay.state', payment.state)}</Tag>}>
      <Facts
        items={[
          [t('pay.mode'), <PayModeValue key="mode" order={order} mode={payment.mode} />],
          ...(payment.waived === 0 && payment.unverified === 0 && order.earlierBills.length === 0
            ? []
            : ([
                [
                  order.earlierBills.length === 0 ? t('pay.billed') : t('pay.visits', { count: order.earlierBills.length + 1 }),
                  <Money key="billed" fen={payment.billed} />,
                ],
                ...(payment.waived === 0 ? [] : ([[t('pay.waived'), <Money key="waived" fen={-payment.waived} />]] as const)),
                ...(payment.unverified === 0
                  ? []
                  : ([[t('pay.unverified'), <Money key="unverified" fen={-payment.unverified} />]] as const)),
              ] as const)),
          [t(payment.estimated ? 'pay.dueEstimated' : 'pay.due'), <Money key="due" fen={payment.due} />],
          [t('pay.collected'), <Money key="collected" fen={payment.collected} />],
          [t(payment.left < 0 ? 'pay.refund' : 'pay.left'), <Money key="left" fen={Math.abs(payment.left)} />],
        ]}
      />
      {leftOutWords(payment, order.consents).map((words) => (
        <p key={words} className="secondary">
          {words}
        </p>
      ))}
      {payment.entries.length + payment.waivers.length > 0 && (
        <ul className={styles.plainList}>
          <Waivers order={order} waivers={payment.waivers} />
          {payment.entries.map((entry) => (
            <li key={entry.id}>
              <span className={entry.voided ? styles.struck : undefined}>
                {label('pay.kind', entry.kind)} {yuan(entry.amount)} · {label('pay.method', entry.method)}
              </span>
              <span className="secondary">
                {entry.by} · {moment(entry.at, now)} · {label('pay.holder', entry.holder)}
              </span>
              {entry.note !== '' && <span className="secondary">{entry.note}</span>}
              {entry.voided && <span className="secondary">{t('pay.voided', { reason: entry.voided.reason })}</span>}
              <VoidEntry order={order} entry={entry} />
            </li>
          ))}
        </ul>
      )}
      <PaymentActs order={order} payment={payment} />
    </Card>
  );
}

/** Extra lines 增项 that the customer was asked about. What is not agreed to is not settled. */
export function Consents({ order }: { order: OrderView }) {
  const now = useNow();
  if (order.consents.length === 0) return null;
  return (
    <Card title={t('consent.title')}>
      <ul className={styles.plainList}>
        {order.consents.map((consent) => (
          <li key={consent.id}>
            <span className={styles.headline}>
              <Tag tone={consent.status === 'agreed' ? 'good' : consent.status === 'asked' ? 'waiting' : 'quiet'}>
                {label('order.consent', consent.status)}
              </Tag>
              {consent.unsettled && <span className={styles.anomaly}>{t('consent.unsettled')}</span>}
              {consent.charge !== null && <Money fen={consent.charge} />}
            </span>
            <span>{consent.lines.map((line) => `${line.name} × ${formatQuantity(line.quantity, line.unit)}`).join('，')}</span>
            {consent.note !== '' && <span className="secondary">{consent.note}</span>}
            <span className="secondary">
              {consent.askedBy} · {moment(consent.askedAt, now)}
            </span>
            {consent.photos.length > 0 && <Photos fileIds={consent.photos} labels={(index) => t('value.photo', { index: index + 1 })} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Bills that earlier visits left behind. */
export function EarlierBills({ order }: { order: OrderView }) {
  return order.earlierBills.map((bill) => (
    <Card
      key={bill.visit}
      title={t('earlier.title', { visit: bill.visit })}
      flush
      extra={
        <>
          {(bill.state === 'unverified' || bill.state === 'disputed') && bill.takenBack === null && (
            <StateTag group="order.settlement" value={bill.state} />
          )}
          <Tag>{label('order.bill.scope', bill.scope)}</Tag>
        </>
      }
    >
      {bill.takenBack === null ? (
        <BillTable bill={{ kind: 'actual', at: bill.at, hash: bill.hash, lines: bill.lines, totals: bill.totals }} />
      ) : (
        <Empty>{t('earlier.takenBack', { reason: bill.takenBack })}</Empty>
      )}
    </Card>
  ));
}

import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import type { MoneyField } from '@mingdan/shared/contracts/roles';
import { formatNearDay, formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { returnWord } from '@mingdan/shared/orders/return-words';
import { isCancelledUnbilled, standing } from '@mingdan/shared/orders/standing';
import { Link } from '@tanstack/react-router';
import { Clip } from '../../ui/clip.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { StateTag, Tag } from '../../ui/tag.tsx';
import styles from './list.module.css';
import { t as list } from './list-messages.ts';
import { t } from './messages.ts';
import { SlaClock } from './sla-clock.tsx';

/** Columns that may be left out; the number always stands. */
export const OPTIONAL_COLUMNS = ['customer', 'slot', 'installer', 'node', 'state', 'settlement', 'charge', 'pay', 'created'] as const;
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];

const MONEY: readonly OptionalColumn[] = ['charge', 'pay'];

/** The columns that say something to this reader: what customers pay is no column for whoever never sees it. */
export const columnsFor = (money: readonly MoneyField[]): readonly OptionalColumn[] =>
  OPTIONAL_COLUMNS.filter((key) => money.includes('charge') || !MONEY.includes(key));

/** A cell of an order that was cancelled: nothing goes on, and an estimate is owed by nobody. */
function Nothing() {
  return <span className="muted">—</span>;
}

type Search = Readonly<Record<string, string | undefined>>;

/** The list's columns; `search` is where we are, so that a press on a number keeps it. */
export function orderColumns(given: {
  now: number;
  search: Search;
  compact: boolean;
  shown: ReadonlySet<OptionalColumn>;
}): readonly Column<OrderSummary>[] {
  const { now, search, compact, shown } = given;
  const second = (text: string | null) => (compact || text === null ? null : <Clip second>{text}</Clip>);
  const optional: Readonly<Record<OptionalColumn, Column<OrderSummary>>> = {
    customer: {
      title: t('col.customer'),
      cell: (order) => (
        <span>
          <Clip>{order.contactName ?? order.customerName}</Clip>
          {order.contactName !== null && order.contactName !== order.customerName && second(t('col.onFile', { name: order.customerName }))}
          {second(order.regionName)}
        </span>
      ),
    },
    slot: {
      title: t('col.slot'),
      cell: (order) => {
        if (order.slot === null) return <span className="muted">{t('noSlot')}</span>;
        if (compact) return <span className="nowrap">{formatSlot(order.slot, now)}</span>;
        return (
          <span className="nowrap">
            {formatNearDay(order.slot.date, now)}
            {second(`${order.slot.from}–${order.slot.to}`)}
          </span>
        );
      },
    },
    installer: {
      title: t('col.installer'),
      cell: (order) => (
        <span>
          {order.installerName === null ? <span className="muted">{t('noInstaller')}</span> : <Clip>{order.installerName}</Clip>}
          {second(order.outletName)}
        </span>
      ),
    },
    node: {
      title: t('col.node'),
      cell: (order) => (
        <span>
          {order.state === 'cancelled' ? <Nothing /> : <Clip>{order.nodeName}</Clip>}
          {order.parked ? (
            <span className={`${styles.clock} ${styles.over}`}>{list('sla.parked')}</span>
          ) : (
            <SlaClock dueAt={order.dueAt} now={now} />
          )}
        </span>
      ),
    },
    state: {
      title: t('col.state'),
      cell: (order) => (
        <span className={styles.states}>
          <StateTag {...standing(order)} />
          {/* what holds the settlement is said there */}
          {order.disputed && order.settlementState !== 'disputed' && <Tag tone="bad">{text('order.disputed')}</Tag>}
          {order.oddPunch && order.settlementState !== 'unverified' && <Tag tone="bad">{text('order.punch.odd')}</Tag>}
        </span>
      ),
    },
    settlement: {
      title: t('col.settlement'),
      cell: (order) => (isCancelledUnbilled(order) ? <Nothing /> : <StateTag group="order.settlement" value={order.settlementState} />),
    },
    pay: {
      title: t('col.pay'),
      cell: (order) =>
        order.payState === null ? (
          <span className="muted">{text('money.hidden')}</span>
        ) : (
          <StateTag group="pay.state" value={order.payState} />
        ),
    },
    charge: {
      title: t('col.charge'),
      align: 'right',
      cell: (order) => (isCancelledUnbilled(order) ? <Nothing /> : <Money fen={order.charge} />),
    },
    created: {
      title: t('col.created'),
      align: 'right',
      cell: (order) => <span className="muted nowrap">{formatSince(order.createdAt, now)}</span>,
    },
  };
  return [
    {
      title: t('col.number'),
      lead: true,
      cell: (order) => (
        <span>
          <span className={styles.numberCell}>
            <Link to="/orders" search={{ ...search, peek: order.id }} state={true} resetScroll={false} className="mono nowrap">
              {order.number}
            </Link>
            {order.returnVisit && <Tag dot={false}>{returnWord(order.returnVisit === 'warranty')}</Tag>}
            {order.urgency === 'urgent' && <span className={styles.urgent}>{t('urgent')}</span>}
          </span>
          {second(order.templateName)}
        </span>
      ),
    },
    ...OPTIONAL_COLUMNS.filter((key) => shown.has(key)).map((key) => optional[key]),
  ];
}

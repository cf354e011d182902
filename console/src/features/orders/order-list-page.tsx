import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { type Column, PagedTable } from '../../ui/data-table.tsx';
import { t as ui } from '../../ui/messages.ts';
import { Money } from '../../ui/money.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import { type OrderFilters, ordersPages } from './operations.ts';
import { OrderFilterBar } from './order-filter-bar.tsx';
import { OrderPeek } from './order-peek.tsx';
import styles from './orders.module.css';

/** Work orders. Filters and the opened drawer live in the URL, so a link shows the same view. */
export function OrderListPage({
  filters,
  peek,
  onFilters,
  onPeek,
}: {
  filters: OrderFilters;
  peek: string | undefined;
  onFilters: (filters: OrderFilters) => void;
  onPeek: (orderId: string | undefined) => void;
}) {
  const pages = useInfiniteQuery({ ...ordersPages(filters), placeholderData: keepPreviousData });
  const [compact, setCompact] = useState(() => localStorage.getItem('mingdan.density') === 'compact');
  const now = useNow();
  const hasFilters = Object.values(filters).some((value) => value !== undefined);
  const setDensity = (value: string) => {
    localStorage.setItem('mingdan.density', value);
    setCompact(value === 'compact');
  };

  return (
    <Page title={t('list.title')}>
      <OrderFilterBar filters={filters} onFilters={onFilters} />
      <Card
        flush
        extra={
          <span className={styles.density}>
            <Segmented
              size="small"
              aria-label={ui('table.density')}
              value={compact ? 'compact' : 'comfortable'}
              onChange={setDensity}
              options={[
                { value: 'comfortable', label: ui('table.comfortable') },
                { value: 'compact', label: ui('table.compact') },
              ]}
            />
          </span>
        }
      >
        <PagedTable
          pages={pages}
          label={t('list.title')}
          columns={columns(now, filters)}
          rowKey={(order) => order.id}
          onOpen={(order) => onPeek(order.id)}
          openKey={peek}
          compact={compact}
          empty={<Empty>{t('list.empty')}</Empty>}
          onClearFilters={hasFilters ? () => onFilters({}) : undefined}
        />
      </Card>
      <OrderPeek orderId={peek} onClose={() => onPeek(undefined)} />
    </Page>
  );
}

function columns(now: number, filters: OrderFilters): readonly Column<OrderSummary>[] {
  return [
    {
      title: t('col.number'),
      lead: true,
      cell: (order) => (
        <span className={styles.numberCell}>
          <Link to="/orders" search={{ ...filters, peek: order.id }} className="mono nowrap">
            {order.number}
          </Link>
          {order.urgency === 'urgent' && <span className={styles.urgent}>{t('urgent')}</span>}
        </span>
      ),
    },
    { title: t('col.template'), cell: (order) => order.templateName },
    { title: t('col.customer'), cell: (order) => order.customerName },
    { title: t('col.region'), cell: (order) => <span className="secondary">{order.regionName}</span> },
    {
      title: t('col.slot'),
      cell: (order) =>
        order.slot === null ? <span className="muted">{t('noSlot')}</span> : <span className="nowrap">{formatSlot(order.slot, now)}</span>,
    },
    {
      title: t('col.installer'),
      cell: (order) => (
        <span>
          {order.installerName ?? <span className="muted">{t('noInstaller')}</span>}
          {order.outletName !== null && <span className={`${styles.second} muted`}>{order.outletName}</span>}
        </span>
      ),
    },
    {
      title: t('col.node'),
      cell: (order) => (
        <span>
          {order.nodeName}
          <span className={`${styles.second} muted`}>{label('order.phase', order.phase)}</span>
        </span>
      ),
    },
    { title: t('col.state'), cell: (order) => <StateTag group="order.state" value={order.state} /> },
    { title: t('col.settlement'), cell: (order) => <StateTag group="order.settlement" value={order.settlementState} /> },
    { title: t('col.charge'), align: 'right', cell: (order) => <Money fen={order.charge} /> },
    { title: t('col.created'), align: 'right', cell: (order) => <span className="muted nowrap">{formatSince(order.createdAt, now)}</span> },
  ];
}

/** Word for an urgency that is worth a word. */
export function urgencyText(urgency: OrderSummary['urgency']): string {
  return text(`order.urgency.${urgency}`);
}

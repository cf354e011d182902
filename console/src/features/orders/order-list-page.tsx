import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { formatNearDay, formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { Clip } from '../../ui/clip.tsx';
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
      <OrderFilterBar filters={filters} onFilters={onFilters}>
        <Segmented
          className={styles.density ?? ''}
          aria-label={ui('table.density')}
          value={compact ? 'compact' : 'comfortable'}
          onChange={setDensity}
          options={[
            { value: 'comfortable', label: ui('table.comfortable') },
            { value: 'compact', label: ui('table.compact') },
          ]}
        />
      </OrderFilterBar>
      <Card flush>
        <PagedTable
          pages={pages}
          label={t('list.title')}
          columns={columns(now, filters, compact)}
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

function columns(now: number, filters: OrderFilters, compact: boolean): readonly Column<OrderSummary>[] {
  const second = (text: string | null) => (compact || text === null ? null : <Clip second>{text}</Clip>);
  return [
    {
      title: t('col.number'),
      lead: true,
      cell: (order) => (
        <span>
          <span className={styles.numberCell}>
            <Link to="/orders" search={{ ...filters, peek: order.id }} resetScroll={false} className="mono nowrap">
              {order.number}
            </Link>
            {order.urgency === 'urgent' && <span className={styles.urgent}>{t('urgent')}</span>}
          </span>
          {second(order.templateName)}
        </span>
      ),
    },
    {
      title: t('col.customer'),
      cell: (order) => (
        <span>
          <Clip>{order.customerName}</Clip>
          {second(order.regionName)}
        </span>
      ),
    },
    {
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
    {
      title: t('col.installer'),
      cell: (order) => (
        <span>
          {order.installerName === null ? <span className="muted">{t('noInstaller')}</span> : <Clip>{order.installerName}</Clip>}
          {second(order.outletName)}
        </span>
      ),
    },
    {
      title: t('col.node'),
      cell: (order) => (
        <span>
          <Clip>{order.nodeName}</Clip>
          {second(label('order.phase', order.phase))}
        </span>
      ),
    },
    { title: t('col.state'), cell: (order) => <StateTag group="order.state" value={order.state} /> },
    { title: t('col.settlement'), cell: (order) => <StateTag group="order.settlement" value={order.settlementState} /> },
    { title: t('col.charge'), align: 'right', cell: (order) => <Money fen={order.charge} /> },
    { title: t('col.created'), align: 'right', cell: (order) => <span className="muted nowrap">{formatSince(order.createdAt, now)}</span> },
  ];
}

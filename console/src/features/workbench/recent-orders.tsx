import type { listOrders, OrderSummary } from '@mingdan/shared/contracts/orders';
import { listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { isCancelledUnbilled, standing } from '@mingdan/shared/orders/standing';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable, TableSkeleton } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { t } from './messages.ts';

const ROWS = 10;

/** The orders opened last. */
export function RecentOrders() {
  const query = useQuery({ ...contractQuery<typeof listOrders>(listOrdersMeta, { limit: ROWS }), refetchInterval: 30_000 });
  const { money } = useMe();
  const now = useNow();
  return (
    <Card
      title={t('recent')}
      flush
      extra={
        <Link to="/orders" search={{}}>
          {t('recent.all')}
        </Link>
      }
    >
      <QueryBoundary query={query} skeleton={<TableSkeleton columns={6} rows={5} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('recent.empty')}</Empty>
          ) : (
            <DataTable label={t('recent')} columns={columns(now, money.includes('charge'))} rows={items} rowKey={(order) => order.id} />
          )
        }
      </QueryBoundary>
    </Card>
  );
}

function columns(now: number, withCharge: boolean): readonly Column<OrderSummary>[] {
  return [
    {
      title: t('col.number'),
      lead: true,
      cell: (order) => (
        <Link to="/orders/$orderId" params={{ orderId: order.id }} className="mono nowrap">
          {order.number}
        </Link>
      ),
    },
    { title: t('col.template'), cell: (order) => order.templateName },
    { title: t('col.customer'), cell: (order) => order.contactName ?? order.customerName },
    { title: t('col.region'), cell: (order) => <span className="secondary">{order.regionName}</span> },
    {
      title: t('col.slot'),
      cell: (order) =>
        order.slot === null ? <span className="muted">{t('noSlot')}</span> : <span className="nowrap">{formatSlot(order.slot, now)}</span>,
    },
    { title: t('col.node'), cell: (order) => (order.state === 'cancelled' ? '—' : order.nodeName) },
    { title: t('col.state'), cell: (order) => <StateTag {...standing(order)} /> },
    ...(withCharge
      ? [
          {
            title: t('col.charge'),
            align: 'right' as const,
            cell: (order: OrderSummary) => (isCancelledUnbilled(order) ? '—' : <Money fen={order.charge} />),
          },
        ]
      : []),
    { title: t('col.created'), align: 'right', cell: (order) => <span className="muted nowrap">{formatSince(order.createdAt, now)}</span> },
  ];
}

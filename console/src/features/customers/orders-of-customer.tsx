import type { listOrders, OrderSummary } from '@mingdan/shared/contracts/orders';
import { listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { formatSlot } from '@mingdan/shared/messages/format';
import { standing } from '@mingdan/shared/orders/standing';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable, TableSkeleton } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { t } from './messages.ts';

const SHOWN = 20;

/** What was done for a customer so far, newest first. */
export function OrdersOfCustomer({ customerId }: { customerId: string }) {
  const query = useQuery(contractQuery<typeof listOrders>(listOrdersMeta, { customerId, limit: SHOWN }));
  const now = useNow();
  return (
    <Card
      title={t('page.orders')}
      flush
      extra={
        <Link to="/orders" search={{ customerId }}>
          {t('page.allOrders')}
        </Link>
      }
    >
      <QueryBoundary query={query} skeleton={<TableSkeleton columns={5} rows={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('page.noOrders')}</Empty>
          ) : (
            <DataTable label={t('page.orders')} columns={columns(now)} rows={items} rowKey={(order) => order.id} />
          )
        }
      </QueryBoundary>
    </Card>
  );
}

function columns(now: number): readonly Column<OrderSummary>[] {
  return [
    {
      title: t('order.number'),
      lead: true,
      cell: (order) => (
        <Link to="/orders/$orderId" params={{ orderId: order.id }} className="mono nowrap">
          {order.number}
        </Link>
      ),
    },
    { title: t('order.template'), cell: (order) => order.templateName },
    {
      title: t('order.slot'),
      cell: (order) => (order.slot === null ? '—' : <span className="nowrap">{formatSlot(order.slot, now)}</span>),
    },
    { title: t('order.state'), cell: (order) => <StateTag {...standing(order)} /> },
    { title: t('order.charge'), align: 'right', cell: (order) => <Money fen={order.charge} /> },
    { title: t('order.created'), align: 'right', cell: (order) => <span className="muted nowrap">{moment(order.createdAt, now)}</span> },
  ];
}

import type { listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { t } from './messages.ts';

/** Notices shown before someone asks for all of them. */
const FIRST = 6;

/** What was told to whom about an order. */
export function DeliveriesOfOrder({ orderId }: { orderId: string }) {
  const query = useQuery(contractQuery<typeof listDeliveries>(listDeliveriesMeta, { orderId, limit: 100 }));
  const now = useNow();
  const [all, setAll] = useState(false);
  return (
    <Card title={t('ofOrder')} flush>
      <QueryBoundary query={query} compact>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('ofOrder.empty')}</Empty>
          ) : (
            <>
              <DataTable
                label={t('ofOrder')}
                columns={deliveryColumns(now, false)}
                rows={all ? items : items.slice(0, FIRST)}
                rowKey={(delivery) => delivery.id}
              />
              {!all && items.length > FIRST && (
                <Button type="link" onClick={() => setAll(true)}>
                  {t('ofOrder.all', { count: items.length })}
                </Button>
              )}
            </>
          )
        }
      </QueryBoundary>
    </Card>
  );
}

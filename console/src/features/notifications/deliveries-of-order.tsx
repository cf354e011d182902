import type { DeliveryView, listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { t } from './messages.ts';
import { RetryDialog } from './retry-dialog.tsx';

/** Notices shown before someone asks for all of them. */
const FIRST = 6;

/** What was told to whom about an order. */
export function DeliveriesOfOrder({ orderId }: { orderId: string }) {
  const query = useQuery(contractQuery<typeof listDeliveries>(listDeliveriesMeta, { orderId, limit: 100 }));
  const now = useNow();
  const maySend = useMay('deliveries:send');
  const [chosen, setChosen] = useState<DeliveryView | null>(null);
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
                columns={deliveryColumns({ now, withOrder: false, onRetry: maySend ? setChosen : undefined })}
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
      {chosen !== null && <RetryDialog delivery={chosen} onClose={() => setChosen(null)} />}
    </Card>
  );
}

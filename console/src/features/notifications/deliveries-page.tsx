import type { listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { text } from '@mingdan/shared/messages/index';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../lib/now.ts';
import { contractPages } from '../../lib/query.ts';
import { PagedTable } from '../../ui/data-table.tsx';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { t } from './messages.ts';

type Status = 'pending' | 'sent' | 'staff_todo' | 'undeliverable';
const TABS: readonly (Status | undefined)[] = [undefined, 'staff_todo', 'undeliverable', 'pending', 'sent'];

/** Every notice with how it ended. */
export function DeliveriesPage({ status }: { status: Status | undefined }) {
  const pages = useInfiniteQuery({
    ...contractPages<typeof listDeliveries>(listDeliveriesMeta, status === undefined ? { limit: 50 } : { status, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const now = useNow();
  return (
    <Page title={t('title')} note={t('note')}>
      <LinkTabs label={t('tabs')}>
        {TABS.map((tab) => (
          <Link
            key={tab ?? 'all'}
            to="/deliveries"
            search={tab === undefined ? {} : { status: tab }}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === status ? 'page' : undefined}
          >
            {tab === undefined ? t('all') : text(`delivery.status.${tab}`)}
          </Link>
        ))}
      </LinkTabs>
      <Card flush>
        <PagedTable
          pages={pages}
          label={t('title')}
          columns={deliveryColumns(now, true)}
          rowKey={(delivery) => delivery.id}
          empty={<Empty>{t('empty')}</Empty>}
        />
      </Card>
    </Page>
  );
}

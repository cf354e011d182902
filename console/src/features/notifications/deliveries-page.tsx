import type { DeliveryView, listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { label, text } from '@mingdan/shared/messages/index';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { withKey } from '../../lib/lists.ts';
import { useNow } from '../../lib/now.ts';
import { contractPages } from '../../lib/query.ts';
import { PagedTable } from '../../ui/data-table.tsx';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { t } from './messages.ts';
import styles from './notifications.module.css';
import { RetryDialog } from './retry-dialog.tsx';

/** What can be asked for: what is past is shown among all, and nobody looks for it. */
type Asked = Exclude<DeliveryView['status'], 'past'>;

/** Filters of the board; they live in the address. */
export interface DeliveryFilters {
  readonly status?: Asked;
  readonly audience?: DeliveryView['audience'];
  readonly channel?: (typeof CHANNELS)[number];
}
const TABS: readonly (Asked | undefined)[] = [undefined, 'staff_todo', 'undeliverable', 'pending', 'sent'];
const AUDIENCES = ['customer', 'staff', 'installer'] as const;
const CHANNELS = ['wecom', 'subscribe', 'sidebar'] as const;

/** Every notice with how it ended, and the way to try again what did not arrive. */
export function DeliveriesPage({ filters, onFilters }: { filters: DeliveryFilters; onFilters: (filters: DeliveryFilters) => void }) {
  const pages = useInfiniteQuery({
    ...contractPages<typeof listDeliveries>(listDeliveriesMeta, { ...filters, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const maySend = useMay('deliveries:send');
  const [chosen, setChosen] = useState<DeliveryView | null>(null);
  const now = useNow();
  return (
    <Page title={t('title')} note={t('note')}>
      <LinkTabs label={t('tabs')}>
        {TABS.map((tab) => (
          <Link
            key={tab ?? 'all'}
            to="/deliveries"
            search={withKey(filters, 'status', tab)}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === filters.status ? 'page' : undefined}
          >
            {tab === undefined ? t('all') : text(`delivery.status.${tab}`)}
          </Link>
        ))}
      </LinkTabs>
      <div className={styles.filters}>
        <Select
          className={styles.choice ?? ''}
          allowClear
          aria-label={t('filter.audience')}
          placeholder={t('filter.audience')}
          value={filters.audience ?? null}
          options={AUDIENCES.map((value) => ({ value, label: label('delivery.audience', value) }))}
          onChange={(audience: DeliveryView['audience'] | null | undefined) =>
            onFilters(withKey(filters, 'audience', audience ?? undefined))
          }
        />
        <Select
          className={styles.choice ?? ''}
          allowClear
          aria-label={t('filter.channel')}
          placeholder={t('filter.channel')}
          value={filters.channel ?? null}
          options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={(channel: (typeof CHANNELS)[number] | null | undefined) => onFilters(withKey(filters, 'channel', channel ?? undefined))}
        />
      </div>
      <Card flush>
        <PagedTable
          pages={pages}
          label={t('title')}
          columns={deliveryColumns({ now, withOrder: true, onRetry: maySend ? setChosen : undefined })}
          rowKey={(delivery) => delivery.id}
          empty={<Empty>{t('empty')}</Empty>}
          onClearFilters={Object.keys(filters).length > 0 ? () => onFilters({}) : undefined}
        />
      </Card>
      {chosen !== null && <RetryDialog delivery={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

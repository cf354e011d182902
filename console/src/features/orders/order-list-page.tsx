import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, useState } from 'react';
import { useMay, useMe } from '../../lib/access.ts';
import { lazily } from '../../lib/lazily.ts';
import { useNow } from '../../lib/now.ts';
import { KeysetTable } from '../../ui/data-table.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { columnsFor, orderColumns } from './list-columns.tsx';
import { t as list } from './list-messages.ts';
import { ListSettingsBar, useListSettings } from './list-settings.tsx';
import { t } from './messages.ts';
import { type OrderFilters, ordersPage } from './operations.ts';
import { OrderFilterBar } from './order-filter-bar.tsx';
import { useOrderSelection } from './use-selection.ts';
import { ViewTabs } from './view-tabs.tsx';

// what stands over the list: read once the list itself has what it needs
const BulkBar = lazily(async () => (await import('./bulk-bar.tsx')).BulkBar);
const ExportDialog = lazily(async () => (await import('./export-dialog.tsx')).ExportDialog);
const OrderPeek = lazily(async () => (await import('./order-peek.tsx')).OrderPeek);

/** Work orders. Filters, page and the opened drawer live in the address, so a link shows the same and going back restores it; what is searched for may name a person and does not. */
export function OrderListPage({
  filters,
  cursor,
  peek,
  onFilters,
  onCursor,
  onPeek,
}: {
  filters: OrderFilters;
  cursor: string | undefined;
  peek: string | undefined;
  onFilters: (filters: OrderFilters) => void;
  onCursor: (cursor: string | undefined) => void;
  onPeek: (orderId: string | undefined) => void;
}) {
  const page = useQuery({ ...ordersPage(filters, cursor), placeholderData: keepPreviousData });
  const settings = useListSettings();
  const selection = useOrderSelection();
  const mayExport = useMay('orders:export');
  const mayAct = [useMay('orders:steer'), useMay('dispatch:assign')].includes(true);
  const [isExporting, setExporting] = useState(false);
  const { money } = useMe();
  const now = useNow();
  const hasFilters = Object.values(filters).some((value) => value !== undefined);
  const { q: _q, ...addressed } = filters;
  const search = { ...addressed, ...(cursor === undefined ? {} : { cursor }) };
  return (
    <Page title={t('list.title')} actions={mayExport && <Button onClick={() => setExporting(true)}>{list('bulk.export')}</Button>}>
      <ViewTabs filters={filters} />
      <OrderFilterBar filters={filters} onFilters={onFilters}>
        <ListSettingsBar settings={settings} />
      </OrderFilterBar>
      <Card flush>
        <KeysetTable
          page={page}
          label={t('list.title')}
          columns={orderColumns({
            now,
            search,
            compact: settings.compact,
            shown: new Set(columnsFor(money).filter((key) => settings.shown.has(key))),
          })}
          rowKey={(order) => order.id}
          onOpen={(order) => onPeek(order.id)}
          openKey={peek}
          compact={settings.compact}
          {...(mayExport || mayAct ? { selection } : {})}
          empty={<Empty>{t('list.empty')}</Empty>}
          onClearFilters={hasFilters || cursor !== undefined ? () => onFilters({}) : undefined}
          onCursor={onCursor}
        />
      </Card>
      <Suspense fallback={null}>
        <BulkBar selection={selection} filters={filters} />
        {isExporting && <ExportDialog filters={filters} orderIds={[]} onClose={() => setExporting(false)} />}
        <OrderPeek orderId={peek} onClose={() => onPeek(undefined)} />
      </Suspense>
    </Page>
  );
}

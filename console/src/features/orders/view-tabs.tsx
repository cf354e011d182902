import type { OrderListView } from '@mingdan/shared/contracts/order-views';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Suspense, useState } from 'react';
import { count } from '../../lib/format.ts';
import { lazily } from '../../lib/lazily.ts';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { sameView } from './filter-words.ts';
import styles from './list.module.css';
import { t } from './list-messages.ts';
import { type OrderFilters, viewsQuery } from './operations.ts';

const ViewDialog = lazily(async () => (await import('./view-dialog.tsx')).ViewDialog);

const REFRESH_MS = 60_000;
/** What stands until the server has told more: the list itself. */
const FIRST: readonly OrderListView[] = [
  { id: 'all', name: '全部', filters: {}, audience: 'company', kind: 'product', ownerName: null, count: 0, more: false },
];

/** The views as tabs with their counts: those of the product, one's own, and shared ones. The current filters can be kept as one. */
export function ViewTabs({ filters }: { filters: OrderFilters }) {
  const query = useQuery({ ...viewsQuery, refetchInterval: REFRESH_MS });
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const views = query.data?.items ?? FIRST;
  const current = views.find((view) => sameView(view.filters, filters));
  return (
    <div className={styles.views}>
      <LinkTabs label={t('views.label')}>
        {views.map((view) => (
          <Link
            key={view.id}
            to="/orders"
            search={view.filters}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={view.id === current?.id ? 'page' : undefined}
            title={view.kind === 'shared' && view.ownerName !== null ? t('views.by', { name: view.ownerName }) : undefined}
          >
            {view.name}
            {query.data !== undefined && <Count view={view} />}
          </Link>
        ))}
      </LinkTabs>
      {query.data !== undefined && current === undefined && Object.keys(filters).length > 0 && (
        <Button type="link" onClick={() => setDialog('new')}>
          {t('views.save')}
        </Button>
      )}
      {current?.kind === 'mine' && (
        <Button type="link" onClick={() => setDialog('edit')}>
          {t('views.edit')}
        </Button>
      )}
      {dialog !== null && query.data !== undefined && (
        <Suspense fallback={null}>
          <ViewDialog
            view={dialog === 'edit' ? current : undefined}
            filters={filters}
            mayShare={query.data.mayShare}
            onClose={() => setDialog(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

function Count({ view }: { view: OrderListView }) {
  const shown = view.more ? `${count(view.count)}+` : count(view.count);
  return (
    <span className={styles.tabCount}>
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">{t(view.more ? 'views.more' : 'views.count', { count: count(view.count) })}</span>
    </span>
  );
}

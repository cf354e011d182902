import { SearchOutlined } from '@ant-design/icons';
import type { CatalogItem, listItems } from '@mingdan/shared/contracts/catalog';
import { listItemsMeta } from '@mingdan/shared/contracts/catalog.meta';
import { text } from '@mingdan/shared/messages/index';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable, TableSkeleton } from '../../ui/data-table.tsx';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import styles from './catalog.module.css';
import { t } from './messages.ts';

type Kind = CatalogItem['kind'];
const KINDS: readonly (Kind | undefined)[] = [undefined, 'labour', 'part', 'fee'];

const COLUMNS: readonly Column<CatalogItem>[] = [
  { title: t('col.name'), lead: true, cell: (item) => item.name },
  { title: t('col.code'), cell: (item) => <span className="mono">{item.code}</span> },
  { title: t('col.kind'), cell: (item) => text(`item.kind.${item.kind}`) },
  { title: t('col.category'), cell: (item) => item.category },
  { title: t('col.unit'), cell: (item) => item.unit },
];

/** Service items and parts that may stand on an order. */
export function CatalogPage({
  kind,
  q,
  onSearch,
}: {
  kind: Kind | undefined;
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
}) {
  const query = useQuery({
    ...contractQuery<typeof listItems>(listItemsMeta, { ...(kind === undefined ? {} : { kind }), ...(q === undefined ? {} : { q }) }),
    placeholderData: keepPreviousData,
  });
  const [draft, setDraft] = useState(q ?? '');
  const search = (words: string) => onSearch(words.trim() === '' ? undefined : words.trim());
  return (
    <Page title={t('title')} note={t('note')}>
      <LinkTabs label={t('tabs')}>
        {KINDS.map((tab) => (
          <Link
            key={tab ?? 'all'}
            to="/catalog"
            search={tab === undefined ? {} : { kind: tab }}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === kind ? 'page' : undefined}
          >
            {tab === undefined ? t('all') : text(`item.kind.${tab}`)}
          </Link>
        ))}
      </LinkTabs>
      <Input
        className={styles.search ?? ''}
        prefix={<SearchOutlined />}
        allowClear
        maxLength={40}
        aria-label={t('search')}
        placeholder={t('search')}
        value={draft}
        onChange={(event) => {
          setDraft(event.target.value);
          if (event.target.value === '') search('');
        }}
        onPressEnter={() => search(draft)}
      />
      <Card flush>
        <QueryBoundary query={query} skeleton={<TableSkeleton columns={5} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t('empty')}</Empty>
            ) : (
              <DataTable label={t('title')} columns={COLUMNS} rows={items} rowKey={(item) => item.code} />
            )
          }
        </QueryBoundary>
      </Card>
    </Page>
  );
}

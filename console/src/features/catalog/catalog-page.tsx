import { SearchOutlined } from '@ant-design/icons';
import type { CatalogEntry, catalogWorkbook, listCatalog } from '@mingdan/shared/contracts/catalog';
import { catalogWorkbookMeta, listCatalogMeta } from '@mingdan/shared/contracts/catalog.meta';
import { text } from '@mingdan/shared/messages/index';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { saveFile } from '../../lib/download.ts';
import { askOnce, contractPages, contractQuery } from '../../lib/query.ts';
import { type Column, PagedTable } from '../../ui/data-table.tsx';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './catalog.module.css';
import { ItemForm } from './item-form.tsx';
import { t } from './messages.ts';

/** Filters of the list; they live in the address. */
export interface CatalogFilters {
  readonly kind?: CatalogEntry['kind'];
  readonly q?: string;
  readonly category?: string;
  readonly active?: 'true' | 'false';
}
const KINDS: readonly (CatalogEntry['kind'] | undefined)[] = [undefined, 'labour', 'part', 'fee'];

const COLUMNS: readonly Column<CatalogEntry>[] = [
  { title: t('col.name'), lead: true, cell: (item) => item.name },
  { title: t('col.code'), cell: (item) => <span className="mono">{item.code}</span> },
  { title: t('col.kind'), cell: (item) => <span className="nowrap">{text(`item.kind.${item.kind}`)}</span> },
  { title: t('col.category'), cell: (item) => item.category },
  {
    title: t('col.model'),
    cell: (item) => [item.brand, item.model].filter((word) => word !== '').join(' ') || <span className="muted">—</span>,
  },
  { title: t('col.unit'), cell: (item) => item.unit },
  {
    title: t('col.state'),
    cell: (item) => <Tag tone={item.active ? 'good' : 'quiet'}>{t(item.active ? 'state.active' : 'state.retired')}</Tag>,
  },
];

/** Service items and parts that may stand on an order, and their keeping. */
export function CatalogPage({ filters, onFilters }: { filters: CatalogFilters; onFilters: (filters: CatalogFilters) => void }) {
  const navigate = useNavigate();
  const mayWrite = useMay('catalog:write');
  const pages = useInfiniteQuery({
    ...contractPages<typeof listCatalog>(listCatalogMeta, { ...filters, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const categories = useQuery(contractQuery<typeof listCatalog>(listCatalogMeta, { limit: 1 }));
  const [draft, setDraft] = useState(filters.q ?? '');
  const [opened, setOpened] = useState<CatalogEntry | 'new' | null>(null);
  const put = <Key extends keyof CatalogFilters>(key: Key, value: CatalogFilters[Key] | undefined) => {
    const { [key]: _old, ...rest } = filters;
    onFilters(value === undefined ? rest : { ...rest, [key]: value });
  };
  const search = (words: string) => put('q', words.trim() === '' ? undefined : words.trim());
  const columns: readonly Column<CatalogEntry>[] = mayWrite
    ? [
        ...COLUMNS,
        {
          title: t('col.act'),
          align: 'right',
          cell: (item) => (
            <Button size="small" onClick={() => setOpened(item)}>
              {t('edit')}
            </Button>
          ),
        },
      ]
    : COLUMNS;
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        mayWrite && (
          <>
            <Button onClick={() => void askOnce<typeof catalogWorkbook>(catalogWorkbookMeta, {}).then(saveFile)}>{t('export')}</Button>
            <Button onClick={() => void navigate({ to: '/catalog/import' })}>{t('import')}</Button>
            <Button type="primary" onClick={() => setOpened('new')}>
              {t('add')}
            </Button>
          </>
        )
      }
    >
      <LinkTabs label={t('tabs')}>
        {KINDS.map((tab) => (
          <Link
            key={tab ?? 'all'}
            to="/catalog"
            search={tab === undefined ? {} : { kind: tab }}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === filters.kind ? 'page' : undefined}
          >
            {tab === undefined ? t('all') : text(`item.kind.${tab}`)}
          </Link>
        ))}
      </LinkTabs>
      <div className={styles.bar}>
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
        <Select
          className={styles.choice ?? ''}
          allowClear
          showSearch
          aria-label={t('col.category')}
          placeholder={t('col.category')}
          value={filters.category ?? null}
          options={(categories.data?.categories ?? []).map((each) => ({ value: each, label: each }))}
          onChange={(category: string | null | undefined) => put('category', category ?? undefined)}
        />
        <Select
          className={styles.choice ?? ''}
          allowClear
          aria-label={t('col.state')}
          placeholder={t('col.state')}
          value={filters.active ?? null}
          options={(['true', 'false'] as const).map((value) => ({ value, label: t(value === 'true' ? 'state.active' : 'state.retired') }))}
          onChange={(active: 'true' | 'false' | null | undefined) => put('active', active ?? undefined)}
        />
      </div>
      <Card flush>
        <PagedTable
          label={t('title')}
          columns={columns}
          pages={pages}
          rowKey={(item) => item.code}
          empty={<Empty>{t('empty')}</Empty>}
          isFaded={(item) => !item.active}
          {...(mayWrite ? { onOpen: setOpened } : {})}
          {...(Object.keys(filters).length > 0 ? { onClearFilters: () => onFilters({}) } : {})}
        />
      </Card>
      {opened !== null && (
        <ItemForm key={opened === 'new' ? 'new' : opened.code} entry={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />
      )}
    </Page>
  );
}

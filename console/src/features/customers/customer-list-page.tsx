import { SearchOutlined } from '@ant-design/icons';
import type { listCustomers } from '@mingdan/shared/contracts/customers';
import { listCustomersMeta } from '@mingdan/shared/contracts/customers.meta';
import { label } from '@mingdan/shared/messages/index';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractPages, type RowOf } from '../../lib/query.ts';
import { type Column, PagedTable } from '../../ui/data-table.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import styles from './customers.module.css';
import { t } from './messages.ts';

type Row = RowOf<typeof listCustomers>;

/** Customers, found by exact phone, its last four digits or the exact name. */
export function CustomerListPage({
  q,
  onSearch,
  onOpen,
}: {
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
  onOpen: (id: string) => void;
}) {
  const pages = useInfiniteQuery({
    ...contractPages<typeof listCustomers>(listCustomersMeta, q === undefined ? { limit: 50 } : { q, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const [draft, setDraft] = useState(q ?? '');
  const now = useNow();
  const search = (words: string) => onSearch(words.trim() === '' ? undefined : words.trim());
  return (
    <Page title={t('title')}>
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
        <PagedTable
          pages={pages}
          label={t('title')}
          columns={columns(now)}
          rowKey={(row) => row.id}
          onOpen={(row) => onOpen(row.id)}
          empty={<Empty>{t('empty')}</Empty>}
          onClearFilters={
            q === undefined
              ? undefined
              : () => {
                  setDraft('');
                  onSearch(undefined);
                }
          }
        />
      </Card>
    </Page>
  );
}

function columns(now: number): readonly Column<Row>[] {
  return [
    {
      title: t('col.name'),
      lead: true,
      cell: (row) => (
        <Link to="/customers/$customerId" params={{ customerId: row.id }}>
          {row.name}
        </Link>
      ),
    },
    { title: t('col.phone'), cell: (row) => <span className="num">{row.phoneMasked}</span> },
    { title: t('col.level'), cell: (row) => label('customer.level', row.level) },
    { title: t('col.created'), align: 'right', cell: (row) => <span className="muted nowrap">{moment(row.createdAt, now)}</span> },
  ];
}

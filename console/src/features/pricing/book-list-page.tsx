import type { BookHead, listBooks } from '@mingdan/shared/contracts/books';
import { listBooksMeta } from '@mingdan/shared/contracts/books.meta';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMay } from '../../lib/access.ts';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable, TableSkeleton } from '../../ui/data-table.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import { windowText } from './words.ts';

/** Price books and their versions. */
export function BookListPage() {
  const query = useQuery(contractQuery<typeof listBooks>(listBooksMeta, {}));
  const navigate = useNavigate();
  const now = useNow();
  const mayPublish = useMay('books:publish');
  return (
    <Page
      title={t('list.title')}
      note={t('list.note')}
      actions={
        mayPublish && (
          <Button type="primary" onClick={() => void navigate({ to: '/books/import' })}>
            {t('list.import')}
          </Button>
        )
      }
    >
      <Card flush>
        <QueryBoundary query={query} skeleton={<TableSkeleton columns={6} rows={4} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t('list.empty')}</Empty>
            ) : (
              <DataTable
                label={t('list.title')}
                columns={columns(now)}
                rows={items}
                rowKey={(head) => `${head.code} ${head.version}`}
                isFaded={(head) => !head.active}
                onOpen={(head) =>
                  void navigate({ to: '/books/$code/$version', params: { code: head.code, version: String(head.version) }, search: {} })
                }
              />
            )
          }
        </QueryBoundary>
      </Card>
    </Page>
  );
}

function columns(now: number): readonly Column<BookHead>[] {
  return [
    {
      title: t('col.code'),
      lead: true,
      cell: (head) => (
        <Link to="/books/$code/$version" params={{ code: head.code, version: String(head.version) }} search={{}} className="mono">
          {head.code}
        </Link>
      ),
    },
    { title: t('col.version'), align: 'right', cell: (head) => `v${head.version}` },
    { title: t('col.valid'), cell: (head) => windowText(head.validFrom, head.validTo) ?? t('valid.always') },
    { title: t('col.size'), cell: (head) => <span className="secondary">{t('size', { ...head, active: null })}</span> },
    { title: t('col.state'), cell: (head) => <Tag tone={head.active ? 'good' : 'quiet'}>{t(head.active ? 'active' : 'inactive')}</Tag> },
    {
      title: t('col.published'),
      align: 'right',
      cell: (head) => (
        <span className="muted nowrap">
          {head.publishedBy} · {moment(head.publishedAt, now)}
        </span>
      ),
    },
    {
      title: t('col.act'),
      align: 'right',
      cell: (head) => (
        <Link to="/books/$code/$version/try" params={{ code: head.code, version: String(head.version) }}>
          {t('try')}
        </Link>
      ),
    },
  ];
}

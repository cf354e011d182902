import type { listTemplates, TemplateHead } from '@mingdan/shared/contracts/templates';
import { listTemplatesMeta } from '@mingdan/shared/contracts/templates.meta';
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

/** Templates with their versions. */
export function TemplateListPage() {
  const query = useQuery(contractQuery<typeof listTemplates>(listTemplatesMeta, {}));
  const navigate = useNavigate();
  const now = useNow();
  const mayPublish = useMay('templates:publish');
  return (
    <Page
      title={t('list.title')}
      note={t('list.note')}
      actions={
        mayPublish && (
          <Button type="primary" onClick={() => void navigate({ to: '/templates/import' })}>
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
                  void navigate({ to: '/templates/$code/$version', params: { code: head.code, version: String(head.version) }, search: {} })
                }
              />
            )
          }
        </QueryBoundary>
      </Card>
    </Page>
  );
}

function columns(now: number): readonly Column<TemplateHead>[] {
  return [
    {
      title: t('col.name'),
      lead: true,
      cell: (head) => (
        <Link to="/templates/$code/$version" params={{ code: head.code, version: String(head.version) }} search={{}}>
          {head.name}
        </Link>
      ),
    },
    { title: t('col.code'), cell: (head) => <span className="mono">{head.code}</span> },
    { title: t('col.version'), align: 'right', cell: (head) => `v${head.version}` },
    { title: t('col.scene'), cell: (head) => sceneText(head.scene) },
    { title: t('col.summary'), cell: (head) => <span className="secondary">{head.summary}</span> },
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
  ];
}

function sceneText(scene: string): string {
  return scene === 'presale' || scene === 'trade' || scene === 'aftersale' ? t(`scene.${scene}`) : scene;
}

import type { importCatalog, ReadCatalogOutput, readCatalogFile } from '@mingdan/shared/contracts/catalog';
import { importCatalogMeta, readCatalogFileMeta } from '@mingdan/shared/contracts/catalog.meta';
import { label } from '@mingdan/shared/messages/index';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useFileReading, useWrite } from '../../lib/query.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { FileFindings } from '../../ui/file-findings.tsx';
import { FilePicker } from '../../ui/file-picker.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';

type Change = ReadCatalogOutput['items'][number];
const FIRST_ROWS = 100;
const WORDS = ['name', 'unit', 'category', 'model', 'brand', 'keywords'] as const;

/** Items from a file: read on trial, what would change shown, then written all or nothing. */
export function CatalogImportPage() {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<File | null>(null);
  const [limit, setLimit] = useState(FIRST_ROWS);
  const read = useFileReading<typeof readCatalogFile>(readCatalogFileMeta);
  const write = useWrite<typeof importCatalog>(importCatalogMeta, {
    onDone: ({ added, changed }) => {
      void message.success(t('import.done', { added, changed }));
      void navigate({ to: '/catalog', search: {} });
    },
  });
  const choose = (file: File) => {
    setChosen(file);
    write.reset();
    read.mutate(file);
  };
  const items = read.data?.items ?? [];
  const added = items.filter((item) => item.before === null).length;
  return (
    <Page
      title={t('import.title')}
      note={t('import.note')}
      crumb={
        <Link to="/catalog" search={{}}>
          {t('title')}
        </Link>
      }
    >
      <Card>
        <FilePicker lead={t('import.lead')} accept=".xlsx,.json" reading={read.isPending} onChoose={choose} />
      </Card>
      {read.isError && (
        <Card>
          <ProblemView error={read.error} compact of="write" onRetry={() => chosen && choose(chosen)} />
        </Card>
      )}
      {read.data !== undefined && (
        <>
          <Card title={t('import.findings')}>
            <FileFindings findings={read.data.findings} />
          </Card>
          <Card
            title={t('import.changes', { added, changed: items.length - added, same: read.data.same })}
            flush={items.length > 0}
            extra={
              <Button
                type="primary"
                disabled={items.length === 0}
                loading={write.isPending}
                onClick={() => write.mutate({ items: items.map(({ before: _before, ...item }) => item) })}
              >
                {t('import.write', { count: items.length })}
              </Button>
            }
          >
            {items.length === 0 ? (
              <span className="muted">{t('import.nothing')}</span>
            ) : (
              <DataTable
                compact
                label={t('import.title')}
                rows={items.slice(0, limit)}
                rowKey={(item) => item.code}
                columns={[
                  { title: t('col.name'), lead: true, cell: (item) => item.name },
                  { title: t('col.code'), cell: (item) => <span className="mono">{item.code}</span> },
                  { title: t('col.kind'), cell: (item) => label('item.kind', item.kind) },
                  { title: t('import.what'), cell: (item) => <What item={item} /> },
                ]}
              />
            )}
            {items.length > limit && (
              <Button onClick={() => setLimit(limit + 200)}>{t('import.more', { count: items.length - limit })}</Button>
            )}
          </Card>
          {write.isError && (
            <Card>
              <ProblemView error={write.error} compact of="write" onRetry={() => chosen && choose(chosen)} />
            </Card>
          )}
        </>
      )}
    </Page>
  );
}

/** Every word that would be another one, old and new. */
function What({ item }: { item: Change }) {
  const { before } = item;
  if (before === null) return <Tag tone="good">{t('import.new')}</Tag>;
  const words = WORDS.filter((key) => before[key] !== item[key]).map((key) => ({ key: key as string, from: before[key], to: item[key] }));
  const state =
    before.active === item.active
      ? []
      : [
          {
            key: 'active',
            from: t(before.active ? 'state.active' : 'state.retired'),
            to: t(item.active ? 'state.active' : 'state.retired'),
          },
        ];
  return (
    <span>
      {[...words, ...state].map(({ key, from, to }) => (
        <span key={key} style={{ display: 'block' }}>
          <del className="muted">{from === '' ? '—' : from}</del> → {to === '' ? '—' : to}
        </span>
      ))}
    </span>
  );
}

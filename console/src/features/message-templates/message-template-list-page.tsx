import type { listMessageTemplates, MessageTemplateView, messageTemplateVersions } from '@mingdan/shared/contracts/message-templates';
import { listMessageTemplatesMeta, messageTemplateVersionsMeta } from '@mingdan/shared/contracts/message-templates.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, ProblemView } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Tag } from '../../ui/tag.tsx';
import { MessageTemplateSheet } from './message-template-sheet.tsx';
import styles from './message-templates.module.css';
import { t } from './messages.ts';
import { NewNotice } from './new-notice.tsx';

type Audience = MessageTemplateView['audience'];
const TABS: readonly (Audience | undefined)[] = [undefined, 'customer', 'staff', 'installer'];

/** How a template stands in the address. */
const keyOf = ({ event, audience }: MessageTemplateView): string => `${event}.${audience}`;

/** The words of every notice 消息模板, by event and audience. `edit`: the one that is open. */
export function MessageTemplateListPage({
  audience,
  edit,
  onEdit,
}: {
  audience: Audience | undefined;
  edit: string | undefined;
  onEdit: (edit: string | undefined) => void;
}) {
  const query = useQuery(contractQuery<typeof listMessageTemplates>(listMessageTemplatesMeta, {}));
  const now = useNow();
  const mayWrite = useMay('messages:write');
  const [asking, setAsking] = useState(false);
  const listed = query.data?.items.find((one) => keyOf(one) === edit);
  // a notice without words of its own is on no list: it begins with those of any notice
  const [event = '', audienceOf = ''] = edit?.split('.') ?? [];
  const unlisted = useQuery({
    ...contractQuery<typeof messageTemplateVersions>(messageTemplateVersionsMeta, { event, audience: audienceOf as Audience }),
    enabled: mayWrite && edit !== undefined && query.data !== undefined && listed === undefined,
  });
  const edited = listed ?? (edit === undefined ? undefined : unlisted.data?.items[0]);
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        mayWrite && (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('new')}
          </Button>
        )
      }
    >
      {asking && (
        <NewNotice
          onClose={() => setAsking(false)}
          onOpen={(key) => {
            setAsking(false);
            onEdit(key);
          }}
        />
      )}
      {listed === undefined && unlisted.isError && <ProblemView error={unlisted.error} compact />}
      <LinkTabs label={t('tabs')}>
        {TABS.map((tab) => (
          <Link
            key={tab ?? 'all'}
            to="/message-templates"
            search={tab === undefined ? {} : { audience: tab }}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === audience ? 'page' : undefined}
          >
            {tab === undefined ? t('all') : label('delivery.audience', tab)}
          </Link>
        ))}
      </LinkTabs>
      <Card flush>
        <QueryBoundary query={query}>
          {({ items }) => {
            const shown = items.filter((one) => audience === undefined || one.audience === audience);
            return shown.length === 0 ? (
              <Empty>{t('empty')}</Empty>
            ) : (
              <DataTable
                label={t('title')}
                rows={shown}
                rowKey={keyOf}
                columns={columns(now, (one) => onEdit(keyOf(one)))}
                onOpen={(one) => onEdit(keyOf(one))}
                openKey={edit}
              />
            );
          }}
        </QueryBoundary>
      </Card>
      {edited && <MessageTemplateSheet key={keyOf(edited)} template={edited} onClose={() => onEdit(undefined)} />}
    </Page>
  );
}

function columns(now: number, onOpen: (template: MessageTemplateView) => void): readonly Column<MessageTemplateView>[] {
  return [
    {
      title: t('col.name'),
      lead: true,
      cell: (one) => (
        <button type="button" className={styles.name} onClick={() => onOpen(one)}>
          {one.name}
        </button>
      ),
    },
    { title: t('col.audience'), cell: (one) => <span className="nowrap">{label('delivery.audience', one.audience)}</span> },
    {
      title: t('col.words'),
      cell: (one) => (
        <span className={styles.words}>
          <span>{one.title}</span>
          <span className={styles.second}>{one.text}</span>
        </span>
      ),
    },
    {
      title: t('col.subscribe'),
      cell: (one) => {
        if (one.audience !== 'customer') return <span className="muted">—</span>;
        return <Tag tone={one.subscribe ? 'good' : 'quiet'}>{t(one.subscribe ? 'subscribe.on' : 'subscribe.off')}</Tag>;
      },
    },
    {
      title: t('col.version'),
      align: 'right',
      cell: (one) => (
        <span>
          <span className="nowrap">{versionText(one.version)}</span>
          {one.savedAt !== null && <span className={styles.second}>{`${one.savedBy ?? ''} ${formatSince(one.savedAt, now)}`}</span>}
        </span>
      ),
    },
  ];
}

function versionText(version: number): string {
  return version === 0 ? t('version.product') : t('version.n', { version });
}

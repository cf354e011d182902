import type { DraftHead } from '@mingdan/shared/contracts/common';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link, type LinkProps, useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { moment } from '../lib/format.ts';
import { useNow } from '../lib/now.ts';
import { type Column, DataTable, TableSkeleton } from './data-table.tsx';
import { FormStack, TextField } from './form-fields.tsx';
import { t } from './messages.ts';
import { Card, Page } from './page.tsx';
import { Empty, ProblemView } from './problem-view.tsx';
import { QueryBoundary } from './query-boundary.tsx';

/** What every published version says of itself. */
export interface VersionHead {
  readonly code: string;
  readonly version: number;
  readonly active: boolean;
  readonly publishedBy: string;
  readonly publishedAt: number;
}

/** Opens a draft under a code. */
interface Begin {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: Error | null;
  run(code: string): void;
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;

/** Published versions of one kind of definition, the drafts above them for who may write, and the question for a new one. */
export function VersionedList<H extends VersionHead>({
  query,
  drafts,
  words,
  columns,
  state,
  versionLink,
  draftLink,
  importLink,
  draftWords,
  begin,
}: {
  query: UseQueryResult<{ readonly items: readonly H[] }, Error>;
  /** Absent for who may only read. */
  drafts: UseQueryResult<{ readonly items: readonly DraftHead[] }, Error> | null;
  words: {
    readonly title: string;
    readonly note: string;
    readonly import: string;
    readonly create: string;
    readonly code: string;
    readonly codeNote?: string;
    readonly empty: string;
    readonly codeColumn: string;
  };
  /** Columns before the state, after it come who published and `last`. */
  columns: { readonly first: readonly Column<H>[]; readonly last?: readonly Column<H>[] };
  /** What became of a version, in words; `all` holds every one. */
  state: (head: H, all: readonly H[]) => ReactNode;
  versionLink: (head: H) => LinkProps;
  draftLink: (draftId: string) => LinkProps;
  importLink: LinkProps;
  draftWords: { name: (draft: DraftHead) => ReactNode; from: (version: number) => string };
  begin: Begin;
}) {
  const navigate = useNavigate();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const go = (link: LinkProps) => void navigate(link as never);
  return (
    <Page
      title={words.title}
      note={words.note}
      actions={
        drafts !== null && (
          <>
            <Button onClick={() => go(importLink)}>{words.import}</Button>
            <Button type="primary" onClick={() => setAsking(true)}>
              {words.create}
            </Button>
          </>
        )
      }
    >
      {drafts !== null && (drafts.data?.items.length ?? 0) > 0 && (
        <Card title={t('versions.drafts')} flush>
          <DataTable
            label={t('versions.drafts')}
            rows={drafts.data?.items ?? []}
            rowKey={(draft) => draft.id}
            onOpen={(draft) => go(draftLink(draft.id))}
            columns={[
              { title: words.codeColumn, lead: true, cell: (draft) => <Link {...draftLink(draft.id)}>{draftWords.name(draft)}</Link> },
              {
                title: t('versions.version'),
                cell: (draft) => <span className="secondary">{draft.baseVersion === null ? '—' : draftWords.from(draft.baseVersion)}</span>,
              },
              {
                title: t('versions.saved'),
                align: 'right',
                cell: (draft) => <span className="muted">{`${draft.updatedBy} · ${moment(draft.updatedAt, now)}`}</span>,
              },
            ]}
          />
        </Card>
      )}
      {asking && <AskCode words={words} begin={begin} onClose={() => setAsking(false)} />}
      <Card flush>
        <QueryBoundary query={query} skeleton={<TableSkeleton columns={6} rows={4} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{words.empty}</Empty>
            ) : (
              <DataTable
                label={words.title}
                rows={items}
                rowKey={(head) => `${head.code} ${head.version}`}
                isFaded={(head) => !head.active}
                onOpen={(head) => go(versionLink(head))}
                columns={[
                  ...columns.first,
                  {
                    title: t('versions.state'),
                    cell: (head) => state(head, items),
                  },
                  {
                    title: t('versions.published'),
                    align: 'right',
                    cell: (head) => (
                      <span className="muted nowrap">
                        {head.publishedBy} · {moment(head.publishedAt, now)}
                      </span>
                    ),
                  },
                  ...(columns.last ?? []),
                ]}
              />
            )
          }
        </QueryBoundary>
      </Card>
    </Page>
  );
}

/** The column of a version's number. */
export function versionColumn<H extends VersionHead>(): Column<H> {
  return { title: t('versions.version'), align: 'right', cell: (head) => t('version.nth', { version: head.version }) };
}

/** Asks for the code of something new. */
function AskCode({
  words,
  begin,
  onClose,
}: {
  words: { readonly create: string; readonly code: string; readonly codeNote?: string };
  begin: Begin;
  onClose: () => void;
}) {
  const [code, setCode] = useState('');
  return (
    <Modal
      open
      title={words.create}
      okText={t('versions.begin')}
      cancelText={t('draft.notYet')}
      okButtonProps={{ disabled: !CODE.test(code), loading: begin.isPending }}
      onOk={() => begin.run(code)}
      onCancel={onClose}
    >
      <FormStack>
        <TextField title={words.code} mono max={60} value={code} onChange={setCode} />
        {words.codeNote !== undefined && <span className="muted">{words.codeNote}</span>}
        {begin.isError && <ProblemView error={begin.error} compact of="write" />}
      </FormStack>
    </Modal>
  );
}

import type { Finding } from '@mingdan/shared/contracts/common';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Draft } from '../lib/draft.ts';
import { DraftBar, DraftNotice, EditorColumns } from './draft-bar.tsx';
import { Findings } from './findings.tsx';
import { LinkTabs, tabClass } from './link-tabs.tsx';
import { t } from './messages.ts';
import { Card, Page } from './page.tsx';
import { Places } from './places.tsx';
import { ProblemView } from './problem-view.tsx';
import { QueryBoundary } from './query-boundary.tsx';

/** How a query of a draft is kept: the editor owns the draft while it is open, and what is read again would be older than what is typed. */
export const OWNED = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnWindowFocus: false } as const;

/** Loads a draft for its editor; `again` throws away what was typed and begins with what is saved now. */
export function DraftLoader<T>({
  query,
  title,
  children,
}: {
  query: UseQueryResult<T, Error>;
  title: string;
  children: (content: T, key: number, again: () => void) => ReactNode;
}) {
  const [round, setRound] = useState(0);
  return (
    <QueryBoundary query={query} title={title}>
      {(content) => children(content, round, () => void query.refetch().then(() => setRound(round + 1)))}
    </QueryBoundary>
  );
}

/** The place that a finding spoke of, once it was pressed: a section, the row in it, and its whole path. `key` tells two presses apart. */
export interface Aim<S extends string = string> {
  readonly section: S;
  readonly item: number;
  readonly path: string;
  readonly key: number;
}

/** Leads from findings to their places. The aim is null while another section is shown. */
export function useAim<S extends string>(section: S, placeOf: (path: string) => { section: S; item: number }, onGo: (section: S) => void) {
  const [target, setTarget] = useState<Aim<S> | null>(null);
  const goTo = (finding: Finding) => {
    const place = placeOf(finding.path);
    setTarget({ ...place, path: finding.path, key: (target?.key ?? 0) + 1 });
    onGo(place.section);
  };
  return { aim: target?.section === section ? target : null, goTo };
}

/** One section of an editor and its address. */
export interface DraftTab {
  readonly key: string;
  readonly label: string;
  readonly link: LinkProps;
}

/** A write that the frame asks about first. */
interface Asked {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: Error | null;
  run(revision: number): void;
}

/**
 * Everything around the editor of a draft 草稿: what it is called, whether it is saved, its sections, what the check found, and the questions before it is
 * published or thrown away. The editor of the chosen section is `children`.
 */
export function DraftFrame({
  draft,
  title,
  crumb,
  baseVersion,
  acts,
  label,
  tabs,
  section,
  aim,
  onFinding,
  placeOf,
  onKeepMine,
  onTakeTheirs,
  discard,
  publish,
  children,
}: {
  draft: Draft<unknown>;
  title: string;
  crumb: ReactNode;
  /** The published version that it was begun from. */
  baseVersion: number | null;
  /** Further acts, before those that every draft has. */
  acts: ReactNode;
  label: string;
  tabs: readonly DraftTab[];
  section: string;
  aim: Aim | null;
  onFinding: (finding: Finding) => void;
  /** Says in words where a finding is. */
  placeOf?: (path: string) => string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  discard: Asked;
  /** The question before publishing. `send` saves what is not saved yet and calls back with its revision. */
  publish: (close: () => void, send: (act: (revision: number) => void) => void) => ReactNode;
  children: ReactNode;
}) {
  const [asking, setAsking] = useState<'publish' | 'discard' | null>(null);
  const close = () => setAsking(null);
  return (
    <Page
      title={title}
      crumb={crumb}
      note={baseVersion === null ? t('draft.fromNothing') : t('draft.from', { version: baseVersion })}
      actions={
        <DraftBar draft={draft}>
          {acts}
          <Button danger onClick={() => setAsking('discard')}>
            {t('draft.discard')}
          </Button>
          <Button
            type="primary"
            disabled={draft.findings.some((finding) => finding.severity === 'error')}
            onClick={() => setAsking('publish')}
          >
            {t('draft.publish')}
          </Button>
        </DraftBar>
      }
    >
      <DraftNotice draft={draft} onKeepMine={onKeepMine} onTakeTheirs={onTakeTheirs} />
      <LinkTabs label={label}>
        {tabs.map((tab) => (
          <Link
            key={tab.key}
            {...tab.link}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab.key === section ? 'page' : undefined}
          >
            {tab.label}
          </Link>
        ))}
      </LinkTabs>
      <EditorColumns
        side={
          <Card title={t('findings.title')}>
            <Findings findings={draft.findings} onOpen={onFinding} {...(placeOf ? { placeOf } : {})} />
          </Card>
        }
      >
        <Places findings={draft.findings} target={aim}>
          {children}
        </Places>
      </EditorColumns>
      {asking === 'publish' && publish(close, (act) => void draft.flush().then((revision) => revision !== null && act(revision)))}
      <Modal
        open={asking === 'discard'}
        title={t('draft.discardTitle')}
        okText={t('draft.discard')}
        cancelText={t('draft.notYet')}
        okButtonProps={{ danger: true, loading: discard.isPending }}
        onOk={() => void draft.flush().then((revision) => discard.run(revision ?? draft.revision))}
        onCancel={close}
      >
        <p>{t('draft.discardText')}</p>
        {discard.isError && <ProblemView error={discard.error} compact of="write" />}
      </Modal>
    </Page>
  );
}

/** What a draft changes against the newest published version of its code; says so where there is none. */
export function AgainstNewest<H, T>({
  heads,
  newest,
  published,
  children,
}: {
  heads: UseQueryResult<H, Error>;
  newest: number | null;
  published: UseQueryResult<T, Error>;
  children: (published: T) => ReactNode;
}) {
  return (
    <QueryBoundary query={heads}>
      {() =>
        newest === null ? (
          <Card>{t('draft.first')}</Card>
        ) : (
          <QueryBoundary query={published}>
            {(before) => (
              <>
                <p className="secondary">{t('draft.against', { version: newest })}</p>
                {children(before)}
              </>
            )}
          </QueryBoundary>
        )
      }
    </QueryBoundary>
  );
}

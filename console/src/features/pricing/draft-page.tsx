import type {
  bookDraft,
  bookDraftWorkbook,
  discardBookDraft,
  openBookDraft,
  publishBookDraft,
  saveBookDraft,
} from '@mingdan/shared/contracts/books';
import {
  bookDraftMeta,
  bookDraftWorkbookMeta,
  discardBookDraftMeta,
  listBooksMeta,
  openBookDraftMeta,
  publishBookDraftMeta,
  saveBookDraftMeta,
} from '@mingdan/shared/contracts/books.meta';
import type { DraftHead, Finding } from '@mingdan/shared/contracts/common';
import { bookName } from '@mingdan/shared/messages/books';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, linkOptions, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { saveFile, saveJson } from '../../lib/download.ts';
import { useDraft } from '../../lib/draft.ts';
import { askOnce, contractQuery, useWrite, writeOnce } from '../../lib/query.ts';
import { AgainstNewest, DraftFrame, DraftLoader, OWNED, useAim } from '../../ui/draft-frame.tsx';
import { BookDiffView } from './book-diff-view.tsx';
import { DraftTrial } from './draft-trial.tsx';
import { ItemsEditor } from './items-editor.tsx';
import { t } from './messages.ts';
import { useNewest } from './newest.ts';
import { PublishBook } from './publish-book.tsx';
import { RulesEditor } from './rules-editor.tsx';
import { TiersEditor } from './tiers-editor.tsx';
import { placeText } from './words.ts';

export const DRAFT_SECTIONS = ['items', 'tiers', 'adjustments', 'fees', 'splits', 'try', 'diff'] as const;
export type DraftSection = (typeof DRAFT_SECTIONS)[number];

interface DraftContent {
  readonly head: DraftHead;
  readonly book: unknown;
  readonly findings: readonly Finding[];
}

/** An editor of a price book draft: everything that can be said of a book, in tables and forms. */
export function BookDraftPage({ draftId, section }: { draftId: string; section: DraftSection }) {
  const query = useQuery({ ...contractQuery<typeof bookDraft>(bookDraftMeta, { draftId }), ...OWNED });
  return (
    <DraftLoader query={query} title={t('draft.title')}>
      {(content, key, again) => <Editor key={key} content={content} section={section} onAgain={again} />}
    </DraftLoader>
  );
}

function Editor({ content, section, onAgain }: { content: DraftContent; section: DraftSection; onAgain: () => void }) {
  const { head } = content;
  const draftId = head.id;
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const draft = useDraft<PriceBook>(
    { value: bookOf(content.book), revision: head.revision, findings: content.findings },
    (revision, book) => writeOnce<typeof saveBookDraft>(saveBookDraftMeta, { draftId, revision, book: book as never }),
  );
  const book = draft.value;
  const linkTo = (tab: DraftSection) =>
    linkOptions({ to: '/books/drafts/$draftId', params: { draftId }, search: tab === 'items' ? {} : { section: tab } });
  const { aim, goTo } = useAim(section, placeOfFinding, (to) => void navigate({ ...linkTo(to), replace: true }));
  const open = useWrite<typeof openBookDraft>(openBookDraftMeta, {
    onDone: ({ id }) => void navigate({ to: '/books/drafts/$draftId', params: { draftId: id }, search: {} }),
  });
  const discard = useWrite<typeof discardBookDraft>(discardBookDraftMeta, {
    onDone: () => {
      void message.success(t('draft.discarded'));
      void navigate({ to: '/books' });
    },
  });
  const publish = useWrite<typeof publishBookDraft>(publishBookDraftMeta, {
    onDone: ({ code, version }) => {
      void message.success(t('import.done', { code: bookName(code), version }));
      void navigate({ to: '/books/$code/$version', params: { code, version: String(version) }, search: {} });
    },
  });
  // somebody may have published meanwhile: then other prices change, and they are to be looked at
  const askNewest = () => void client.invalidateQueries({ queryKey: [listBooksMeta.name] });
  const workbook = () =>
    draft
      .flush()
      .then(async (saved) => saved !== null && saveFile(await askOnce<typeof bookDraftWorkbook>(bookDraftWorkbookMeta, { draftId })));
  return (
    <DraftFrame
      draft={draft}
      title={t('draft.name', { code: bookName(head.code) })}
      crumb={<Link to="/books">{t('page.back')}</Link>}
      baseVersion={head.baseVersion}
      acts={
        <>
          <Button onClick={() => void workbook()}>{t('export.xlsx')}</Button>
          <Button onClick={() => saveJson(`${head.code}-draft`, book)}>{t('export.json')}</Button>
        </>
      }
      label={t('section.label')}
      tabs={DRAFT_SECTIONS.map((tab) => ({ key: tab, label: t(`section.${tab}`), link: linkTo(tab) }))}
      section={section}
      aim={aim}
      onFinding={goTo}
      placeOf={placeText}
      onKeepMine={() => open.mutate({ code: head.code, fromVersion: null, book: book as never })}
      onTakeTheirs={onAgain}
      discard={{ ...discard, run: (revision) => discard.mutate({ draftId, revision }) }}
      publish={(close, send) => (
        <PublishBook
          book={book}
          code={head.code}
          findings={draft.findings}
          pending={publish.isPending}
          error={publish.error}
          onClose={close}
          onPublish={(input) => send((revision) => publish.mutate({ draftId, revision, ...input }, { onError: askNewest }))}
        />
      )}
    >
      {section === 'items' && <ItemsEditor book={book} target={aim} onChange={draft.change} />}
      {section === 'tiers' && (
        <>
          <TiersEditor book={book} onChange={draft.change} />
          <RulesEditor book={book} kind="tierRules" target={aim} onChange={draft.change} />
        </>
      )}
      {(section === 'adjustments' || section === 'fees' || section === 'splits') && (
        <RulesEditor key={section} book={book} kind={section} target={aim} onChange={draft.change} />
      )}
      {section === 'try' && <DraftTrial book={book} />}
      {section === 'diff' && <AgainstPublished book={book} code={head.code} />}
    </DraftFrame>
  );
}

/** The lists of a book that may lack some of them. */
function bookOf(json: unknown): PriceBook {
  const book = json as PriceBook;
  return { ...book, tiers: book.tiers ?? [], items: book.items ?? [] };
}

/** The section and the row that a finding's path speaks of. */
export function placeOfFinding(path: string): { section: DraftSection; item: number } {
  const [list, index] = path.split('.');
  const item = index === undefined || !/^\d+$/.test(index) ? -1 : Number(index);
  if (list === 'adjustments' || list === 'fees' || list === 'splits') return { section: list, item };
  if (list === 'tierRules') return { section: 'tiers', item };
  if (list === 'tiers' || list === 'defaultTier') return { section: 'tiers', item: -1 };
  return { section: 'items', item };
}

function AgainstPublished({ book, code }: { book: PriceBook; code: string }) {
  const { heads, newest, book: published } = useNewest(code);
  return (
    <AgainstNewest heads={heads} newest={newest} published={published}>
      {(before) => <BookDiffView before={before.book as unknown as PriceBook} after={book} />}
    </AgainstNewest>
  );
}

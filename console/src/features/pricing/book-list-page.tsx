import type { BookHead, bookDrafts, listBooks, openBookDraft } from '@mingdan/shared/contracts/books';
import { bookDraftsMeta, listBooksMeta, openBookDraftMeta } from '@mingdan/shared/contracts/books.meta';
import { bookName } from '@mingdan/shared/messages/books';
import { useQuery } from '@tanstack/react-query';
import { Link, linkOptions, useNavigate } from '@tanstack/react-router';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { VersionedList, versionColumn } from '../../ui/versioned-list.tsx';
import { bookStanding } from './book-standing.ts';
import { t } from './messages.ts';
import { instantText, windowText } from './words.ts';

const draftLink = (draftId: string) => linkOptions({ to: '/books/drafts/$draftId', params: { draftId }, search: {} });
const versionLink = ({ code, version }: BookHead) =>
  linkOptions({ to: '/books/$code/$version', params: { code, version: String(version) }, search: {} });

/** Price books and their versions. */
export function BookListPage() {
  const navigate = useNavigate();
  const mayWrite = useMay('books:write');
  const query = useQuery(contractQuery<typeof listBooks>(listBooksMeta, {}));
  const drafts = useQuery({ ...contractQuery<typeof bookDrafts>(bookDraftsMeta, {}), enabled: mayWrite });
  const open = useWrite<typeof openBookDraft>(openBookDraftMeta, { onDone: ({ id }) => void navigate(draftLink(id)) });
  return (
    <VersionedList
      query={query}
      drafts={mayWrite ? drafts : null}
      words={{
        title: t('list.title'),
        note: t('list.note'),
        import: t('list.import'),
        create: t('list.new'),
        code: t('list.newCode'),
        codeNote: t('list.newNote'),
        empty: t('list.empty'),
        codeColumn: t('col.code'),
      }}
      columns={{ first: FIRST, last: LAST }}
      state={(head, all) => <Standing head={head} all={all} />}
      versionLink={versionLink}
      draftLink={draftLink}
      importLink={linkOptions({ to: '/books/import' })}
      draftWords={{
        name: ({ code }) => t('list.draftName', { code: bookName(code) }),
        from: (version) => t('list.draftFrom', { version }),
      }}
      begin={{ ...open, run: (code) => open.mutate({ code, fromVersion: null }) }}
    />
  );
}

function Standing({ head, all }: { head: BookHead; all: readonly BookHead[] }) {
  const standing = bookStanding(head, all, useNow());
  if (standing.kind !== 'followed') {
    const active = all.find((other) => other.active);
    return (
      <>
        <Tag tone={standing.kind === 'active' ? 'good' : standing.kind === 'coming' ? 'waiting' : 'quiet'}>
          {t(`state.${standing.kind}`)}
        </Tag>
        {standing.kind === 'aside' && active !== undefined && (
          <div className="muted">{t('state.asideOf', { book: bookName(active.code) })}</div>
        )}
      </>
    );
  }
  return (
    <>
      <Tag tone="quiet">{t('state.followed', { version: standing.by })}</Tag>
      {standing.since !== null && <div className="muted">{t('valid.from', { from: instantText(standing.since) })}</div>}
    </>
  );
}

const FIRST: readonly Column<BookHead>[] = [
  {
    title: t('col.code'),
    lead: true,
    cell: (head) => (
      <Link {...versionLink(head)} className={bookName(head.code) === head.code ? 'mono' : ''} title={head.code}>
        {bookName(head.code)}
      </Link>
    ),
  },
  versionColumn(),
  { title: t('col.valid'), cell: (head) => windowText(head.validFrom, head.validTo) ?? t('valid.always') },
  { title: t('col.size'), cell: (head) => <span className="secondary">{t('size', { ...head, active: null })}</span> },
];
const LAST: readonly Column<BookHead>[] = [
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

import type { bookWorkbook, getBook, openBookDraft } from '@mingdan/shared/contracts/books';
import { bookWorkbookMeta, getBookMeta, openBookDraftMeta } from '@mingdan/shared/contracts/books.meta';
import { bookVersionName } from '@mingdan/shared/messages/books';
import type { PriceBook, Side } from '@mingdan/shared/pricing/types';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMay } from '../../lib/access.ts';
import { saveFile, saveJson } from '../../lib/download.ts';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { askOnce, contractQuery, useWrite } from '../../lib/query.ts';
import { Findings } from '../../ui/findings.tsx';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { BOOK_SECTIONS, BookSection, type BookSectionKey } from './book-section.tsx';
import { t } from './messages.ts';
import { placeText, windowText } from './words.ts';

/** What can be done with a published version: none of it changes it. */
function BookActs({ code, version, book }: { code: string; version: number; book: PriceBook }) {
  const navigate = useNavigate();
  const mayWrite = useMay('books:write');
  const open = useWrite<typeof openBookDraft>(openBookDraftMeta, {
    onDone: ({ id }) => void navigate({ to: '/books/drafts/$draftId', params: { draftId: id }, search: {} }),
  });
  const params = { code, version: String(version) };
  return (
    <>
      <Button onClick={() => void askOnce<typeof bookWorkbook>(bookWorkbookMeta, { code, version }).then(saveFile)}>
        {t('export.xlsx')}
      </Button>
      <Button onClick={() => saveJson(`${code}-v${version}`, book)}>{t('export.json')}</Button>
      <Button onClick={() => void navigate({ to: '/books/$code/$version/diff', params, search: {} })}>{t('list.compare')}</Button>
      <Button onClick={() => void navigate({ to: '/books/$code/$version/try', params })}>{t('try')}</Button>
      {mayWrite && (
        <Button type="primary" loading={open.isPending} onClick={() => open.mutate({ code, fromVersion: version })}>
          {t('list.edit')}
        </Button>
      )}
    </>
  );
}

/** One version of a price book, readable by a finance clerk. */
export function BookPage({
  code,
  version,
  section,
  side,
}: {
  code: string;
  version: string;
  section: BookSectionKey | 'findings';
  side: Side;
}) {
  const query = useQuery(contractQuery<typeof getBook>(getBookMeta, { code, version }));
  const now = useNow();
  return (
    <QueryBoundary query={query} title={bookVersionName(code, version)}>
      {({ head, book, findings }) => (
        <Page
          title={bookVersionName(head.code, head.version)}
          crumb={<Link to="/books">{t('page.back')}</Link>}
          note={
            <>
              {windowText(head.validFrom, head.validTo) ?? t('valid.always')} ·{' '}
              {t('page.published', { by: head.publishedBy, when: moment(head.publishedAt, now) })}
            </>
          }
          actions={<BookActs code={code} version={head.version} book={book as unknown as PriceBook} />}
        >
          <LinkTabs label={t('section.label')}>
            {[...BOOK_SECTIONS, 'findings' as const].map((tab) => (
              <Link
                key={tab}
                to="/books/$code/$version"
                params={{ code, version }}
                search={tab === 'tiers' ? {} : { section: tab }}
                className={tabClass}
                activeOptions={{ exact: true, includeSearch: true }}
                aria-current={tab === section ? 'page' : undefined}
              >
                {t(`section.${tab}`)}
                {tab === 'findings' && findings.length > 0 && ` ${findings.length}`}
              </Link>
            ))}
          </LinkTabs>
          {section === 'findings' ? (
            <Card title={t('section.findings')}>
              <Findings findings={findings} placeOf={placeText} />
            </Card>
          ) : (
            // a published book has passed the check that gives it this shape
            <BookSection book={book as unknown as PriceBook} section={section} side={side} />
          )}
        </Page>
      )}
    </QueryBoundary>
  );
}

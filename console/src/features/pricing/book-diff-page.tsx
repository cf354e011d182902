import type { getBook, listBooks } from '@mingdan/shared/contracts/books';
import { getBookMeta, listBooksMeta } from '@mingdan/shared/contracts/books.meta';
import { bookVersionName } from '@mingdan/shared/messages/books';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { contractQuery } from '../../lib/query.ts';
import { Page } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { earlierThan, VersionPair } from '../../ui/version-pair.tsx';
import { BookDiffView } from './book-diff-view.tsx';
import { t } from './messages.ts';

/** Two published versions of a book beside each other. Both stand in the address. */
export function BookDiffPage({ code, version, against }: { code: string; version: string; against: string | undefined }) {
  const navigate = useNavigate();
  const heads = useQuery(contractQuery<typeof listBooks>(listBooksMeta, {}));
  const versions = (heads.data?.items ?? []).filter((head) => head.code === code).map((head) => head.version);
  const earlier = against ?? earlierThan(versions, version);
  const before = useQuery({
    ...contractQuery<typeof getBook>(getBookMeta, { code, version: earlier }),
    enabled: against !== undefined || heads.data !== undefined,
  });
  const after = useQuery(contractQuery<typeof getBook>(getBookMeta, { code, version }));
  const go = (from: string, to: string) =>
    void navigate({ to: '/books/$code/$version/diff', params: { code, version: to }, search: { against: from }, replace: true });
  return (
    <Page
      title={t('diff.title', { code })}
      crumb={
        <Link to="/books/$code/$version" params={{ code, version }} search={{}}>
          {bookVersionName(code, version)}
        </Link>
      }
    >
      <VersionPair versions={versions} earlier={earlier} later={version} onChange={go} />
      <QueryBoundary query={before}>
        {(old) => (
          <QueryBoundary query={after}>
            {(now) => <BookDiffView before={old.book as unknown as PriceBook} after={now.book as unknown as PriceBook} />}
          </QueryBoundary>
        )}
      </QueryBoundary>
    </Page>
  );
}

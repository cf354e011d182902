import type { getBook, tryBook } from '@mingdan/shared/contracts/books';
import { getBookMeta, tryBookMeta } from '@mingdan/shared/contracts/books.meta';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { bookVersionName } from '@mingdan/shared/messages/books';
import type { Explanation, PriceBook, QuoteResult } from '@mingdan/shared/pricing/types';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, ProblemView } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { askedAttributes } from './asked-facts.ts';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import { factsOf, type TryDraft } from './try-draft.ts';
import { TryForm } from './try-form.tsx';
import { TryResult } from './try-result.tsx';

/** Try a book: the facts of an order on the left, every figure with its why on the right. Writes nothing. */
export function BookTryPage({ code, version }: { code: string; version: string }) {
  const query = useQuery(contractQuery<typeof getBook>(getBookMeta, { code, version }));
  return (
    <Page
      title={t('try.title', { book: bookVersionName(code, version) })}
      crumb={
        <Link to="/books/$code/$version" params={{ code, version }} search={{}}>
          {bookVersionName(code, version)}
        </Link>
      }
      note={t('try.note')}
    >
      {/* a published book has passed the check that gives it this shape */}
      <QueryBoundary query={query}>{({ book }) => <Trial book={book as unknown as PriceBook} />}</QueryBoundary>
    </Page>
  );
}

function Trial({ book }: { book: PriceBook }) {
  const [draft, setDraft] = useState<TryDraft>(() => firstDraft(book, Date.now()));
  const run = useWrite<typeof tryBook>(tryBookMeta);
  const submit = () => {
    run.mutate({ code: book.code, version: book.version, order: factsOf(draft, askedAttributes(book)) as never });
  };
  return (
    <div className={styles.trial}>
      <TryForm book={book} draft={draft} onDraft={setDraft} onRun={submit} running={run.isPending} />
      <div className={styles.stack}>
        {run.isError && (
          <Card>
            <ProblemView error={run.error} compact onRetry={submit} />
          </Card>
        )}
        {run.data === undefined && !run.isError && (
          <Card title={t('try.result')}>
            <Empty>{t('try.waiting')}</Empty>
          </Card>
        )}
        {run.data !== undefined && (
          <TryResult
            book={book}
            quote={run.data.quote as unknown as QuoteResult}
            explanation={run.data.explanation as unknown as Explanation | null}
          />
        )}
      </div>
    </div>
  );
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

/** A likely order to start from: today at ten, or the book's first day when it is not valid yet. */
export function firstDraft(book: PriceBook, now: number): TryDraft {
  const today = businessDay(epochMs(now));
  const from = book.validFrom?.slice(0, 10) ?? today;
  const item = book.items.find((each) => each.kind === 'labour') ?? book.items[0];
  return {
    at: `${laterOf(from, today)}T10:00`,
    region: '110105',
    cooperation: '',
    customerLevel: '',
    package: '',
    channel: '',
    urgency: 'normal',
    distanceKm: '',
    attributes: {},
    lines: [{ key: 0, item: item?.code ?? '', quantity: '1' }],
    crew: [{ key: 0, installer: t('try.someone'), weight: '1' }],
  };
}

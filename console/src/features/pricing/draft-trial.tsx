import { bookErrors } from '@mingdan/shared/pricing/check-book';
import { compileBook } from '@mingdan/shared/pricing/compile-book';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { useMemo, useState } from 'react';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { askedAttributes } from './asked-facts.ts';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import { factsOf, type TryDraft } from './try-draft.ts';
import { TryForm } from './try-form.tsx';
import { firstDraft } from './try-page.tsx';
import { TryResult } from './try-result.tsx';

/** A quote against the draft as it stands, by the very engine that will price orders; runs here and is new with every change. */
export function DraftTrial({ book }: { book: PriceBook }) {
  const [facts, setFacts] = useState<TryDraft>(() => firstDraft(book, Date.now()));
  const [asked, setAsked] = useState<TryDraft | null>(null);
  const result = useMemo(() => {
    if (asked === null || bookErrors(book).length > 0) return null;
    return compileBook(book).explain(factsOf(asked, askedAttributes(book)));
  }, [book, asked]);
  return (
    <div className={styles.trial}>
      <TryForm book={book} draft={facts} onDraft={setFacts} onRun={() => setAsked(facts)} running={false} />
      <div className={styles.stack}>
        {result === null ? (
          <Card title={t('try.result')}>
            <Empty>{asked === null ? t('try.waiting') : t('try.broken')}</Empty>
          </Card>
        ) : (
          <TryResult book={book} quote={result.quote} explanation={result.explanation} />
        )}
      </div>
    </div>
  );
}

import type { Finding } from '@mingdan/shared/contracts/common';
import type { MessageTemplateView, previewMessageTemplate } from '@mingdan/shared/contracts/message-templates';
import { previewMessageTemplateMeta } from '@mingdan/shared/contracts/message-templates.meta';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { contractQuery } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { ProblemView, Skeleton } from '../../ui/problem-view.tsx';
import { isWhole, type WordsDraft, wordsOf } from './draft.ts';
import styles from './message-templates.module.css';
import { t } from './messages.ts';

/** How long typing must rest before the server looks at it. */
const REST_MS = 400;

/** What the server makes of the words with example values, asked again when typing rests. */
export function usePreview(event: string, audience: MessageTemplateView['audience'], draft: WordsDraft) {
  const [asked, setAsked] = useState(draft);
  const text = JSON.stringify(draft);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(JSON.parse(text) as WordsDraft), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery({
    ...contractQuery<typeof previewMessageTemplate>(previewMessageTemplateMeta, { event, audience, ...wordsOf(asked) }),
    enabled: isWhole(asked),
    placeholderData: keepPreviousData,
  });
  const findings: readonly Finding[] = query.data?.findings ?? [];
  return { query, findings, isWhole: isWhole(draft) };
}

/** The notice as it arrives: the card, and WeChat's message where there is one. */
export function MessagePreview({
  preview: { query, isWhole },
  audience,
  fields,
}: {
  preview: ReturnType<typeof usePreview>;
  audience: MessageTemplateView['audience'];
  /** In the order in which they are edited. */
  fields: readonly string[];
}) {
  const { data } = query;
  return (
    <Card title={t('preview')} extra={t('preview.note')}>
      {!isWhole && <p className={styles.hint}>{t('preview.unfinished')}</p>}
      {query.isError && <ProblemView error={query.error} compact onRetry={() => void query.refetch()} />}
      {data === undefined && !query.isError && isWhole && <Skeleton lines={3} />}
      {data !== undefined && (
        <div className={styles.previews}>
          <figure className={styles.figure}>
            <div className={styles.bubble}>
              <strong>{data.title}</strong>
              <span className="secondary">{data.text}</span>
            </div>
            <figcaption className={styles.hint}>{t(audience === 'customer' ? 'preview.card' : 'preview.wecom')}</figcaption>
          </figure>
          {data.subscribe !== null && (
            <figure className={styles.figure}>
              <dl className={styles.bubble}>
                {fields
                  .filter((field, at) => data.subscribe?.[field] !== undefined && fields.indexOf(field) === at)
                  .map((field) => (
                    <div key={field} className={styles.pair}>
                      <dt className="mono muted">{field}</dt>
                      <dd>{data.subscribe?.[field] || '—'}</dd>
                    </div>
                  ))}
              </dl>
              <figcaption className={styles.hint}>{t('preview.subscribe')}</figcaption>
            </figure>
          )}
        </div>
      )}
    </Card>
  );
}

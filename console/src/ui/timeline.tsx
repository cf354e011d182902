import type { TimelineEntry } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { isAnomaly, readTimeline, whoDid } from '@mingdan/shared/orders/timeline';
import { type ReactNode, useState } from 'react';
import { moment } from '../lib/format.ts';
import { useNow } from '../lib/now.ts';
import { t } from './messages.ts';
import styles from './timeline.module.css';

/** What happened to an order, newest first: who, when, what. Steps of the flow are folded away until someone asks for them. */
export function Timeline({
  entries,
  photos,
}: {
  entries: readonly TimelineEntry[];
  /** How the pictures of a step are shown. */
  photos: (ids: readonly string[]) => ReactNode;
}) {
  const now = useNow();
  const [withSteps, setWithSteps] = useState(false);
  const { rows, steps } = readTimeline(entries, withSteps);
  return (
    <>
      <ol className={styles.list}>
        {rows.map(({ entry, times }) => (
          <li key={entry.id} className={`${styles.entry} ${isAnomaly(entry) ? styles.anomaly : ''}`}>
            <span className={styles.text}>{times === 1 ? entry.text : t('timeline.times', { text: entry.text, times })}</span>
            <span className={styles.note}>
              <time dateTime={new Date(entry.at).toISOString()} title={moment(entry.at, now)}>
                {formatSince(entry.at, now)}
              </time>{' '}
              · {whoDid(entry)}
            </span>
            {photos(entry.photos)}
          </li>
        ))}
      </ol>
      {steps > 0 && (
        <button type="button" className={styles.steps} onClick={() => setWithSteps(!withSteps)} aria-expanded={withSteps}>
          {withSteps ? t('timeline.fold') : t('timeline.unfold', { count: steps })}
        </button>
      )}
    </>
  );
}

import type { TimelineEntry } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { useState } from 'react';
import { moment } from '../lib/format.ts';
import { useNow } from '../lib/now.ts';
import { t } from './messages.ts';
import styles from './timeline.module.css';

/** Entries that only say where the flow went, without anything that somebody decided. */
function isStep(entry: TimelineEntry): boolean {
  return entry.type === 'entered' || (entry.type === 'left' && entry.text.endsWith('」'));
}

/** Late or stuck: the only entries in orange. */
function isAnomaly(entry: TimelineEntry): boolean {
  return entry.type === 'sla' || entry.type === 'parked';
}

/** What happened to an order, newest first: who, when, what. Steps of the flow are folded away until someone asks for them. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const now = useNow();
  const [withSteps, setWithSteps] = useState(false);
  const steps = entries.filter(isStep).length;
  const shown = withSteps ? entries : entries.filter((entry) => !isStep(entry));
  const newestFirst = [...shown].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return (
    <>
      <ol className={styles.list}>
        {newestFirst.map((entry) => (
          <li key={entry.id} className={`${styles.entry} ${isAnomaly(entry) ? styles.anomaly : ''}`}>
            <span className={styles.text}>{entry.text}</span>
            <span className={styles.note}>
              <time dateTime={new Date(entry.at).toISOString()} title={moment(entry.at, now)}>
                {formatSince(entry.at, now)}
              </time>{' '}
              · {entry.actor}
              {entry.actorRole !== 'system' && entry.actorRole !== '' && ` · ${label('role', entry.actorRole)}`}
            </span>
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

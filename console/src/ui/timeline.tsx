import type { TimelineEntry } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { moment } from '../lib/format.ts';
import { useNow } from '../lib/now.ts';
import styles from './timeline.module.css';

/** What happened to an order, newest first: who, when, what. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const now = useNow();
  const newestFirst = [...entries].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return (
    <ol className={styles.list}>
      {newestFirst.map((entry) => (
        <li key={entry.id} className={styles.entry}>
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
  );
}

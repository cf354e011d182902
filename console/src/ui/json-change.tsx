import { changesOf } from '../lib/json-change.ts';
import styles from './json-change.module.css';
import { t } from './messages.ts';

/** What changed between two recorded contents, path by path. */
export function JsonChange({ before, after }: { before: unknown; after: unknown }) {
  const changes = changesOf((before ?? null) as never, (after ?? null) as never);
  if (changes.length === 0) return <span className="muted">{t('json.nothing')}</span>;
  return (
    <dl className={styles.list}>
      {changes.map((change) => (
        <div key={`${change.path} ${change.kind}`} className={styles.change}>
          <dt className="mono">{change.path}</dt>
          <dd>
            {change.kind !== 'added' && (
              <del className={styles.before}>
                <span className="sr-only">{t('json.before')} </span>
                {shown(change.before)}
              </del>
            )}
            {change.kind !== 'removed' && (
              <ins className={styles.after}>
                <span className="sr-only">{t('json.after')} </span>
                {shown(change.after)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import type { UseQueryResult } from '@tanstack/react-query';
import styles from './consequences.module.css';
import { t } from './messages.ts';
import { QueryBoundary } from './query-boundary.tsx';

const MARK = { info: '·', warn: '!', stop: '✕' } as const;

/** What an act would bring about, in words, as a preview answers it. */
export interface Foreseen {
  readonly consequences: readonly { readonly kind: string; readonly level: keyof typeof MARK; readonly text: string }[];
}

/** The consequences of an act as a list, before it is done; `warn` and `stop` say so in words, not by colour alone. */
export function Consequences({ title, preview }: { title: string; preview: UseQueryResult<Foreseen> }) {
  return (
    <section aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <QueryBoundary query={preview} compact>
        {({ consequences }) => (
          <ul className={styles.effects} aria-live="polite">
            {consequences.map(({ kind, level, text }) => (
              <li key={`${kind}${text}`} className={styles[level]}>
                <span aria-hidden="true" className={styles.mark}>
                  {MARK[level]}
                </span>
                {level !== 'info' && <span className="sr-only">{t(`level.${level}`)}：</span>}
                {text}
              </li>
            ))}
          </ul>
        )}
      </QueryBoundary>
    </section>
  );
}

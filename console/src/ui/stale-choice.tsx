import { formatSince } from '@mingdan/shared/messages/format';
import { Button } from 'antd';
import { useState } from 'react';
import { useNow } from '../lib/now.ts';
import { t } from './messages.ts';
import styles from './stale-choice.module.css';

/** Something that is saved over the version that was read. */
interface Kept<T> {
  readonly value: T;
  readonly version: number;
}

/**
 * What is being typed over a version. A newer version replaces it where nothing was typed yet; else `isBehind` holds and the person chooses.
 *
 * @param kept the newest version that the server has told
 */
export function useVersioned<T>(kept: Kept<T>) {
  const start = ({ value, version }: Kept<T>) => ({ base: version, saved: value, draft: value });
  const [state, setState] = useState(() => start(kept));
  const isDirty = JSON.stringify(state.draft) !== JSON.stringify(state.saved);
  const isNewer = kept.version > state.base;
  if (isNewer && !isDirty) setState(start(kept));
  return {
    draft: state.draft,
    /** The version that the draft will be saved over. */
    base: state.base,
    isDirty,
    isBehind: isNewer && isDirty,
    edit: (draft: T) => setState((now) => ({ ...now, draft })),
    /** Begins again with what the server has: after a save, or when theirs is taken. */
    take: (next: Kept<T>) => setState(start(next)),
    /** Keeps what was typed, to be saved over the newest version. */
    keepMine: () => setState((now) => ({ ...now, base: kept.version, saved: kept.value })),
  };
}

/** Somebody saved in between: theirs or mine, and nothing is lost before the choice. */
export function StaleChoice({
  by,
  at,
  onTheirs,
  onMine,
}: {
  by: string | null;
  at: number | null;
  onTheirs: () => void;
  onMine: () => void;
}) {
  const now = useNow();
  return (
    <div role="alert" className={styles.choice}>
      <span>{t('stale.title', { by: by ?? t('stale.somebody'), when: at === null ? '' : formatSince(at, now) })}</span>
      <span className={styles.buttons}>
        <Button onClick={onTheirs}>{t('stale.theirs')}</Button>
        <Button onClick={onMine}>{t('stale.mine')}</Button>
      </span>
    </div>
  );
}

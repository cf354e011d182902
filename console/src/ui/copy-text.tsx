import { useState } from 'react';
import styles from './copy-text.module.css';
import { t } from './messages.ts';

/** A number or hash that people pass on: monospaced, copied by one press. `shown` where only a part of it is on screen. */
export function CopyText({ value, shown }: { value: string; shown?: string }) {
  const [done, setDone] = useState(false);
  const copy = () => {
    // refused without a secure context or permission: the text stays selectable
    navigator.clipboard?.writeText(value).then(
      () => setDone(true),
      () => setDone(false),
    );
  };
  return (
    <button type="button" className={styles.copy} onClick={copy} onBlur={() => setDone(false)} title={value}>
      <span className="mono">{shown ?? value}</span>
      <span className={styles.mark} aria-live="polite">
        {done ? t('copy.done') : t('copy.label')}
      </span>
    </button>
  );
}

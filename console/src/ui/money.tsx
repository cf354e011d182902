import { text } from '@mingdan/shared/messages/index';
import { yuan } from '../lib/format.ts';
import styles from './money.module.css';

/** An amount in tabular figures. `null` is money that this person may not see: shown as a dash that says so. */
export function Money({ fen, strong = false }: { fen: number | null; strong?: boolean }) {
  if (fen === null) {
    return (
      <span className={styles.hidden} title={text('money.hidden')}>
        —<span className="sr-only">{text('money.hidden')}</span>
      </span>
    );
  }
  const tone = fen < 0 ? styles.negative : '';
  return <span className={`${styles.money} ${strong ? styles.strong : ''} ${tone}`}>{yuan(fen)}</span>;
}

import { text } from '@mingdan/shared/messages/index';
import { yuan } from '../lib/format.ts';
import { t } from './messages.ts';
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

/** Whether nobody has taken the order yet: what installers would earn hangs on who they are, and stands at nothing until then. */
export function isNobodysYet({
  kind,
  totals,
}: {
  readonly kind: 'planned' | 'actual';
  readonly totals: { readonly earn: number | null };
}): boolean {
  return kind === 'planned' && totals.earn === 0;
}

/** What stands for the pay of an order that {@link isNobodysYet}. */
export function NobodysYet() {
  return <span className="muted">{t('money.nobodysYet')}</span>;
}

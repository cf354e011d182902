import { formatQuantity } from '@mingdan/shared/messages/format';
import { Money } from '../../ui/money.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './task-fields.module.css';
import { t } from './task-messages.ts';
import type { LiveBill } from './use-live-bill.ts';

/** What the step's lines come to as they stand, and what of them the customer has not agreed to yet. */
export function StepBill({ bill: { lines, query, isStale } }: { bill: LiveBill }) {
  if (lines.length === 0) return null;
  if (query.isError) return <ProblemView error={query.error} compact onRetry={() => void query.refetch()} />;
  const charge = query.data?.totals.charge ?? null;
  const extra = query.data?.extra ?? null;
  return (
    <div className={styles.bill} aria-live="polite">
      {query.data === undefined ? (
        <span className="muted">{t('bill.pricing')}</span>
      ) : (
        charge !== null && (
          <span className={`${styles.total} ${isStale ? 'muted' : ''}`}>
            {t(isStale ? 'bill.pricing' : 'bill.total')} <Money fen={charge} strong />
          </span>
        )
      )}
      {extra !== null && !isStale && (
        <span className="secondary">
          {t('bill.extra', {
            lines: extra.lines
              .map(({ name, quantity, unit }) => t('bill.extraLine', { name, quantity: formatQuantity(quantity, unit) }))
              .join('、'),
          })}
        </span>
      )}
    </div>
  );
}

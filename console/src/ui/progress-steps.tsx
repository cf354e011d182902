import type { ProgressStep } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { useNow } from '../lib/now.ts';
import { t } from './messages.ts';
import styles from './progress-steps.module.css';

/** Where work stands began then and is not done: a bare past time would read as if it were. */
const whenOf = (status: ProgressStep['status'], when: string): string => (status === 'current' ? text('order.step.since', { when }) : when);

/** The flow of an order drawn as stops: what is behind, where work stands, what lies ahead. */
export function ProgressSteps({ steps }: { steps: readonly ProgressStep[] }) {
  const now = useNow();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: many stops scroll sideways and must be reachable by keyboard
    <ol className={styles.steps} aria-label={t('progress.label')} tabIndex={0}>
      {steps.map((step) => (
        <li
          key={step.key}
          className={`${styles.step} ${styles[step.status]}`}
          aria-current={step.status === 'current' ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {step.status === 'done' && (
              <svg viewBox="0 0 12 12" className={styles.tick} aria-hidden="true">
                <path d="M2.5 6.5 5 9l4.5-5.5" />
              </svg>
            )}
            {step.status === 'vain' && (
              <svg viewBox="0 0 12 12" className={styles.tick} aria-hidden="true">
                <path d="M3 3l6 6M9 3L3 9" />
              </svg>
            )}
          </span>
          <span className={styles.label}>{step.label}</span>
          {/* what is told of a stop says how it stands: 结算 is 可结算, not 已完成 */}
          <span className={step.note === null ? 'sr-only' : styles.said}>{step.note ?? label('order.step', step.status)}</span>
          <span className={styles.note}>
            {step.at !== null && whenOf(step.status, formatSince(step.at, now))}
            {step.by !== null && <span className={styles.by}>{step.by}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

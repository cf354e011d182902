import { exactYuan } from '../lib/format.ts';
import { t } from './messages.ts';
import styles from './why-tree.module.css';

/** One step of an explanation, as the settlement contract gives it. `before` and `after` are exact amounts: `¥165.00`, or decimals of fen. */
export interface WhyStep {
  readonly text: string;
  readonly outcome: 'applied' | 'lost' | 'info';
  readonly before: string | null;
  readonly after: string | null;
}

/** Steps from the price to the figure: what each one made of the value. Rules that lost stay, greyed, with their reason. */
export function WhySteps({ steps }: { steps: readonly WhyStep[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an explanation is a fixed sequence, and two steps may read the same
        <li key={index} className={`${styles.step} ${styles[step.outcome]}`}>
          <span className={styles.words}>
            {step.outcome === 'lost' && <span className={styles.lostMark}>{t('why.lost')}</span>}
            {wordsOf(step)}
          </span>
          <Values before={step.before} after={step.after} />
        </li>
      ))}
    </ol>
  );
}

/** The sentence without the values that it begins from and leads to, which stand beside it. */
function wordsOf({ text, before, after }: WhyStep): string {
  const ending = after === null ? '' : ` = ${exactYuan(after)}`;
  if (ending === '' || !text.endsWith(ending)) return text;
  const words = text.slice(0, -ending.length);
  return before === null ? words : words.replace(`：${exactYuan(before)} `, ' ');
}

function Values({ before, after }: { before: string | null; after: string | null }) {
  if (after === null) return null;
  return (
    <span className={styles.values}>
      {before !== null && before !== after && (
        <>
          <span className={styles.before}>
            <span className="sr-only">{t('why.before')} </span>
            {exactYuan(before)}
          </span>
          <span aria-hidden="true"> → </span>
        </>
      )}
      <span className={styles.after}>
        <span className="sr-only">{t('why.after')} </span>
        {exactYuan(after)}
      </span>
    </span>
  );
}

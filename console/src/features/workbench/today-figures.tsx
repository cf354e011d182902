import type { WorkbenchOrdersOutput } from '@mingdan/shared/contracts/order-views';
import { Link } from '@tanstack/react-router';
import { count, yuan } from '../../lib/format.ts';
import { Card } from '../../ui/page.tsx';
import { Spark } from '../../ui/spark.tsx';
import { t } from './messages.ts';
import type { Figure } from './role-board.ts';
import styles from './workbench.module.css';

const COLORS: Readonly<Record<Figure, string>> = {
  opened: 'var(--md-primary)',
  finished: 'var(--md-good-text)',
  cancelled: 'var(--md-ink-hint)',
  charge: 'var(--md-figures-charge)',
  earn: 'var(--md-figures-earn)',
};
const IS_MONEY: readonly Figure[] = ['charge', 'earn'];

/** Today's numbers, each with yesterday's beside it and two weeks as a curve; a press leads to the orders behind it. */
export function TodayFigures({ data, figures }: { data: WorkbenchOrdersOutput; figures: readonly Figure[] }) {
  const shown = figures.flatMap((key) => data.series.find((series) => series.key === key) ?? []);
  if (shown.length === 0) return null;
  return (
    <Card title={t('today')} extra={<span className="muted">{t('today.note')}</span>}>
      <div className={styles.figures}>
        {shown.map(({ key, values }) => (
          <Tile key={key} figure={key} values={values} today={data.today} />
        ))}
      </div>
    </Card>
  );
}

function Tile({ figure, values, today }: { figure: Figure; values: readonly number[]; today: string }) {
  const said = (value: number) => (IS_MONEY.includes(figure) ? yuan(value) : count(value));
  const [now, yesterday] = [values.at(-1) ?? 0, values.at(-2) ?? 0];
  return (
    <Link to="/orders" search={behind(figure, today)} className={styles.figure}>
      <span className={styles.figureName}>{t(`figure.${figure}`)}</span>
      <span className={styles.figureValue}>{said(now)}</span>
      <span className={styles.figureBefore}>{t('figure.yesterday', { value: said(yesterday) })}</span>
      <Spark
        values={values}
        color={COLORS[figure]}
        label={t('figure.curve', { least: said(Math.min(...values)), most: said(Math.max(...values)) })}
      />
    </Link>
  );
}

/** The orders that a figure counts. */
function behind(figure: Figure, today: string): Readonly<Record<string, string>> {
  if (figure === 'opened') return { createdFrom: today, createdTo: today };
  if (figure === 'cancelled') return { state: 'cancelled' };
  return { finishedFrom: today, finishedTo: today };
}

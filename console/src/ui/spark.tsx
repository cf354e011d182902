import styles from './spark.module.css';

const WIDTH = 100;
const HEIGHT = 32;
/** Room for the stroke, so that a peak is not cut. */
const MARGIN = 2;

/** The points of a line through values from left to right, on a scale that begins at 0: `x,y` pairs. */
export function sparkPoints(values: readonly number[]): readonly (readonly [number, number])[] {
  const top = Math.max(1, ...values);
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  return values.map((value, index) => [index * step, HEIGHT - MARGIN - (Math.max(0, value) / top) * (HEIGHT - 2 * MARGIN)] as const);
}

/** A small curve beside a number: shape only, the number says the rest. `label` tells it to those who cannot see it. */
export function Spark({ values, color, label }: { values: readonly number[]; color: string; label: string }) {
  const points = sparkPoints(values)
    .map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`)
    .join(' ');
  return (
    <svg className={styles.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <polygon className={styles.area} points={`0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}`} fill={color} />
      <polyline className={styles.line} points={points} stroke={color} />
    </svg>
  );
}

import { LIGHT } from '@mingdan/shared/design/tokens';

/** One day of the curve. */
export interface CurvePoint {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Whole fen. */
  readonly earn: number;
}

const WIDTH = 320;
const HEIGHT = 96;
const EDGE = 6;

/** Every day of a month `YYYY-MM`, from the first to the last. */
export function daysOfMonth(month: string): readonly string[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = number === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
  return Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** The month before or after `YYYY-MM`. */
export function monthBeside(month: string, by: 1 | -1): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The month's days with nothing filled in, up to `today` where it is the running month. */
export function curveOf(month: string, days: readonly CurvePoint[], today: string): readonly CurvePoint[] {
  const byDay = new Map(days.map(({ day, earn }) => [day, earn]));
  return daysOfMonth(month)
    .filter((day) => day <= today)
    .map((day) => ({ day, earn: byDay.get(day) ?? 0 }));
}

/**
 * A line of earnings by day over the whole month's width, as an SVG picture that both platforms can show. The line stops today; days ahead stay
 * empty. A month without earnings is a flat line.
 */
export function curveSvg(points: readonly CurvePoint[], daysInMonth: number): string {
  const highest = Math.max(1, ...points.map(({ earn }) => earn));
  const lowest = Math.min(0, ...points.map(({ earn }) => earn));
  const x = (index: number) => EDGE + (index * (WIDTH - 2 * EDGE)) / Math.max(1, daysInMonth - 1);
  const y = (earn: number) => EDGE + ((highest - earn) * (HEIGHT - 2 * EDGE)) / (highest - lowest);
  const spots = points.map(({ earn }, index) => `${x(index).toFixed(1)} ${y(earn).toFixed(1)}`);
  const ground = y(0).toFixed(1);
  const colour = LIGHT.figures.earn;
  const line =
    spots.length > 1
      ? `<path d="M${spots.join('L')}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>`
      : '';
  const area =
    spots.length > 1
      ? `<path d="M${x(0).toFixed(1)} ${ground}L${spots.join('L')}L${x(points.length - 1).toFixed(1)} ${ground}z" fill="${colour}" fill-opacity="0.08"/>`
      : '';
  const last = points.at(-1);
  const end = last ? `<circle cx="${x(points.length - 1).toFixed(1)}" cy="${y(last.earn).toFixed(1)}" r="3.5" fill="${colour}"/>` : '';
  const rule = `<path d="M${EDGE} ${ground}H${WIDTH - EDGE}" stroke="${LIGHT.line}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${rule}${area}${line}${end}</svg>`;
}

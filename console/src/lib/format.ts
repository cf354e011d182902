import { formatYuan, fen as toFen } from '@mingdan/shared/kernel/money';
import { epochMs, formatMoment, localTime } from '@mingdan/shared/kernel/time';

/** `¥1,234.50` from whole fen. */
export function yuan(fen: number): string {
  return formatYuan(toFen(fen));
}

/**
 * An exact decimal of fen as the price engine explains it, in yuan: `"16500"` → `¥165.00`, `"16500.5"` → `¥165.005`. Text that is no such
 * decimal comes back as it is.
 */
export function exactYuan(decimal: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = '', whole = '', rest = ''] = match;
  const padded = whole.padStart(3, '0');
  const grouped = padded.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${sign}¥${grouped}.${padded.slice(-2)}${rest}`;
}

/** `11月22日 周日 14:30`, with the year in front when it is another than now's. */
export function moment(at: number, now: number): string {
  const instant = epochMs(at);
  const { year } = localTime(instant);
  const text = formatMoment(instant);
  return year === localTime(epochMs(now)).year ? text : `${year}年${text}`;
}

/** `1,284`, grouped by thousands. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The first characters of a hash with an ellipsis. */
export function shortHash(hash: string, length = 10): string {
  return hash.length <= length ? hash : `${hash.slice(0, length)}…`;
}

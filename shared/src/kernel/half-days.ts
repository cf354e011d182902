import { type EpochMs, epochMs, formatDay, HOUR_MS, localTime, startOfBusinessDay } from './time.ts';

/** Leave is asked for by half days 半天: the morning until noon, the afternoon from then. */
export type Half = 'am' | 'pm';

/** From a half day to another, both included. */
export interface HalfDays {
  readonly fromDay: string;
  readonly fromHalf: Half;
  readonly toDay: string;
  readonly toHalf: Half;
}

/** The half days as instants, the end not included; null where a day does not exist or the end lies before the beginning. */
export function halfDaySpan({ fromDay, fromHalf, toDay, toHalf }: HalfDays): { readonly from: EpochMs; readonly to: EpochMs } | null {
  const [first, last] = [startOfBusinessDay(fromDay), startOfBusinessDay(toDay)];
  if (first === null || last === null) return null;
  const from = epochMs(first + (fromHalf === 'am' ? 0 : 12 * HOUR_MS));
  const to = epochMs(last + (toHalf === 'am' ? 12 * HOUR_MS : 24 * HOUR_MS));
  return from < to ? { from, to } : null;
}

/** A span in words: `11月25日 周三 全天`, `11月25日 周三 上午`, else from – to; hours where it does not fall on half days. */
export function spanWords(from: number, to: number): string {
  const last = epochMs(to - 1);
  const begin = halfAt(from, 'from');
  const end = halfAt(to, 'to');
  const [firstDay, lastDay] = [formatDay(epochMs(from)), formatDay(last)];
  if (!begin || !end) return `${firstDay} ${clock(from)} – ${formatDay(epochMs(to))} ${clock(to)}`;
  if (firstDay !== lastDay) return `${firstDay}${begin === 'pm' ? ' 下午' : ''} – ${lastDay}${end === 'am' ? ' 上午' : ''}`;
  return `${firstDay} ${begin === 'am' && end === 'pm' ? '全天' : begin === 'am' ? '上午' : '下午'}`;
}

function halfAt(at: number, side: 'from' | 'to'): Half | null {
  const { hour, minute } = localTime(epochMs(at));
  if (minute !== 0 || (hour !== 0 && hour !== 12)) return null;
  return (hour === 0) === (side === 'from') ? 'am' : 'pm';
}

function clock(at: number): string {
  const { hour, minute } = localTime(epochMs(at));
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

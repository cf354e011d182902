/** How days, slots and quantities are written for people; amounts are `kernel/money`'s. No clock in here: `now` is an argument. */
import {
  businessDay,
  DAY_MS,
  type EpochMs,
  epochMs,
  formatDay,
  formatMoment,
  HOUR_MS,
  localTime,
  MINUTE_MS,
  startOfBusinessDay,
} from '../kernel/time.ts';

/** A quantity with its unit: `6.5 米`. Zeros that end the part behind the point are dropped. */
export function formatQuantity(quantity: string, unit = ''): string {
  const short = quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity;
  return unit === '' ? short : `${short} ${unit}`;
}

/** A business day as people say it: 今天, 明天, 昨天, else `11月22日 周日`, with the year in front when it is another than now's. */
export function formatNearDay(day: string, now: number): string {
  const at = startOfBusinessDay(day);
  if (at === null) return day;
  const today = epochMs(now);
  if (day === businessDay(today)) return '今天';
  if (day === businessDay(epochMs(now + DAY_MS))) return '明天';
  if (day === businessDay(epochMs(now - DAY_MS))) return '昨天';
  return formatDate(day, now);
}

/** A business day that is read at any time later, so without 今天: `11月22日 周日`, with the year in front when it is another than that of `at`. */
export function formatDate(day: string, at: number): string {
  const start = startOfBusinessDay(day);
  if (start === null) return day;
  const { year } = localTime(start);
  return year === localTime(epochMs(at)).year ? formatDay(start) : `${year}年${formatDay(start)}`;
}

/** A day in full, for fields and wherever the year is part of what is chosen: `2026年11月30日 周一`. */
export function formatFullDate(day: string): string {
  const start = startOfBusinessDay(day);
  return start === null ? day : `${localTime(start).year}年${formatDay(start)}`;
}

/** Relative under one hour (刚刚, 12 分钟前, 5 分钟后), else `11月22日 周日 14:30`, with the year in front when it is another than now's. */
export function formatSince(at: number, now: number): string {
  const distance = Math.abs(at - now);
  if (distance < MINUTE_MS) return '刚刚';
  if (distance >= HOUR_MS) {
    const { year } = localTime(epochMs(at));
    return year === localTime(epochMs(now)).year ? formatMoment(epochMs(at)) : `${year}年${formatMoment(epochMs(at))}`;
  }
  const minutes = Math.floor(distance / MINUTE_MS);
  return at < now ? `${minutes} 分钟前` : `${minutes} 分钟后`;
}

/** `14:30` in business time. */
export function formatTime(at: number): string {
  const { hour, minute } = localTime(at as EpochMs);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** A slot that is read at any time later: `11月22日 周日 14:00–16:00`, with the year in front when it is another than that of `at`. */
export function formatSlotDate(slot: { date: string; from: string; to: string }, at: number): string {
  return `${formatDate(slot.date, at)} ${slot.from}–${slot.to}`;
}

/** A promised slot: `今天 14:00–16:00`. */
export function formatSlot(slot: { date: string; from: string; to: string }, now: number): string {
  return `${formatNearDay(slot.date, now)} ${slot.from}–${slot.to}`;
}

/** An appointment with what is told beside it: `11月23日 周一 09:00–11:00（原时间，待另约）`. */
export function formatAppointment(slot: { date: string; from: string; to: string }, note: string | null | undefined, now: number): string {
  return `${formatSlot(slot, now)}${note ? `（${note}）` : ''}`;
}

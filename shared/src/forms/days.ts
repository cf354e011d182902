const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const AFTER_TODAY = /^P(\d{1,3})D$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** True for a real day `YYYY-MM-DD` of the years 1000 … 9999. */
export function isDay(text: unknown): text is string {
  const match = typeof text === 'string' ? DAY.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1000 && day >= 1 && day <= daysInMonth(year, month);
}

/** True for `HH:mm`, 00:00 … 23:59. */
export function isTime(text: unknown): text is string {
  return typeof text === 'string' && TIME.test(text);
}

/** True for a bound of days: a day itself, or `P<n>D` after today. */
export function isDayBound(text: unknown): text is string {
  return isDay(text) || (typeof text === 'string' && AFTER_TODAY.test(text));
}

/** The day that a bound means on `today`. */
export function dayOfBound(bound: string, today: string): string {
  const match = AFTER_TODAY.exec(bound);
  return match ? addDays(today, Number(match[1])) : bound;
}

/** `day` (a real one) plus whole days ≥ 0. */
export function addDays(day: string, days: number): string {
  let [year, month, date] = day.split('-').map(Number) as [number, number, number];
  date += days;
  for (let length = daysInMonth(year, month); date > length; length = daysInMonth(year, month)) {
    date -= length;
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year += 1;
  }
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

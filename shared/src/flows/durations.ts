const DURATION = /^P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?)$/;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The longest duration in a flow: 366 days. */
export const MAX_DURATION_MS = 366 * DAY;

/** Milliseconds of an ISO 8601 duration in weeks, or days, hours, minutes and seconds; null for anything else, zero, or more than a year. */
export function parseDuration(text: unknown): number | null {
  const match = typeof text === 'string' ? DURATION.exec(text) : null;
  if (!match || text === 'P' || (text as string).endsWith('T')) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const total = weeks * 7 * DAY + days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
  return total > 0 && total <= MAX_DURATION_MS ? total : null;
}

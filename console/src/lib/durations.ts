/** Units that people give durations in, the longest first. */
export const DURATION_UNITS = ['day', 'hour', 'minute'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];
const MINUTES: Readonly<Record<DurationUnit, number>> = { day: 1440, hour: 60, minute: 1 };
const ISO = /^P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?)?)$/;

/** An ISO 8601 duration as one number of the longest unit that says it whole; null for what is none, or goes by seconds. */
export function readDuration(iso: string): { readonly count: number; readonly unit: DurationUnit } | null {
  const match = ISO.exec(iso);
  if (!match || iso === 'P' || iso.endsWith('T')) return null;
  const [weeks, days, hours, minutes] = [1, 2, 3, 4].map((group) => Number(match[group] ?? 0)) as [number, number, number, number];
  const total = weeks * 7 * 1440 + days * 1440 + hours * 60 + minutes;
  // as it was written: 24 hours stay 24 hours
  const written = weeks + days > 0 ? 'day' : hours > 0 ? 'hour' : 'minute';
  const unit = DURATION_UNITS.slice(DURATION_UNITS.indexOf(written)).find((each) => total % MINUTES[each] === 0) ?? 'minute';
  return { count: total / MINUTES[unit], unit };
}

/** The ISO 8601 duration of whole units. */
export function printDuration(count: number, unit: DurationUnit): string {
  return unit === 'day' ? `P${count}D` : unit === 'hour' ? `PT${count}H` : `PT${count}M`;
}

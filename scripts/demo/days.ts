import { businessDay, type EpochMs } from '../../shared/src/kernel/time.ts';

/** Whole months before the month of now. */
const OPENED_MONTHS = 14;
const RISEN_MONTHS = 5;

/** When the demo company opened and since when today's prices hold: the first of a month, midnight in Beijing, as ISO text. */
export function demoDays(now: EpochMs): { readonly opened: string; readonly risen: string } {
  const monthsBefore = (months: number): string => {
    const [year, month] = businessDay(now).split('-').map(Number) as [number, number];
    const at = year * 12 + (month - 1) - months;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01T00:00:00+08:00`;
  };
  return { opened: monthsBefore(OPENED_MONTHS), risen: monthsBefore(RISEN_MONTHS) };
}

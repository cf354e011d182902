import { addDays, isDay } from '@mingdan/shared/forms/days';

/** The days of a month `YYYY-MM`, in weeks from Monday; null before its first day. */
export function monthDays(month: string): readonly (string | null)[] {
  const first = `${month}-01`;
  if (!isDay(first)) return [];
  const [year = 0, number = 0] = month.split('-').map(Number);
  const lead = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const days: (string | null)[] = Array.from({ length: lead }, () => null);
  for (let day = first; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}

/** The month so many months later, or earlier. */
export function turnMonth(month: string, by: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const count = year * 12 + number - 1 + by;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((((count % 12) + 12) % 12) + 1).padStart(2, '0')}`;
}

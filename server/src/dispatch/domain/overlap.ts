import type { ClockSpan } from './day-plan.ts';

/** A visit that somebody holds on a day: its order's number and its promised hours. */
export interface Held extends ClockSpan {
  readonly number: string;
}

/** Those of a day's visits that were promised some of the same hours. Touching ends share none. */
export function overlapping(day: readonly Held[], hours: ClockSpan): readonly Held[] {
  return day.filter(({ from, to }) => from < hours.to && hours.from < to);
}

/** The same in words: `14:00–16:00 已有 MD261122K7P2QX，时间重叠`. It forbids nothing: slots are promises of arrival, and the rules say what fits. */
export function overlapWords({ from, to, number }: Held): string {
  return `${from}–${to} 已有 ${number}，时间重叠`;
}

import { DAY_MS, parseInstant } from '@mingdan/shared/kernel/time';

/** Where things stand on the drawn day. Pure: hours in, percentages out. */

interface Hours {
  readonly from: string;
  readonly to: string;
}

/** Minutes since midnight. */
export function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** The hours that the board shows: eight to twenty, wider where something lies outside. */
export function hoursShown(spans: readonly Hours[]): { readonly from: number; readonly to: number } {
  const from = Math.min(8, ...spans.map((span) => Math.floor(minuteOf(span.from) / 60)));
  const to = Math.max(20, ...spans.map((span) => Math.ceil(minuteOf(span.to) / 60)));
  return { from, to };
}

/** Left edge and width of a span on the shown hours, in percent; cut to what is shown. */
export function place(
  span: Hours,
  shown: { readonly from: number; readonly to: number },
): { readonly left: number; readonly width: number } {
  const total = (shown.to - shown.from) * 60;
  const begin = Math.max(0, minuteOf(span.from) - shown.from * 60);
  const end = Math.min(total, minuteOf(span.to) - shown.from * 60);
  return { left: (begin / total) * 100, width: (Math.max(0, end - begin) / total) * 100 };
}

/** What is dragged on the board, by its kind: nothing else is taken. */
export const ORDER_DRAGGED = 'application/x-mingdan-order';

/** Begin of the whole hour that a share of the drawn width lies on. */
export function hourAt(share: number, shown: { readonly from: number; readonly to: number }): number {
  const hour = Math.floor(shown.from + Math.min(1, Math.max(0, share)) * (shown.to - shown.from));
  return Math.min(shown.to - 1, hour);
}

/** The same length of time, beginning at a whole hour, cut at midnight. */
export function movedTo(slot: Hours, hour: number): Hours {
  const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const begin = hour * 60;
  return { from: clock(begin), to: clock(Math.min(23 * 60 + 59, begin + minuteOf(slot.to) - minuteOf(slot.from))) };
}

/** Visits in lanes, so that those at the same hours lie below each other: the lane of each, in the order given. */
export function lanesOf(spans: readonly Hours[]): readonly number[] {
  const ends: string[] = [];
  const lanes = new Map<number, number>();
  const order = spans
    .map((_, index) => index)
    .sort((a, b) => (spans[a]!.from < spans[b]!.from ? -1 : spans[a]!.from > spans[b]!.from ? 1 : a - b));
  for (const index of order) {
    const span = spans[index]!;
    const free = ends.findIndex((end) => end <= span.from);
    const lane = free >= 0 ? free : ends.length;
    ends[lane] = span.to;
    lanes.set(index, lane);
  }
  return spans.map((_, index) => lanes.get(index)!);
}

/** The part of a leave that falls on a day, in hours of that day. */
export function leaveOn(leave: { readonly from: number; readonly to: number }, dayStart: number): Hours {
  const clock = (at: number) => {
    const minutes = Math.round(Math.min(1440, Math.max(0, (at - dayStart) / 60_000)));
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  };
  return { from: clock(leave.from), to: clock(leave.to) };
}

/** Weekday of a calendar day, Monday 0 … Sunday 6. */
export function weekdayOf(day: string): number {
  return (Math.floor((parseInstant(`${day}T00:00:00Z`) ?? 0) / DAY_MS) + 3) % 7;
}

/** `4:05` for what is left of a time box; null when it is over. */
export function countdown(until: number, now: number): string | null {
  const seconds = Math.ceil((until - now) / 1000);
  if (seconds <= 0) return null;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

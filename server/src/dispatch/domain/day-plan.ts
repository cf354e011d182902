import { businessDay, DAY_MS, type EpochMs, parseInstant, startOfBusinessDay } from '@mingdan/shared/kernel/time';

/** A promised slot 预约时段: a Beijing day with hours `HH:MM`. */
export interface Slot {
  readonly date: string;
  readonly from: string;
  readonly to: string;
}

/** Hours of one day, `HH:MM`, the end not included. */
export interface ClockSpan {
  readonly from: string;
  readonly to: string;
}

/** Instants, epoch ms, the end not included. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Minutes since midnight. */
export function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** The slot as instants. */
export function instantsOf(slot: Slot): TimeSpan {
  const at = (clock: string) => parseInstant(`${slot.date}T${clock}:00+08:00`) ?? 0;
  return { from: at(slot.from), to: at(slot.to) };
}

/** Whether two half-open spans share an instant. Touching ends do not. */
export function overlaps(a: TimeSpan, b: TimeSpan): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Whether the slot lies within one shift of the day: somebody must be at work for all of what was promised. */
export function withinShifts(shifts: readonly ClockSpan[], slot: ClockSpan): boolean {
  return shifts.some((shift) => shift.from <= slot.from && slot.to <= shift.to);
}

/** The first fault of a day's shifts in words, or null: each ends after it begins, none overlaps another. */
export function shiftFault(shifts: readonly ClockSpan[]): string | null {
  const sorted = [...shifts].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, shift] of sorted.entries()) {
    if (shift.to <= shift.from) return `班次 ${shift.from}–${shift.to} 的结束要晚于开始`;
    const next = sorted[index + 1];
    if (next && next.from < shift.to) return `班次 ${shift.from}–${shift.to} 与 ${next.from}–${next.to} 重叠`;
  }
  return null;
}

/** Weekday of a calendar day, Monday 0 … Sunday 6. */
export function weekdayOf(day: string): number {
  const at = parseInstant(`${day}T00:00:00Z`) ?? 0;
  return (Math.floor(at / DAY_MS) + 3) % 7;
}

/**
 * Whether visits can follow one another so that each is begun within its promised slot. Each takes `minutes`; of those whose slot has begun the one
 * whose slot ends first goes first. `minutes` 0: they always can.
 */
export function fitsTogether(slots: readonly ClockSpan[], minutes: number): boolean {
  if (minutes === 0) return true;
  const waiting = slots.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }));
  let clock = 0;
  while (waiting.length > 0) {
    clock = Math.max(clock, Math.min(...waiting.map(({ from }) => from)));
    const ready = waiting.filter(({ from }) => from <= clock).sort((a, b) => a.to - b.to || a.from - b.from);
    const next = ready[0]!;
    if (clock >= next.to) return false;
    waiting.splice(waiting.indexOf(next), 1);
    clock += minutes;
  }
  return true;
}

/** How a certificate stands on a day. `soon`: it runs out within thirty days from it. */
export function certificateStanding(validTo: string | null, day: string): 'valid' | 'soon' | 'expired' {
  if (validTo === null) return 'valid';
  if (validTo < day) return 'expired';
  return daysBetween(day, validTo) <= 30 ? 'soon' : 'valid';
}

/** Calendar days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round(((parseInstant(`${to}T00:00:00Z`) ?? 0) - (parseInstant(`${from}T00:00:00Z`) ?? 0)) / DAY_MS);
}

/** The calendar day `days` later. */
export function dayAfter(day: string, days: number): string {
  return businessDay(((startOfBusinessDay(day) ?? 0) + days * DAY_MS) as EpochMs);
}

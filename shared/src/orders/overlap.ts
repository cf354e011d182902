/** Hours of one day, `HH:MM`, the end not included. */
interface Hours {
  readonly from: string;
  readonly to: string;
}

/** Whether two visits of a day were promised some of the same hours. Touching ends share none. */
export function shareHours(a: Hours, b: Hours): boolean {
  return a.from < b.to && b.from < a.to;
}

/** A visit that somebody holds on a day: its order's number and its promised hours. */
export interface Held extends Hours {
  readonly number: string;
}

/** Those of a day's visits that were promised some of the same hours. Touching ends share none. */
export function overlapping(day: readonly Held[], hours: Hours): readonly Held[] {
  return day.filter((held) => shareHours(held, hours));
}

/** More are counted: a crowded day is one sentence. */
const NAMED = 2;

/**
 * The same in words, one sentence for all of them: `14:00–16:00 已有 MD261122K7P2QX，时间重叠`. None where nothing is held. It forbids nothing: slots are
 * promises of arrival, and the rules say what fits.
 */
export function overlapWords(held: readonly Held[]): readonly string[] {
  const from = held.map((each) => each.from).sort()[0];
  const to = held
    .map((each) => each.to)
    .sort()
    .at(-1);
  if (from === undefined || to === undefined) return [];
  const numbers = held.slice(0, NAMED).map(({ number }) => number);
  return [`${from}–${to} 已有 ${numbers.join('、')}${held.length > NAMED ? ` 等 ${held.length} 张` : ''}，时间重叠`];
}

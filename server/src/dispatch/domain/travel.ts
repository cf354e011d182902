import { type ClockSpan, minuteOf } from './day-plan.ts';

/** How fast one gets on between two visits, kilometres an hour: streets of a city with traffic, lights and looking for a place to park. */
export const TRAVEL_KMH = 25;
/** Nobody leaves one door and stands at the next in less, minutes; figures are told in steps of as much. */
const STEP = 5;

/** Minutes between two places, from the kilometres by road (great circle × 1.3): rounded up to five, five at least. */
export function travelMinutes(roadKm: number): number {
  return Math.max(STEP, Math.ceil(((roadKm / TRAVEL_KMH) * 60) / STEP) * STEP);
}

/** The way to a visit from the one before it. `minutes` null: a place is not known; 0: the same address. */
export interface Way {
  readonly minutes: number | null;
  /** The slot cannot be met any more when the visits before it go as usual. */
  readonly tight: boolean;
}

/**
 * Plays a day in the order of its slots: each visit begins within its slot, takes `visitMinutes`, and the way to the next comes on top. A place that is not
 * known costs nothing. The first visit has no way; `visitMinutes` 0: nobody is fitted by time.
 *
 * @param visits in the order of their slots
 * @param minutesBetween from one visit to the next by their indices; null when not known
 */
export function waysOf(
  visits: readonly ClockSpan[],
  visitMinutes: number,
  minutesBetween: (from: number, to: number) => number | null,
): readonly (Way | null)[] {
  let free = 0;
  return visits.map((slot, index) => {
    const minutes = index === 0 ? null : minutesBetween(index - 1, index);
    const arrival = Math.max(free + (minutes ?? 0), minuteOf(slot.from));
    free = arrival + visitMinutes;
    return index === 0 ? null : { minutes, tight: visitMinutes > 0 && arrival >= minuteOf(slot.to) };
  });
}

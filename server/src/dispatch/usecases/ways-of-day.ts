import type { OrdersApi, PlannedVisit, Point } from '../../orders/index.ts';
import { travelMinutes, type Way, waysOf } from '../domain/travel.ts';

/** A visit as far as its place and its slot go. */
export type PlacedVisit = Pick<PlannedVisit, 'site_id' | 'slot_from' | 'slot_to'>;

/** The ways between the visits of one installer's day, which come in the order of their slots. */
export function waysOfDay(
  { distanceKm }: Pick<OrdersApi, 'distanceKm'>,
  visits: readonly PlacedVisit[],
  visitMinutes: number,
  points: ReadonlyMap<string, Point>,
): readonly (Way | null)[] {
  return waysOf(
    visits.map((visit) => ({ from: visit.slot_from!, to: visit.slot_to! })),
    visitMinutes,
    (from, to) => {
      // two orders at one address: no way at all, whether its place is known or not
      if (visits[from]!.site_id === visits[to]!.site_id) return 0;
      const [a, b] = [points.get(visits[from]!.site_id), points.get(visits[to]!.site_id)];
      return a && b ? travelMinutes(Number(distanceKm(a, b))) : null;
    },
  );
}

/** That a slot can hardly be met, with how long the way is where there is one. */
export function tightWords(slot: Pick<PlacedVisit, 'slot_from' | 'slot_to'>, { minutes }: Way): string {
  return `${slot.slot_from}–${slot.slot_to} 的单可能赶不上${minutes ? `，路上约 ${minutes} 分钟` : ''}`;
}

interface Slotted {
  readonly slot: { readonly date: string; readonly from: string } | null;
  /** `actual` once the visit is done. */
  readonly earnKind: 'planned' | 'actual';
}

/** Whether a visit is still to be made: neither done nor cancelled 已取消 nor put off 已挂起. */
export function isAhead({ earnKind, state }: { readonly earnKind: 'planned' | 'actual'; readonly state: string }): boolean {
  return earnKind === 'planned' && state !== 'cancelled' && state !== 'suspended';
}

/** Visits of one day, `YYYY-MM-DD`, earliest first. */
export interface DayOfVisits<V> {
  readonly day: string;
  readonly visits: readonly V[];
}

/** Whether a visit is of a day after `day` and nobody has finished it before its time. */
function isToCome<V extends Slotted>(visit: V, day: string): visit is V & { readonly slot: NonNullable<V['slot']> } {
  return visit.earnKind === 'planned' && visit.slot !== null && visit.slot.date > day;
}

/**
 * What belongs to today, and what to the days after it. Today holds what is overdue and what has no time yet, too: all of it waits for somebody now;
 * and what was done, for whatever day it was promised: its money is counted today.
 *
 * @param day today on the server's calendar
 */
export function groupVisits<V extends Slotted>(
  visits: readonly V[],
  day: string,
): { today: readonly V[]; later: readonly DayOfVisits<V>[] } {
  const days = new Map<string, V[]>();
  for (const visit of visits) if (isToCome(visit, day)) days.set(visit.slot.date, [...(days.get(visit.slot.date) ?? []), visit]);
  const earliest = (a: V, b: V) => ((a.slot?.from ?? '') < (b.slot?.from ?? '') ? -1 : 1);
  return {
    today: visits.filter((visit) => !isToCome(visit, day)),
    later: [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([later, its]) => ({ day: later, visits: [...its].sort(earliest) })),
  };
}

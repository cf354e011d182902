interface Slotted {
  readonly slot: { readonly date: string; readonly from: string } | null;
}

/** Visits of one day, `YYYY-MM-DD`, earliest first. */
export interface DayOfVisits<V> {
  readonly day: string;
  readonly visits: readonly V[];
}

/**
 * What belongs to today, and what to the days after it. Today holds what is overdue and what has no time yet, too: all of it waits for somebody now.
 *
 * @param day today on the server's calendar
 */
export function groupVisits<V extends Slotted>(
  visits: readonly V[],
  day: string,
): { today: readonly V[]; later: readonly DayOfVisits<V>[] } {
  const days = new Map<string, V[]>();
  for (const visit of visits)
    if (visit.slot && visit.slot.date > day) days.set(visit.slot.date, [...(days.get(visit.slot.date) ?? []), visit]);
  const earliest = (a: V, b: V) => ((a.slot?.from ?? '') < (b.slot?.from ?? '') ? -1 : 1);
  return {
    today: visits.filter(({ slot }) => !slot || slot.date <= day),
    later: [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([later, its]) => ({ day: later, visits: [...its].sort(earliest) })),
  };
}

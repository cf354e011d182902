import type { TimelineEntry } from '../contracts/orders.ts';
import { label } from '../messages/index.ts';

/** A line of an order's history as a reader gets it. */
export interface TimelineRow {
  readonly entry: TimelineEntry;
  /** How often in a row the same was done by the same hand; the entry is the last of them. */
  readonly times: number;
}

/** Entries that only say where the flow went, without anything that somebody decided. */
function isStep(entry: TimelineEntry): boolean {
  return entry.type === 'entered' || (entry.type === 'left' && entry.text.endsWith('」') && photosOf(entry).length === 0);
}

/** Pictures that came with a step. Answers that a phone kept from before know of none. */
export function photosOf({ photos }: { readonly photos?: readonly string[] }): readonly string[] {
  return photos ?? [];
}

/** Late or stuck 异常. */
export function isAnomaly({ type }: TimelineEntry): boolean {
  return type === 'sla' || type === 'parked';
}

/**
 * The history for a reader: newest first, what repeats itself in one row, steps of the flow only when they are asked for.
 *
 * @param entries in any order
 * @returns `steps`: how many there are to unfold
 */
export function readTimeline(
  entries: readonly TimelineEntry[],
  withSteps: boolean,
): { readonly rows: readonly TimelineRow[]; readonly steps: number } {
  const shown = withSteps ? entries : entries.filter((entry) => !isStep(entry));
  const rows: TimelineRow[] = [];
  for (const entry of [...shown].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))) {
    const last = rows.at(-1);
    if (last && isSame(last.entry, entry)) rows[rows.length - 1] = { entry: last.entry, times: last.times + 1 };
    else rows.push({ entry, times: 1 });
  }
  return { rows, steps: entries.filter(isStep).length };
}

/** What somebody wrote is never one with what was written again, nor pictures with others. */
function isSame(a: TimelineEntry, b: TimelineEntry): boolean {
  return (
    photosOf(a).length + photosOf(b).length === 0 &&
    a.visibility === null &&
    b.visibility === null &&
    a.text === b.text &&
    a.actor === b.actor
  );
}

/** Who did it, with the role where the name does not say it already: `林晓 · 客服`, `客户`. */
export function whoDid({ actor, actorRole }: Pick<TimelineEntry, 'actor' | 'actorRole'>): string {
  const role = actorRole === '' || actorRole === 'system' ? '' : label('role', actorRole);
  return role === '' || actor.includes(role) ? actor : `${actor} · ${role}`;
}

import type { Doubt, Recognised } from '@mingdan/shared/intake/recognise';

/** A run of a message: plain, or recognised as a field. */
export interface Run {
  readonly text: string;
  readonly field: MarkedField | null;
  readonly doubt: Doubt | null;
}
export type MarkedField = 'name' | 'phone' | 'region' | 'address' | 'from' | 'device' | 'wish' | 'time' | 'urgent';
const FIELDS: readonly MarkedField[] = ['name', 'phone', 'region', 'address', 'from', 'device', 'wish', 'time', 'urgent'];

/** The message in runs, so that it can be shown with what was recognised. What two fields share has the first one's mark. */
export function runsOf(message: string, recognised: Recognised): readonly Run[] {
  const marks = FIELDS.flatMap((field) => {
    const found = recognised[field];
    if (!found) return [];
    const spans = 'parts' in found ? found.parts : [found];
    return spans.flatMap(({ start, end }) => (end > start ? [{ field, start, end, doubt: 'doubt' in found ? found.doubt : null }] : []));
  }).sort((a, b) => a.start - b.start);
  const runs: Run[] = [];
  let at = 0;
  for (const { field, start: begin, end, doubt } of marks) {
    // a street whose place is unsure begins with the place, which has a mark of its own
    let start = Math.max(begin, at);
    while (start < end && start > begin && /\s/.test(message[start]!)) start += 1;
    if (start >= end) continue;
    if (start > at) runs.push({ text: message.slice(at, start), field: null, doubt: null });
    runs.push({ text: message.slice(start, end), field, doubt });
    at = end;
  }
  if (at < message.length) runs.push({ text: message.slice(at), field: null, doubt: null });
  return runs;
}

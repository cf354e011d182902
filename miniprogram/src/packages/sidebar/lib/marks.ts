import type { Doubt, Recognised } from '@mingdan/shared/intake/recognise';

/** A run of a message: plain, or recognised as a field. */
export interface Run {
  readonly text: string;
  readonly field: MarkedField | null;
  readonly doubt: Doubt | null;
}
export type MarkedField = 'name' | 'phone' | 'region' | 'address' | 'from' | 'device' | 'wish' | 'time' | 'urgent';
const FIELDS: readonly MarkedField[] = ['name', 'phone', 'region', 'address', 'from', 'device', 'wish', 'time', 'urgent'];

/** The message in runs, so that it can be shown with what was recognised. Where two fields share a part the first one has it. */
export function runsOf(message: string, recognised: Recognised): readonly Run[] {
  const marks = FIELDS.flatMap((field) => {
    const found = recognised[field];
    return found && found.end > found.start
      ? [{ field, start: found.start, end: found.end, doubt: 'doubt' in found ? found.doubt : null }]
      : [];
  }).sort((a, b) => a.start - b.start);
  const runs: Run[] = [];
  let at = 0;
  for (const { field, start, end, doubt } of marks) {
    if (start < at) continue;
    if (start > at) runs.push({ text: message.slice(at, start), field: null, doubt: null });
    runs.push({ text: message.slice(start, end), field, doubt });
    at = end;
  }
  if (at < message.length) runs.push({ text: message.slice(at), field: null, doubt: null });
  return runs;
}

/** Answers kept on the phone, so that the day can be read without a network. Each belongs to one person. */
import { forget, keep, kept, keptNames } from './store.ts';

/** Something kept, and when it was true: epoch ms. */
export interface Cached<T> {
  readonly at: number;
  readonly data: T;
}

/** Milliseconds after which an answer says nothing about the day any more. */
const GOOD_FOR_MS = 3 * 86_400_000;
/** At most so many answers: a day's orders, the lists, the catalogue. */
const MOST = 48;
const slot = (owner: string, name: string): string => `day:${owner}:${name}`;

/** The kept answer of this name; undefined when there is none, or it is too old. */
export function readCached<T>(owner: string, name: string, now: number): Cached<T> | undefined {
  const found = kept<Cached<T>>(slot(owner, name));
  if (found === undefined) return undefined;
  if (now - found.at <= GOOD_FOR_MS) return found;
  forget(slot(owner, name));
  return undefined;
}

function dropOldest(count: number): void {
  const oldest = keptNames('day:')
    .map((name) => ({ name, at: kept<Cached<unknown>>(name)?.at ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count);
  for (const { name } of oldest) forget(name);
}

/** Keeps an answer; the oldest ones make room. A phone that refuses is read anew from the network. */
export function writeCached(owner: string, name: string, data: unknown, now: number): void {
  const answer = { at: now, data };
  if (keep(slot(owner, name), answer)) {
    const surplus = keptNames('day:').length - MOST;
    if (surplus > 0) dropOldest(surplus);
    return;
  }
  dropOldest(MOST / 2);
  keep(slot(owner, name), answer);
}

/** Forgets one answer. */
export function dropCached(owner: string, name: string): void {
  forget(slot(owner, name));
}

/** Forgets what belongs to everyone, or to everyone but `owner`. */
export function forgetCached(owner?: string): void {
  for (const name of keptNames('day:')) if (owner === undefined || !name.startsWith(slot(owner, ''))) forget(name);
}

import { forget, keep, kept, keptNames } from '../../../lib/store.ts';

const PREFIX = 'draft:pasted:';
/** Ms after which a message that nobody made an order of is forgotten: it holds a name, a number and an address. */
const LASTS_MS = 7 * 24 * 60 * 60_000;
/** Where builds before kept one message for every chat. */
const SHARED = ['draft:paste:text', 'draft:paste:work', 'draft:paste:work2', 'draft:paste:work3'];

/** A pasted message that is no order yet. */
export interface Pasted<W> {
  readonly text: string;
  /** What was read and corrected; null while it was not read. */
  readonly work: W | null;
}

/**
 * Whose a pasted message is: the customer's, else the chat's, else the desk's. What was pasted for one is never shown to another.
 *
 * @param customerId whom the sidebar works for
 * @param contact of the chat that it stands beside
 */
export function ownerOf(customerId: string | null, contact: string | null): string {
  if (customerId !== null) return `customer:${customerId}`;
  return contact === null ? 'desk' : `chat:${contact}`;
}

/** What was left in the middle for this owner; undefined for nothing. Forgets what nobody came back to for a week. */
export function pastedFor<W>(owner: string, now: number): Pasted<W> | undefined {
  for (const name of SHARED) forget(name);
  for (const name of keptNames(PREFIX)) if (now - (kept<{ at: number }>(name)?.at ?? 0) > LASTS_MS) forget(name);
  return kept<Pasted<W>>(PREFIX + owner);
}

/** Keeps what is being worked on for this owner; an empty page keeps nothing. */
export function keepPasted<W>(owner: string, { text, work }: Pasted<W>, now: number): void {
  if (text.trim() === '' && work === null) forget(PREFIX + owner);
  else keep(PREFIX + owner, { text, work, at: now });
}

/** After an order's beginning was made of it, or when the person starts over. */
export function forgetPasted(owner: string): void {
  forget(PREFIX + owner);
}

import type { Role } from '@mingdan/shared/contracts/roles';
import { forget, keep, kept } from './store.ts';

/** `work`: staff and installers. `customer`: whoever opened the link of one order. The two never mix, also on one phone. */
export type Face = 'work' | 'customer';

interface Session {
  readonly bearer: string;
  /** What the bearer is for: the customer link's token; empty for work. */
  readonly of: string;
  /** Of work: set where this person is no installer, so that nothing of an installer's day is asked; `config/page-files.ts` reads it too. */
  readonly desk?: true;
}

const held: Partial<Record<Face, Session>> = {};

/** The bearer of a face, if we have one for this purpose. */
export function bearerOf(face: Face, of = ''): string | null {
  const session = held[face] ?? kept<Session>(`session:${face}`);
  if (!session || session.of !== of) return null;
  held[face] = session;
  return session.bearer;
}

/** Keeps a bearer in memory, and in storage so that it survives the app being closed. */
export function openSession(face: Face, bearer: string, of = ''): void {
  const session = { bearer, of };
  held[face] = session;
  keep(`session:${face}`, session);
}

/** Whether whoever is logged in is known to be no installer. */
export function isDesk(): boolean {
  return (held.work ?? kept<Session>('session:work'))?.desk === true;
}

/** Keeps whether whoever is logged in is an installer, for as long as the session lasts. */
export function knowRoles(roles: readonly Role[]): void {
  const session = held.work ?? kept<Session>('session:work');
  if (!session) return;
  const { bearer, of } = session;
  held.work = roles.includes('installer') ? { bearer, of } : { bearer, of, desk: true };
  keep('session:work', held.work);
}

/** Forgets a bearer that the server no longer takes. Drafts stay. */
export function closeSession(face: Face): void {
  delete held[face];
  forget(`session:${face}`);
}

import { forget, keep, kept } from './store.ts';

/** `work`: staff and installers. `customer`: whoever opened the link of one order. The two never mix, also on one phone. */
export type Face = 'work' | 'customer';

interface Session {
  readonly bearer: string;
  /** What the bearer is for: the customer link's token; empty for work. */
  readonly of: string;
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

/** Forgets a bearer that the server no longer takes. Drafts stay. */
export function closeSession(face: Face): void {
  delete held[face];
  forget(`session:${face}`);
}

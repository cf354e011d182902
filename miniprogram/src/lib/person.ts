import type { me } from '@mingdan/shared/contracts/auth';
import { meMeta } from '@mingdan/shared/contracts/auth.meta';
import { call } from './api.ts';
import { forgetCached } from './cache.ts';
import { bearerOf } from './session.ts';
import { forget, keep, kept } from './store.ts';

/** Whose phone this is while a session lasts. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

interface Known extends Person {
  /** The session that said so: after another login it is asked anew. */
  readonly bearer: string;
}

const SLOT = 'person';

/** Who is logged in, as far as the phone knows without asking. */
export function knownPerson(): Person | null {
  const known = kept<Known>(SLOT);
  return known && known.bearer === bearerOf('work') ? known : null;
}

let asking: Promise<Person | null> | null = null;

async function ask(): Promise<Person | null> {
  const reply = await call<typeof me>(meMeta, {});
  if (!reply.ok) return null;
  const { id, name } = reply.value;
  const bearer = bearerOf('work');
  if (bearer === null) return null;
  // what another person read on this phone is not for this one
  forgetCached(id);
  keep(SLOT, { id, name, bearer } satisfies Known);
  return { id, name };
}

/** Who is logged in; asks the server once a session. Null without an answer. */
export async function whoAmI(): Promise<Person | null> {
  const known = knownPerson();
  if (known) return known;
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

/** Forgets the person and everything that was kept for reading. */
export function forgetPerson(): void {
  forget(SLOT);
  forgetCached();
}

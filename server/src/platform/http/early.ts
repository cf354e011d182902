import { isDeepStrictEqual } from 'node:util';
import type { Result } from '@mingdan/shared/kernel/result';
import type { Actor } from '../actor.ts';
import type { Authenticated } from './ports.ts';

/** An answer that was begun before it was known whose it is. */
export interface EarlyAnswer {
  /** The answer, if `who` is exactly whom it was begun for, with the same rights; else undefined, and nobody ever sees it. */
  for(who: Authenticated | undefined): Promise<Result<unknown> | undefined>;
}

/**
 * Begins to read with the rights that the token had at its last request, while the session is looked up again: one round trip to the database instead of two.
 * Only for what reads. Nothing of it is told unless that look finds the same person with the same rights: a role that was taken away a second ago is gone.
 */
export function beginEarly(remembered: Authenticated, read: (remembered: Authenticated) => Promise<Result<unknown>>): EarlyAnswer {
  const answer = read(remembered);
  // where it is not used its failure is nobody's; where it is, whoever waits for it gets it
  answer.catch(() => {});
  return {
    for: async (who) => (who !== undefined && isSame(who.actor, remembered.actor) ? answer : undefined),
  };
}

/** Same person, roles, scope and session. */
const isSame = (a: Actor, b: Actor): boolean => isDeepStrictEqual(a, b);

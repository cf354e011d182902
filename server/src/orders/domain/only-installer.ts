import type { Actor } from '../../platform/actor.ts';

/** True for someone who is an installer and nothing else: he sees of money what he earns himself, and acts on what he holds himself. */
export function isOnlyInstaller(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.length > 0 && actor.roles.every((role) => role === 'installer');
}

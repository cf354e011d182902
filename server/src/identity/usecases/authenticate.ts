import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Actor, systemOrigin } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Keyring } from '../../platform/crypto/index.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { Authenticated, Authenticator, SessionInfo } from '../../platform/http/ports.ts';
import { hashToken } from '../../platform/ids.ts';
import { isAlive, needsTouch } from '../domain/session-rules.ts';
import type { Holder, PeopleStore } from '../store/people.ts';
import { findSession, type HolderRow, type StoredSession, touchSession } from '../store/sessions.ts';

/** Tokens whose last answer a web process keeps, for reads that begin early: those who work at the same time. */
const REMEMBERED = 5_000;

interface Parts {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly people: Pick<PeopleStore, 'openHolder'>;
}

/** Finds out whose token it is, with the rights of this moment: a role that was taken away a second ago is gone. */
export function createAuthenticator({ uow, clock, keyring, people }: Parts): Authenticator {
  const last = new LRUCache<string, Authenticated>({ max: REMEMBERED });
  const keyOf = (token: string, kind: SessionInfo['kind']) => `${kind} ${hashToken(token)}`;

  const find: Authenticator['authenticate'] = async (token, kind, requestId) => {
    const origin = systemOrigin('identity.session', requestId);
    const found = await uow.glance(origin, async (tx) => {
      const known = await findSession(tx, token);
      if (known === undefined || known.session.kind !== kind || !isAlive(known.session, clock.now())) return undefined;
      const actor = actorOf(known.session, known.holder, people);
      return actor && { session: known.session, actor };
    });
    if (found === undefined) return undefined;
    if (needsTouch(found.session, clock.now()))
      await uow.run(origin, async (tx) => {
        await touchSession(tx, found.session.id);
        return { ok: true, value: null };
      });
    return authenticated(found.actor, found.session, kind === 'cookie' ? csrfOf(keyring, token) : null);
  };

  return {
    async authenticate(token, kind, requestId) {
      const found = await find(token, kind, requestId);
      if (found) last.set(keyOf(token, kind), found);
      else last.delete(keyOf(token, kind));
      return found;
    },
    remembered: (token, kind) => last.get(keyOf(token, kind)),
  };
}

function authenticated(actor: Actor, session: StoredSession, csrf: string | null): Authenticated {
  return { actor, session: { id: session.id, kind: session.kind, expiresAt: session.expiresAt, csrf } };
}

function actorOf(session: StoredSession, holder: HolderRow | null, people: Parts['people']): Actor | undefined {
  if (session.personId !== null) {
    const person = holder && people.openHolder(session.personId, holder);
    return person?.active ? personActor(person, session.id) : undefined;
  }
  if (session.linkId === null || session.orderId === null) return undefined;
  return {
    kind: 'customer',
    id: session.linkId,
    name: '客户',
    roles: ['customer'],
    scope: { regions: [], outletId: null, orderId: session.orderId },
    sessionId: session.id,
  };
}

/** A person as an actor. */
export function personActor(person: Holder, sessionId: string | null): Actor {
  return {
    kind: 'person',
    id: person.id,
    name: person.name,
    roles: person.roles,
    scope: { regions: person.regions, outletId: person.outletId, orderId: null },
    sessionId,
  };
}

/** Derived from the token, so that it needs no storage and dies with the session. */
function csrfOf(keyring: Keyring, token: string): string {
  return createHmac('sha256', keyring.subKey(keyring.currentKid, 'csrf')!).update(token).digest('base64url');
}

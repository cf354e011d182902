import type { Selectable } from 'kysely';
import { preparedOne } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { hashToken, newId, newToken } from '../../platform/ids.ts';
import { SESSION_RULES, type SessionKind, type SessionTimes } from '../domain/session-rules.ts';
import type { PersonTable } from './tables.ts';

/** Whose session it is. */
export type SessionSubject = { readonly personId: string } | { readonly linkId: string; readonly orderId: string };

/** A session as stored: the token itself is nowhere. */
export interface StoredSession extends SessionTimes {
  readonly id: string;
  readonly personId: string | null;
  readonly linkId: string | null;
  readonly orderId: string | null;
}

/** What a request needs to know of the person whose session it is, as stored. */
export type HolderRow = Pick<Selectable<PersonTable>, 'name_enc' | 'roles' | 'outlet_id' | 'regions' | 'active'>;

/** Opens a session with a fresh token of 256 bits, which is returned once and stored as a hash. */
export async function insertSession(
  tx: Tx,
  subject: SessionSubject,
  kind: SessionKind,
): Promise<{ id: string; token: string; expiresAt: number }> {
  const id = newId(tx.now);
  const token = newToken();
  const expiresAt = tx.now + SESSION_RULES[kind].absoluteMs;
  await tx.db
    .insertInto('session')
    .values({
      id,
      token_hash: hashToken(token),
      kind,
      person_id: 'personId' in subject ? subject.personId : null,
      link_id: 'linkId' in subject ? subject.linkId : null,
      order_id: 'orderId' in subject ? subject.orderId : null,
      created_at: tx.now,
      last_seen_at: tx.now,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute();
  return { id, token, expiresAt };
}

const sessionByHash = preparedOne((db, { hash }: { hash: string }) =>
  db
    .selectFrom('session')
    .leftJoin('person', 'person.id', 'session.person_id')
    .select(['session.id', 'token_hash', 'kind', 'person_id', 'link_id', 'order_id', 'last_seen_at', 'expires_at', 'ended_at'])
    .select(['name_enc', 'roles', 'outlet_id', 'regions', 'active'])
    .where('token_hash', '=', hash),
);

/** The token's session and, where it is a person's, the person: every request asks this, so it is one statement. */
export async function findSession(
  tx: Tx,
  token: string,
): Promise<{ readonly session: StoredSession; readonly holder: HolderRow | null } | undefined> {
  const hash = hashToken(token);
  const row = await sessionByHash(tx, { hash });
  // the database may compare without case
  if (row === undefined || row.token_hash !== hash) return undefined;
  const { name_enc, roles, outlet_id, regions, active } = row;
  return {
    session: {
      id: row.id,
      kind: row.kind,
      personId: row.person_id,
      linkId: row.link_id,
      orderId: row.order_id,
      lastSeenAt: row.last_seen_at,
      expiresAt: row.expires_at,
      endedAt: row.ended_at,
    },
    holder:
      name_enc === null || roles === null || regions === null || active === null ? null : { name_enc, roles, outlet_id, regions, active },
  };
}

export async function touchSession(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('session').set({ last_seen_at: tx.now }).where('id', '=', id).execute();
}

/** Ends open sessions; later requests with their tokens are nobody's. */
export async function endSessions(tx: Tx, which: { id: string } | { personId: string } | { linkId: string }): Promise<void> {
  const [column, value] =
    'id' in which
      ? (['id', which.id] as const)
      : 'personId' in which
        ? (['person_id', which.personId] as const)
        : (['link_id', which.linkId] as const);
  await tx.db.updateTable('session').set({ ended_at: tx.now }).where(column, '=', value).where('ended_at', 'is', null).execute();
}

/** Removes what has long been over: a month after its end nobody asks for it, and the audit trail keeps the login. */
export async function removeOldSessions(tx: Tx, before: number): Promise<void> {
  await tx.db.deleteFrom('session').where('expires_at', '<', before).execute();
  await tx.db.deleteFrom('login_ticket').where('expires_at', '<', before).execute();
}

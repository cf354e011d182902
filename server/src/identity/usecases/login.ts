import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PeopleStore, Person } from '../store/people.ts';
import { takeSetupCode } from '../store/setup-code.ts';

interface Parts {
  readonly people: PeopleStore;
  readonly adminUserids: readonly string[];
}

/**
 * Decides whether a member that WeCom vouches for may come in. Members that nobody entered stay out, with two exceptions: whoever the settings name as
 * administrator, and, while no administrator exists, anybody, without any role, to type in the set-up code.
 */
export function createAdmit({ people, adminUserids }: Parts) {
  return async (tx: Tx, member: { readonly userid: string; readonly name: string }): Promise<Result<Person, 'auth.not_a_member'>> => {
    const isNamedAdmin = adminUserids.includes(member.userid);
    const known = await people.byUserid(tx, member.userid);
    if (known) {
      if (!known.active) return refuse('auth.not_a_member');
      if (isNamedAdmin && !known.roles.includes('admin')) return ok(await grantAdmin(tx, people, known, 'settings'));
      return ok(known);
    }
    if (!isNamedAdmin && (await people.lockAdmins(tx)).length > 0) return refuse('auth.not_a_member');
    const draft = {
      userid: member.userid,
      name: member.name,
      phone: null,
      roles: isNamedAdmin ? (['admin'] as const) : [],
      outletId: null,
      regions: isNamedAdmin ? ['000000'] : [],
      active: true,
    };
    const id = await people.insert(tx, draft);
    if (id === undefined) return refuse('auth.not_a_member');
    await tx.audit({
      action: 'identity.person_added',
      subject: { type: 'person', id },
      after: { roles: draft.roles },
      reason: 'first login',
    });
    return ok({ id, version: 1, ...draft });
  };
}

/** The set-up code makes whoever typed it administrator, once and only while there is none. */
export function createSetup({ people }: Parts) {
  return async (tx: Tx, personId: string, code: string): Promise<Result<null, 'auth.setup_code_invalid'>> => {
    const person = await people.byId(tx, personId);
    if (!person || (await people.lockAdmins(tx)).length > 0 || !(await takeSetupCode(tx, code))) return refuse('auth.setup_code_invalid');
    await grantAdmin(tx, people, person, 'set-up code');
    return ok(null);
  };
}

async function grantAdmin(tx: Tx, people: PeopleStore, person: Person, reason: string): Promise<Person> {
  const { id, version, ...draft } = person;
  const after = { ...draft, roles: [...draft.roles, 'admin' as const], regions: ['000000'] };
  if (!(await people.save(tx, id, after, version))) throw new Error('the person changed within their own transaction');
  await tx.audit({
    action: 'identity.person_changed',
    subject: { type: 'person', id },
    before: { roles: person.roles },
    after: { roles: after.roles },
    reason,
  });
  return { ...after, id, version: version + 1 };
}

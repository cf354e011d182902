import type { savePerson } from '@mingdan/shared/contracts/people';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type * as z from 'zod';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { installerLeft } from '../events.ts';
import { outletsById } from '../store/outlets.ts';
import type { PeopleStore, Person, PersonDraft } from '../store/people.ts';
import { endSessions } from '../store/sessions.ts';

type Input = z.output<typeof savePerson.input>;
type Code = 'people.not_found' | 'people.stale_version' | 'people.userid_taken' | 'people.last_admin' | 'people.outlet_unknown';

/** Adds a person or changes one: roles, outlet and regions hold from the next request on; who is switched off is logged out everywhere. */
export function createSavePerson({ uow, people }: { uow: UnitOfWork; people: PeopleStore }) {
  return <View>(input: Input, origin: Origin, view: (tx: Tx, person: Person) => Promise<View>): Promise<Result<View, Code>> =>
    uow.run(origin, async (tx) => {
      if (input.outletId !== null && !(await outletsById(tx, [input.outletId])).has(input.outletId)) return refuse('people.outlet_unknown');
      const saved = input.personId === undefined ? await add(tx, people, input) : await change(tx, people, input, input.personId);
      return saved.ok ? ok(await view(tx, saved.value)) : saved;
    });
}

async function add(tx: Tx, people: PeopleStore, input: Input): Promise<Result<Person, Code>> {
  const draft = draftOf(input, null);
  const id = await people.insert(tx, draft);
  if (id === undefined) return refuse('people.userid_taken');
  await tx.audit({ action: 'identity.person_added', subject: { type: 'person', id }, after: rightsOf(draft) });
  return ok({ id, version: 1, ...draft });
}

async function change(tx: Tx, people: PeopleStore, input: Input, id: string): Promise<Result<Person, Code>> {
  const admins = await people.lockAdmins(tx);
  const before = await people.byId(tx, id);
  if (!before) return refuse('people.not_found');
  if (input.version !== before.version) return refuse('people.stale_version');
  const draft = draftOf(input, before.phone);

  const staysAdmin = draft.active && draft.roles.includes('admin');
  if (admins.includes(id) && admins.length === 1 && !staysAdmin) return refuse('people.last_admin');
  const holder = await people.byUserid(tx, draft.userid);
  if (holder && holder.id !== id) return refuse('people.userid_taken');
  if (!(await people.save(tx, id, draft, before.version))) return refuse('people.stale_version');

  if (before.active && !draft.active) await endSessions(tx, { personId: id });
  await tellWhoLeft(tx, id, before, draft);
  await tx.audit({ action: 'identity.person_changed', subject: { type: 'person', id }, before: rightsOf(before), after: rightsOf(draft) });
  return ok({ id, version: before.version + 1, ...draft });
}

/** Tells when somebody stops being an installer: his work has to find another. */
export async function tellWhoLeft(tx: Tx, personId: string, before: PersonDraft, after: PersonDraft): Promise<void> {
  const installs = ({ active, roles }: PersonDraft) => active && roles.includes('installer');
  if (installs(before) && !installs(after)) await tx.outbox.append(installerLeft, { personId });
}

function draftOf(input: Input, phoneBefore: string | null): PersonDraft {
  const { userid, name, roles, outletId, regions, active } = input;
  return { userid, name, phone: input.phone === undefined ? phoneBefore : input.phone, roles, outletId, regions, active };
}

/** What the audit trail keeps of a person: the rights, not the name or phone. */
function rightsOf({ roles, outletId, regions, active }: PersonDraft): Record<string, unknown> {
  return { roles, outletId, regions, active };
}

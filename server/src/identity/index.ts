import { PERSON_ROLES } from '@mingdan/shared/contracts/roles';
import { ok, type Result } from '@mingdan/shared/kernel/result';
import { type Actor, type Origin, systemOrigin } from '../platform/actor.ts';
import type { Capability } from '../platform/capability.ts';
import type { Clock } from '../platform/clock.ts';
import type { Crypto } from '../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import type { Authenticator, RoutePolicy } from '../platform/http/ports.ts';
import { newId } from '../platform/ids.ts';
import { every } from '../platform/outbox/definitions.ts';
import type { SessionKind } from './domain/session-rules.ts';
import { identityRoutes } from './edge/routes.ts';
import { allows, isPermission } from './policy.ts';
import { isDemo, markDemo } from './store/demo-mark.ts';
import { identityMigrations } from './store/migrations.ts';
import { type Outlet, outletForRegion, outletsById, upsertOutlet } from './store/outlets.ts';
import { createPeopleStore, type PeopleFilter, type Person, type PersonDraft } from './store/people.ts';
import { endSessions, insertSession, removeOldSessions } from './store/sessions.ts';
import { replaceSetupCode } from './store/setup-code.ts';
import { createTicketStore } from './store/tickets.ts';
import { createAuthenticator, personActor } from './usecases/authenticate.ts';
import { createAdmit, createSetup } from './usecases/login.ts';
import { createSaveOutlet } from './usecases/save-outlet.ts';
import { createSavePerson, tellWhoLeft } from './usecases/save-person.ts';

export { maskMoney, moneyOfRoles, visibleMoney } from './money.ts';
export { allows, type Permission, POLICY, type Relation, reachOf, waiverLimit } from './policy.ts';
export { type Belongs, coversRegion, reachesPerson, regionPrefix, standing } from './standing.ts';
export { isDemo } from './store/demo-mark.ts';
export { type Outlet, outletNameOf } from './store/outlets.ts';
export { type PeopleFilter, type Person, type PersonDraft, sealedPersonName } from './store/people.ts';

/** A login that was opened: the token is shown here once and stored as a hash. */
export interface OpenedSession {
  readonly token: string;
  /** Epoch ms at which it ends whatever happens. */
  readonly expiresAt: number;
}

/** Behaviour that others may call, each within the caller's transaction. */
export interface IdentityApi {
  findByUserid(tx: Tx, userid: string): Promise<Person | undefined>;
  person(tx: Tx, personId: string): Promise<Person | undefined>;
  /** Persons by id; unknown ids are absent. */
  people(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  outlets(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Outlet>>;
  /** The outlet that serves a region: its own before the city's, before the province's. */
  outletForRegion(tx: Tx, region: string): Promise<Outlet | undefined>;
  /** Names of persons by id, as the platform's `PersonNames` port; unknown ids are absent. */
  names(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Opens a name that `sealedPersonName` read. */
  openName(personId: string, sealed: string): string;
  /** Where the accounts of active installers reach. */
  regionsOfInstallers(tx: Tx): Promise<readonly Pick<Person, 'id' | 'regions'>[]>;
  /** Active installers, for the dispatcher's candidates. */
  listInstallers(tx: Tx, filter?: Pick<PeopleFilter, 'outletId' | 'ids'>): Promise<readonly Person[]>;
  /** Active people who have this role; nobody for a word that is no role. */
  peopleOfRole(tx: Tx, role: string): Promise<readonly Person[]>;
  /** The person as an actor with the rights of now; undefined when unknown or switched off. For acts that come without a session, like a card's button. */
  loadActor(tx: Tx, personId: string): Promise<Actor | undefined>;
  /** Lets a member in whom WeCom vouches for, or says no. */
  admit(tx: Tx, member: { readonly userid: string; readonly name: string }): Promise<Result<Person, 'auth.not_a_member'>>;
  /** Opens a session: `cookie` for the console, `bearer` for a phone. Audited as a login. */
  openSession(tx: Tx, personId: string, kind: SessionKind): Promise<OpenedSession>;
  /** A bearer for one order, by a customer's link. */
  openCustomerSession(tx: Tx, link: { readonly linkId: string; readonly orderId: string }): Promise<OpenedSession>;
  closeSession(tx: Tx, sessionId: string): Promise<void>;
  /** Ends whatever was opened by a link, when it is withdrawn. */
  closeLinkSessions(tx: Tx, linkId: string): Promise<void>;
  /** A secret for one use within two minutes. Purpose `person` (subject: person id) is what `auth.exchange` takes; others redeem their own. */
  issueTicket(tx: Tx, purpose: string, subject: string): Promise<string>;
  redeemTicket(tx: Tx, purpose: string, ticket: string): Promise<string | undefined>;
  /** Adds the person, or changes the one with this userid. For demo data and the address book's changes; screens use `people.save`. */
  upsertPerson(tx: Tx, person: PersonDraft): Promise<string>;
  upsertOutlet(tx: Tx, outlet: Omit<Outlet, 'id'>): Promise<string>;
  /** Marks the database as holding demonstration data, for good: every screen says so from then on. */
  markDemo(tx: Tx): Promise<void>;
  isDemo(tx: Tx): Promise<boolean>;
}

export interface Identity extends Capability {
  readonly api: IdentityApi;
  readonly authenticator: Authenticator;
  readonly policy: RoutePolicy;
  /** A fresh set-up code while there is no administrator and the settings name none; null otherwise. To be shown on the terminal of who starts the server. */
  setupCode(requestId: string): Promise<string | null>;
}

const DAY_S = 24 * 3600;
const KEEP_SESSIONS_MS = 30 * DAY_S * 1000;

/** People 人员, outlets 网点, roles, sessions and the policy table. */
export function createIdentity(deps: { uow: UnitOfWork; crypto: Crypto; clock: Clock; adminUserids: readonly string[] }): Identity {
  const { uow, crypto, clock, adminUserids } = deps;
  const people = createPeopleStore(crypto.fields);
  const tickets = createTicketStore(crypto.fields);
  const login = { people, adminUserids };

  const api: IdentityApi = {
    findByUserid: people.byUserid,
    person: people.byId,
    people: async (tx, ids) => new Map((await people.find(tx, { ids })).map((person) => [person.id, person])),
    outlets: outletsById,
    outletForRegion,
    names: people.namesOf,
    openName: people.openName,
    peopleOfRole: async (tx, role) => {
      const known = PERSON_ROLES.find((candidate) => candidate === role);
      return known ? people.find(tx, { role: known, active: true }) : [];
    },
    regionsOfInstallers: people.installerRegions,
    listInstallers: (tx, filter = {}) => people.find(tx, { ...filter, role: 'installer', active: true }),
    async loadActor(tx, personId) {
      const person = await people.byId(tx, personId);
      return person?.active ? personActor(person, null) : undefined;
    },
    admit: createAdmit(login),
    async openSession(tx, personId, kind) {
      const { token, expiresAt } = await insertSession(tx, { personId }, kind);
      await tx.audit({ action: 'identity.logged_in', subject: { type: 'person', id: personId }, after: { kind } });
      return { token, expiresAt };
    },
    async openCustomerSession(tx, link) {
      const { token, expiresAt } = await insertSession(tx, link, 'bearer');
      await tx.audit({
        action: 'identity.logged_in',
        subject: { type: 'customer', id: link.linkId },
        after: { kind: 'bearer', orderId: link.orderId },
      });
      return { token, expiresAt };
    },
    closeSession: (tx, id) => endSessions(tx, { id }),
    closeLinkSessions: (tx, linkId) => endSessions(tx, { linkId }),
    issueTicket: tickets.issue,
    redeemTicket: tickets.redeem,
    async upsertPerson(tx, person) {
      const known = await people.byUserid(tx, person.userid);
      if (known) {
        await people.save(tx, known.id, person, known.version);
        if (!person.active) await endSessions(tx, { personId: known.id });
        await tellWhoLeft(tx, known.id, known, person);
        return known.id;
      }
      const id = await people.insert(tx, person);
      if (id === undefined) throw new Error('the userid was taken within the same transaction');
      return id;
    },
    upsertOutlet,
    markDemo,
    isDemo,
  };

  return {
    name: 'identity',
    api,
    migrations: identityMigrations,
    routes: identityRoutes({
      uow,
      people,
      tickets,
      savePerson: createSavePerson({ uow, people }),
      saveOutlet: createSaveOutlet({ uow }),
      setup: createSetup(login),
    }),
    crons: [every('identity.remove-old-sessions', DAY_S, ({ origin }) => removeOld(uow, origin))],
    authenticator: createAuthenticator({ uow, clock, keyring: crypto.keyring, people }),
    policy: { knows: isPermission, allows: (actor, permission) => isPermission(permission) && allows(actor, permission) },
    async setupCode(requestId = newId()) {
      if (adminUserids.length > 0) return null;
      const made = await uow.run(systemOrigin('identity.setup', requestId), async (tx) =>
        ok((await people.lockAdmins(tx)).length > 0 ? null : await replaceSetupCode(tx)),
      );
      return made.ok ? made.value : null;
    },
  };
}

async function removeOld(uow: UnitOfWork, origin: Origin): Promise<void> {
  await uow.run(origin, async (tx) => {
    await removeOldSessions(tx, tx.now - KEEP_SESSIONS_MS);
    return ok(null);
  });
}

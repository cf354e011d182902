import { about, exchange, logout, type MeView, me, setup } from '@mingdan/shared/contracts/auth';
import { listOutlets, type OutletView, saveOutlet } from '@mingdan/shared/contracts/outlets';
import { getPerson, listPeople, type PersonView, savePerson } from '@mingdan/shared/contracts/people';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { Actor, Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { SessionInfo } from '../../platform/http/ports.ts';
import { type RouteBinding, route } from '../../platform/http/route.ts';
import { moneyOfRoles } from '../money.ts';
import { permissionsOf, reachOf } from '../policy.ts';
import { coversRegion, reachesPerson } from '../standing.ts';
import { isDemo } from '../store/demo-mark.ts';
import { allOutlets, type ManagedOutlet, outletsById, peopleOfOutlets } from '../store/outlets.ts';
import type { PeopleStore, Person } from '../store/people.ts';
import { endSessions, insertSession } from '../store/sessions.ts';
import type { TicketStore } from '../store/tickets.ts';
import type { createSetup } from '../usecases/login.ts';
import type { createSaveOutlet } from '../usecases/save-outlet.ts';
import type { createSavePerson } from '../usecases/save-person.ts';

interface Parts {
  readonly uow: UnitOfWork;
  readonly people: PeopleStore;
  readonly tickets: TicketStore;
  readonly savePerson: ReturnType<typeof createSavePerson>;
  readonly saveOutlet: ReturnType<typeof createSaveOutlet>;
  readonly setup: ReturnType<typeof createSetup>;
}

const PAGE = 50;

export function identityRoutes(parts: Parts): readonly RouteBinding[] {
  const { uow, people, tickets } = parts;
  return [
    route(me, (_, origin, { session }) =>
      uow.read(origin, async (tx) => {
        const setupOpen = (await people.find(tx, { role: 'admin', active: true, limit: 1 })).length === 0;
        return ok(meOf(origin.actor, session!, { setupOpen, demo: await isDemo(tx) }));
      }),
    ),

    route(about, (_, origin) => uow.read(origin, async (tx) => ok({ demo: await isDemo(tx) }))),

    route(logout, async (_, origin, { session, dropSessionCookie }) => {
      const done = await uow.run<Record<string, never>, never>(origin, async (tx) => {
        await endSessions(tx, { id: session!.id });
        await tx.audit({ action: 'identity.logged_out', subject: { type: origin.actor.kind, id: origin.actor.id } });
        return ok({});
      });
      dropSessionCookie();
      return done;
    }),

    route(exchange, ({ ticket }, origin) =>
      uow.run(origin, async (tx) => {
        const personId = await tickets.redeem(tx, 'person', ticket);
        const person = personId === undefined ? undefined : await people.byId(tx, personId);
        if (!person?.active) return refuse('auth.ticket_invalid');
        const { token, expiresAt } = await insertSession(tx, { personId: person.id }, 'bearer');
        await tx.audit({ action: 'identity.logged_in', subject: { type: 'person', id: person.id }, after: { kind: 'bearer' } });
        return ok({ token, expiresAt, roles: [...person.roles] });
      }),
    ),

    route(setup, ({ code }, origin) =>
      uow.run(origin, async (tx) => {
        const done = await parts.setup(tx, origin.actor.id, code);
        return done.ok ? ok({}) : done;
      }),
    ),

    route(listPeople, (input, origin) =>
      uow.read(origin, async (tx) => {
        const limit = input.limit ?? PAGE;
        const found = await people.find(tx, {
          role: input.role,
          outletId: input.outletId,
          active: input.active === undefined ? undefined : input.active === 'true',
          afterId: input.cursor,
        });
        const mine = found.filter((person) => maySee(origin.actor, person));
        const page = mine.slice(0, limit);
        return ok({ items: await viewsOf(tx, page), nextCursor: mine.length > limit ? page.at(-1)!.id : null });
      }),
    ),

    route(getPerson, ({ personId }, origin) =>
      uow.read(origin, async (tx) => {
        const person = await people.byId(tx, personId);
        if (!person || !maySee(origin.actor, person)) return refuse('people.not_found');
        return ok((await viewsOf(tx, [person]))[0]!);
      }),
    ),

    route(savePerson, (input, origin: Origin) => parts.savePerson(input, origin, async (tx, person) => (await viewsOf(tx, [person]))[0]!)),

    route(listOutlets, (input, origin) =>
      uow.read(origin, async (tx) => {
        const people = await peopleOfOutlets(tx);
        const items = (await allOutlets(tx))
          .filter(
            (outlet) => maySeeOutlet(origin.actor, outlet) && (input.active === undefined || outlet.active === (input.active === 'true')),
          )
          .map((outlet): OutletView => ({ ...outlet, people: people.get(outlet.id) ?? 0 }));
        return ok({ items });
      }),
    ),

    route(saveOutlet, (input, origin) => parts.saveOutlet(input, origin)),
  ];
}

/** A dispatcher of a county also sees the outlet of its city: it is the one that serves there. */
function maySeeOutlet(actor: Actor, outlet: ManagedOutlet): boolean {
  return reachOf(actor, 'people:read').some((relation) => {
    if (relation === 'all') return true;
    if (relation === 'outlet') return actor.scope.outletId === outlet.id;
    if (relation === 'region')
      return actor.scope.regions.some((mine) => coversRegion(mine, outlet.region) || coversRegion(outlet.region, mine));
    return false;
  });
}

function meOf(actor: Actor, session: SessionInfo, company: { setupOpen: boolean; demo: boolean }): MeView {
  return {
    kind: actor.kind === 'customer' ? 'customer' : 'person',
    id: actor.id,
    name: actor.name,
    roles: [...actor.roles],
    permissions: [...permissionsOf(actor)],
    money: [...moneyOfRoles(actor)],
    scope: { regions: [...actor.scope.regions], outletId: actor.scope.outletId, orderId: actor.scope.orderId },
    session: { kind: session.kind, expiresAt: session.expiresAt },
    csrf: session.csrf,
    setupOpen: company.setupOpen && actor.kind === 'person',
    demo: company.demo,
  };
}

function maySee(actor: Actor, person: Person): boolean {
  return person.id === actor.id || reachesPerson(actor, 'people:read', person);
}

async function viewsOf(tx: Tx, found: readonly Person[]): Promise<PersonView[]> {
  const outlets = await outletsById(
    tx,
    found.flatMap(({ outletId }) => (outletId === null ? [] : [outletId])),
  );
  return found.map(({ phone, roles, regions, ...person }) => ({
    ...person,
    roles: [...roles],
    regions: [...regions],
    phoneMasked: phone === null ? null : `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    outletName: person.outletId === null ? null : (outlets.get(person.outletId)?.name ?? null),
  }));
}

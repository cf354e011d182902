import { answerOffer, askedNow, myOffers, orderOffers, pastOffers } from '@mingdan/shared/contracts/dispatch';
import {
  assignOrder,
  dispatchBoard,
  dispatchCandidates,
  offerOrder,
  previewMove,
  rescheduleOrder,
} from '@mingdan/shared/contracts/dispatch-board';
import * as leaveContracts from '@mingdan/shared/contracts/leave';
import * as rosterContracts from '@mingdan/shared/contracts/roster';
import { customerSlotRoom, slotRoom } from '@mingdan/shared/contracts/slot-room';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { offerPress } from '@mingdan/shared/orders/offer-press';
import type { CatalogApi } from '../catalog/index.ts';
import { installerLeft } from '../identity/events.ts';
import { allows, type IdentityApi, standing, visibleMoney } from '../identity/index.ts';
import { dispatchRequested, dispatchWithdrawn, orderAssigned, orderCancelled, orderRated, orderRescheduled } from '../orders/events.ts';
import type { OrdersApi, Point } from '../orders/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { FieldCrypto } from '../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import { handle, on } from '../platform/outbox/definitions.ts';
import type { PersonNames } from '../platform/people.ts';
import type { PricingApi } from '../pricing/index.ts';
import { cardClicked } from '../wecom/events.ts';
import { answered } from './events.ts';
import { expireOffer } from './jobs.ts';
import { dispatchMigrations } from './store/migrations.ts';
import { loadOffer } from './store/offers.ts';
import { type InstallerProfile, type ProfileDraft, readProfiles, saveProfile } from './store/profiles.ts';
import { saveCertificate, saveRating } from './store/roster.ts';
import { createAskingLeave } from './usecases/asking-leave.ts';
import { createMoving, type Moving } from './usecases/moving.ts';
import { createOffering } from './usecases/offering.ts';
import { createTellOverlap } from './usecases/overlap-notice.ts';
import { createRostering } from './usecases/rostering.ts';
import { createSlotRoom } from './usecases/slot-room.ts';
import { readBoard } from './views/board.ts';
import { offerView, readAskedNow, readMyOffers, readOrderOffers, readPastOffers } from './views/offer-views.ts';

export type { InstallerProfile, ProfileDraft } from './store/profiles.ts';

export interface DispatchApi extends Pick<Moving, 'reassign' | 'offerAgain'> {
  /** Whom an offer goes to, and which order it is about; undefined when it is gone. */
  offerTold(tx: Tx, offerId: string): Promise<{ installerId: string; orderId: string; number: string; templateName: string } | undefined>;
  /** What the card of an offer shows, with the person it goes to; undefined when it is gone. */
  offerCard(
    tx: Tx,
    offerId: string,
  ): Promise<{ installerId: string; status: string; view: NonNullable<Awaited<ReturnType<typeof offerView>>> } | undefined>;
  /** Writes an installer's profile, whatever was there. For demo data; screens use `roster.saveInstaller`. */
  saveProfile(tx: Tx, profile: ProfileDraft): Promise<void>;
  /** The same for a certificate. */
  saveCertificate(tx: Tx, certificate: { personId: string; name: string; validTo: string | null }): Promise<void>;
  /** Kilometres by road from the nearest installer who serves the place; null where nobody's base is known. */
  nearestKm(tx: Tx, region: string, point: Point): Promise<string | null>;
  /** A request for leave with who asked, for notices; undefined when it is gone. */
  leaveTold(tx: Tx, requestId: string): ReturnType<ReturnType<typeof createAskingLeave>['told']>;
  /** Where an installer sets out from; null when not known. */
  baseOf(tx: Tx, installerId: string): Promise<InstallerProfile['base']>;
}

/** Task id of the card of an offer, and back. */
export const offerTaskId = (offerId: string): string => `offer_${offerId}`;
const offerOfTask = (taskId: string): string | undefined => /^offer_([0-9A-Z]{26})$/.exec(taskId)?.[1];

/** Dispatch 派单: candidates, offers and answers. */
export function createDispatch(deps: {
  uow: UnitOfWork;
  orders: OrdersApi;
  identity: IdentityApi;
  pricing: PricingApi;
  catalog: CatalogApi;
  crypto: FieldCrypto;
  names: PersonNames;
}): Capability & { api: DispatchApi } {
  const { uow, orders, identity, crypto } = deps;
  const offering = createOffering(deps);
  const moving = createMoving({ ...deps, offering });
  const slots = createSlotRoom(deps);
  const tellOverlap = createTellOverlap(deps);
  const leave = createAskingLeave({ ...deps, offering });
  const rostering = createRostering({
    ...deps,
    knownSkills: async (tx) =>
      [...new Set((await deps.catalog.allItems(tx)).filter(({ kind }) => kind === 'labour').map(({ category }) => category))].sort(),
  });

  return {
    name: 'dispatch',
    migrations: dispatchMigrations,
    api: {
      reassign: moving.reassign,
      offerAgain: moving.offerAgain,
      offerTold: async (tx, offerId) => {
        const offer = await loadOffer(tx, offerId);
        const row = offer && (await orders.row(tx, offer.order_id));
        return offer && row && { installerId: offer.installer_id, orderId: row.id, number: row.number, templateName: row.template_name };
      },
      offerCard: async (tx, offerId) => {
        const offer = await loadOffer(tx, offerId);
        const view = offer && (await offerView(tx, deps, offer));
        return offer && view && { installerId: offer.installer_id, status: offer.status, view };
      },
      async saveProfile(tx, profile) {
        if ((await saveProfile(tx, crypto, profile)) === undefined) throw new Error(`two wrote the profile of ${profile.personId} at once`);
      },
      async saveCertificate(tx, certificate) {
        await saveCertificate(tx, certificate);
      },
      nearestKm: slots.nearestKm,
      leaveTold: (tx, requestId) => leave.told(tx, requestId),
      baseOf: async (tx, installerId) => (await readProfiles(tx, crypto, [installerId])).get(installerId)?.base ?? null,
    },
    jobs: [
      handle(expireOffer, async ({ offerId }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => offering.expire(tx, offerId));
      }),
    ],
    subscriptions: [
      on(installerLeft, 'dispatch.installer-left', async ({ personId }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => offering.installerLeft(tx, personId));
      }),
      on(dispatchRequested, 'dispatch.offer-order', async (request, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          await offering.offerNext(tx, request);
        });
      }),
      on(dispatchWithdrawn, 'dispatch.withdraw-offers', async ({ orderId, token }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => offering.withdraw(tx, orderId, token));
      }),
      on(orderAssigned, 'dispatch.order-assigned', async ({ orderId }, { messageId, origin }) => {
        // others who were asked at the same time
        await uow.once(origin, messageId, (tx) => offering.withdraw(tx, orderId, null));
      }),
      on(orderRescheduled, 'dispatch.order-rescheduled', async ({ orderId, byCustomer }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          await offering.askAnew(tx, orderId);
          if (byCustomer) await tellOverlap(tx, orderId);
        });
      }),
      on(orderRated, 'dispatch.order-rated', async ({ orderId, installerIds, rating }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          for (const installerId of installerIds) await saveRating(tx, orderId, installerId, rating);
        });
      }),
      on(orderCancelled, 'dispatch.order-cancelled', async ({ orderId }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => offering.withdraw(tx, orderId, null));
      }),
      on(cardClicked, 'dispatch.card-clicked', async ({ userid, taskId, key }, { messageId, origin }) => {
        const offerId = offerOfTask(taskId);
        const press = offerPress(key);
        if (!offerId || !press) return;
        // the callback proves who clicked: what follows is done by that person, with the rights of now
        const actor = await uow.read(origin, async (tx) => {
          const person = await identity.findByUserid(tx, userid);
          return person && identity.loadActor(tx, person.id);
        });
        if (!actor || !allows(actor, 'offers:answer')) return;
        // run, not once: a refusal must leave nothing behind; a repeated click finds its own answer
        if (press.does === 'answer') {
          const { answer, reason } = press;
          const result = await uow.run({ actor, requestId: origin.requestId }, (tx) =>
            offering.answerOffer(tx, { offerId, answer, reason }),
          );
          if (result.ok) return;
        }
        // whoever came too late sees it on the card
        await uow.once(origin, messageId, async (tx) => {
          const offer = await loadOffer(tx, offerId);
          if (offer && offer.status !== 'offered') await tx.outbox.append(answered, { offerId, status: offer.status });
        });
      }),
    ],
    routes: [
      route(myOffers, (_input, origin) => uow.read(origin, async (tx) => ok(await readMyOffers(tx, deps)))),
      route(pastOffers, (input, origin) => uow.read(origin, async (tx) => ok(await readPastOffers(tx, deps, input)))),
      route(answerOffer, (input, origin) => uow.run(origin, (tx) => offering.answerOffer(tx, input))),
      route(orderOffers, (input, origin) =>
        uow.read(origin, async (tx) => {
          const row = await orders.find(tx, input.orderId);
          if (!row) return refuse('orders.not_found');
          const stands = standing(origin.actor, {
            region: row.region,
            outletId: row.outlet_id,
            personIds: [row.installer_id],
            orderId: row.id,
          });
          return ok(await readOrderOffers(tx, deps, row.id, visibleMoney(origin.actor, stands).has('earn')));
        }),
      ),
      route(askedNow, ({ orderId }, origin) =>
        uow.read(origin, async (tx) =>
          (await orders.find(tx, orderId)) ? ok(await readAskedNow(tx, deps, orderId)) : refuse('orders.not_found'),
        ),
      ),
      route(dispatchBoard, (input, origin) => uow.read(origin, async (tx) => ok(await readBoard(tx, deps, input)))),
      route(slotRoom, (input, origin) => uow.read(origin, (tx) => slots.room(tx, input))),
      route(customerSlotRoom, (input, origin) => uow.read(origin, (tx) => slots.roomOfCustomer(tx, input))),
      route(dispatchCandidates, ({ orderId }, origin) => uow.read(origin, (tx) => moving.candidates(tx, orderId))),
      route(previewMove, (input, origin) => uow.read(origin, (tx) => moving.preview(tx, input))),
      route(assignOrder, (input, origin) => uow.run(origin, (tx) => moving.assign(tx, input))),
      route(offerOrder, (input, origin) => uow.run(origin, (tx) => moving.offer(tx, input))),
      route(rescheduleOrder, (input, origin) =>
        uow.run(origin, async (tx) => {
          const done = await orders.reschedule(tx, input);
          return done.ok ? ok({ orderId: input.orderId, version: done.value.version }) : done;
        }),
      ),
      route(leaveContracts.myLeaves, (_input, origin) => uow.read(origin, async (tx) => ok(await leave.mine(tx)))),
      route(leaveContracts.askLeave, (input, origin) => uow.run(origin, (tx) => leave.ask(tx, input))),
      route(leaveContracts.withdrawLeave, ({ requestId }, origin) => uow.run(origin, (tx) => leave.withdraw(tx, requestId))),
      route(leaveContracts.leaveRequests, (_input, origin) => uow.read(origin, async (tx) => ok(await leave.requests(tx)))),
      route(leaveContracts.decideLeave, (input, origin) => uow.run(origin, (tx) => leave.decide(tx, input))),
      route(rosterContracts.roster, (input, origin) => uow.read(origin, async (tx) => ok(await rostering.week(tx, input)))),
      route(rosterContracts.installerProfile, ({ personId }, origin) => uow.read(origin, (tx) => rostering.read(tx, personId))),
      route(rosterContracts.saveInstallerProfile, (input, origin) => uow.run(origin, (tx) => rostering.save(tx, input))),
      route(rosterContracts.saveRosterDay, (input, origin) => uow.run(origin, (tx) => rostering.saveDay(tx, input))),
      route(rosterContracts.addLeave, (input, origin) => uow.run(origin, (tx) => rostering.addLeave(tx, input))),
      route(rosterContracts.endLeave, ({ leaveId }, origin) => uow.run(origin, (tx) => rostering.endLeave(tx, leaveId))),
      route(rosterContracts.saveCertificate, (input, origin) => uow.run(origin, (tx) => rostering.saveCertificate(tx, input))),
      route(rosterContracts.removeCertificate, ({ certificateId }, origin) =>
        uow.run(origin, (tx) => rostering.removeCertificate(tx, certificateId)),
      ),
    ],
  };
}

import { answerOffer, myOffers, orderOffers } from '@mingdan/shared/contracts/dispatch';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { allows, type IdentityApi, standing, visibleMoney } from '../identity/index.ts';
import { dispatchRequested, dispatchWithdrawn, orderCancelled } from '../orders/events.ts';
import type { OrdersApi } from '../orders/index.ts';
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
import { dispatchMigrations, loadOffer } from './store/offers.ts';
import { type InstallerProfile, saveProfile } from './store/profiles.ts';
import { createOffering } from './usecases/offering.ts';
import { offerView, readMyOffers, readOrderOffers } from './views/offer-views.ts';

export type { InstallerProfile } from './store/profiles.ts';

export interface DispatchApi {
  /** What the card of an offer shows, with the person it goes to; undefined when it is gone. */
  offerCard(
    tx: Tx,
    offerId: string,
  ): Promise<{ installerId: string; status: string; view: NonNullable<Awaited<ReturnType<typeof offerView>>> } | undefined>;
  saveProfile(tx: Tx, profile: InstallerProfile): Promise<void>;
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
  crypto: FieldCrypto;
  names: PersonNames;
}): Capability & { api: DispatchApi } {
  const { uow, orders, identity, crypto } = deps;
  const offering = createOffering(deps);

  return {
    name: 'dispatch',
    migrations: dispatchMigrations,
    api: {
      offerCard: async (tx, offerId) => {
        const offer = await loadOffer(tx, offerId);
        const view = offer && (await offerView(tx, deps, offer));
        return offer && view && { installerId: offer.installer_id, status: offer.status, view };
      },
      saveProfile: (tx, profile) => saveProfile(tx, crypto, profile),
    },
    jobs: [
      handle(expireOffer, async ({ offerId }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => offering.expire(tx, offerId));
      }),
    ],
    subscriptions: [
      on(dispatchRequested, 'dispatch.offer-order', async (request, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => offering.offerNext(tx, request));
      }),
      on(dispatchWithdrawn, 'dispatch.withdraw-offers', async ({ orderId, token }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => offering.withdraw(tx, orderId, token));
      }),
      on(orderCancelled, 'dispatch.order-cancelled', async ({ orderId }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => offering.withdraw(tx, orderId, null));
      }),
      on(cardClicked, 'dispatch.card-clicked', async ({ userid, taskId, key }, { messageId, origin }) => {
        const offerId = offerOfTask(taskId);
        if (!offerId || (key !== 'accept' && key !== 'refuse')) return;
        // the callback proves who clicked: what follows is done by that person, with the rights of now
        const actor = await uow.read(origin, async (tx) => {
          const person = await identity.findByUserid(tx, userid);
          return person && identity.loadActor(tx, person.id);
        });
        if (!actor || !allows(actor, 'offers:answer')) return;
        // run, not once: a refusal must leave nothing behind; a repeated click finds its own answer
        const result = await uow.run({ actor, requestId: origin.requestId }, (tx) => offering.answerOffer(tx, { offerId, answer: key }));
        if (result.ok) return;
        // whoever came too late sees it on the card
        await uow.once(origin, messageId, async (tx) => {
          const offer = await loadOffer(tx, offerId);
          if (offer && offer.status !== 'offered') await tx.outbox.append(answered, { offerId, status: offer.status });
        });
      }),
    ],
    routes: [
      route(myOffers, (_input, origin) => uow.read(origin, async (tx) => ok(await readMyOffers(tx, deps)))),
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
    ],
  };
}

import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { coversRegion, type IdentityApi } from '../../identity/index.ts';
import { type OrdersApi, withoutPhones } from '../../orders/index.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { type Candidate, rankCandidates } from '../domain/choose.ts';
import { answered, offered } from '../events.ts';
import { expireOffer } from '../jobs.ts';
import { answer, insertOffer, lockOffer, type OfferTable, offersOfOrder } from '../store/offers.ts';
import { readProfiles } from '../store/profiles.ts';

export interface DispatchRequest {
  readonly orderId: string;
  readonly visitId: string;
  readonly token: string;
  readonly timeBoxMs: number;
  readonly rounds: number;
}

export type AnswerRefusal = 'dispatch.offer_not_found' | 'dispatch.offer_gone' | 'orders.already_taken' | 'orders.not_open';

export function createOffering(deps: { orders: OrdersApi; identity: IdentityApi; crypto: FieldCrypto }) {
  const { orders, identity, crypto } = deps;

  /** Offers the order to the best candidate who was not asked yet; tells the flow when there is none left. */
  const offerNext = async (tx: Tx, request: DispatchRequest): Promise<void> => {
    const order = await orders.orderToDispatch(tx, request.orderId, request.token);
    if (!order?.waiting) return;
    const offers = await offersOfOrder(tx, request.orderId);
    const earlier = offers.filter((offer) => offer.token === request.token);
    if (earlier.some((offer) => offer.status === 'offered')) return;

    const installers = await identity.listInstallers(tx);
    const profiles = await readProfiles(
      tx,
      crypto,
      installers.map((installer) => installer.id),
    );
    const load = await orders.visitsOn(tx, [...profiles.keys()], order.row.slot_date);
    const { point } = order.site;
    const candidates: Candidate[] = installers.flatMap((installer) => {
      const profile = profiles.get(installer.id);
      if (!profile) return [];
      const distance = profile.base && point ? Number(orders.distanceKm(profile.base, point)) : null;
      return [
        {
          installerId: installer.id,
          skills: profile.skills,
          regions: installer.regions,
          load: load.get(installer.id) ?? 0,
          capacity: profile.capacity,
          distanceKm: distance,
        },
      ];
    });
    // who had taken the order and gave it back is not asked again
    const asked = offers.filter((offer) => offer.token === request.token || offer.status === 'accepted');
    const wanted = { region: order.row.region, categories: order.categories, asked: new Set(asked.map((offer) => offer.installer_id)) };
    const best = rankCandidates(candidates, wanted, coversRegion)[0];
    const estimate =
      best &&
      (await orders.estimate(tx, request.orderId, best.candidate.installerId, profiles.get(best.candidate.installerId)?.base ?? null));
    if (!best || !estimate?.ok || earlier.length >= request.rounds) {
      await orders.exhausted(tx, request.orderId, request.token);
      return;
    }

    const { quote, explanation, distanceKm } = estimate.value;
    const offerId = await insertOffer(tx, {
      order_id: request.orderId,
      visit_id: request.visitId,
      token: request.token,
      round: earlier.length + 1,
      rounds: request.rounds,
      time_box_ms: request.timeBoxMs,
      installer_id: best.candidate.installerId,
      pay: quote.totals.installers[best.candidate.installerId] ?? 0,
      estimate: JSON.stringify({ quote, explanation }),
      distance_km: distanceKm,
      score: best.score.toFixed(2),
      reasons: JSON.stringify(best.reasons),
      expires_at: tx.now + request.timeBoxMs,
    });
    await tx.outbox.enqueue(expireOffer, { offerId }, { dueAt: (tx.now + request.timeBoxMs) as typeof tx.now });
    await tx.outbox.append(offered, { offerId });
    await tx.audit({
      action: 'dispatch.offered',
      subject: { type: 'order', id: request.orderId },
      after: { offerId, installerId: best.candidate.installerId, score: best.score },
    });
  };

  const settleAnswer = async (
    tx: Tx,
    offer: OfferTable,
    status: 'accepted' | 'refused' | 'expired' | 'withdrawn',
    reason?: string,
  ): Promise<boolean> => {
    if (!(await answer(tx, offer.id, status))) return false;
    await tx.outbox.append(answered, { offerId: offer.id, status });
    await tx.audit({
      action: `dispatch.offer_${status}`,
      subject: { type: 'order', id: offer.order_id },
      after: { offerId: offer.id, installerId: offer.installer_id },
      ...(reason ? { reason: withoutPhones(reason) } : {}),
    });
    return true;
  };

  return {
    offerNext,

    /** The acting installer's answer, from the card or the mini-program. A refusal rolls everything back. */
    async answerOffer(
      tx: Tx,
      input: { offerId: string; answer: 'accept' | 'refuse'; reason?: string | undefined },
    ): Promise<Result<{ status: OfferTable['status']; orderId: string }, AnswerRefusal>> {
      const offer = await lockOffer(tx, input.offerId);
      if (!offer || offer.installer_id !== tx.origin.actor.id) return refuse('dispatch.offer_not_found');
      const status = input.answer === 'accept' ? 'accepted' : 'refused';
      // the same answer twice (card and mini-program, a repeated callback) is one answer
      if (offer.status === status) return ok({ status, orderId: offer.order_id });
      // its time may be over before the job that says so has come
      if (offer.status !== 'offered') return refuse('dispatch.offer_gone', { detail: { status: offer.status } });
      if (tx.now >= offer.expires_at) return refuse('dispatch.offer_gone', { detail: { status: 'expired' } });
      if (!(await settleAnswer(tx, offer, status, input.reason))) throw new Error(`offer ${offer.id} was answered without its lock`);
      if (status === 'refused') {
        await offerNext(tx, requestOf(offer));
        return ok({ status, orderId: offer.order_id });
      }
      const taken = await orders.accepted(tx, {
        orderId: offer.order_id,
        token: offer.token,
        installerId: offer.installer_id,
        distanceKm: offer.distance_km,
      });
      if (!taken.ok) {
        if (taken.code === 'orders.not_found') return refuse('dispatch.offer_not_found');
        if (taken.code === 'pricing.not_priceable') throw new Error(`offer ${offer.id} was estimated and can no longer be priced`);
        return refuse(taken.code, taken.detail ? { detail: taken.detail } : {});
      }
      return ok({ status, orderId: offer.order_id });
    },

    /** The time box is over: the next candidate is asked. */
    async expire(tx: Tx, offerId: string): Promise<void> {
      const offer = await lockOffer(tx, offerId);
      if (offer && (await settleAnswer(tx, offer, 'expired'))) await offerNext(tx, requestOf(offer));
    },

    /** The flow no longer waits: what stands is taken back. */
    async withdraw(tx: Tx, orderId: string, token: string | null): Promise<void> {
      for (const offer of await offersOfOrder(tx, orderId))
        if (offer.status === 'offered' && (token === null || offer.token === token)) await settleAnswer(tx, offer, 'withdrawn');
    },
  };
}

export type Offering = ReturnType<typeof createOffering>;

function requestOf(offer: OfferTable): DispatchRequest {
  return { orderId: offer.order_id, visitId: offer.visit_id, token: offer.token, timeBoxMs: offer.time_box_ms, rounds: offer.rounds };
}

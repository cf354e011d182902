import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { CrewMember } from '@mingdan/shared/pricing/types';
import { type OrderToDispatch, withoutPhones } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { OrderPast } from '../domain/asked-before.ts';
import { crewWith, openPlaces, standingCrew } from '../domain/crew.ts';
import { answered, offered } from '../events.ts';
import { expireOffer } from '../jobs.ts';
import { answer, insertOffer, lockOffer, type OfferTable, offersOfOrder, standingFor } from '../store/offers.ts';
import { readProfiles } from '../store/profiles.ts';
import { type CandidateDeps, type Field, readField } from './candidates.ts';
import { asCandidate, notAsked, roundsOf, whoGaveBack } from './who-is-left.ts';

export interface DispatchRequest {
  readonly orderId: string;
  readonly visitId: string;
  readonly token: string;
}

/**
 * What became of an order when somebody said no. `next`: another installer is asked · `others`: others who were asked before still decide ·
 * `desk`: it waits for a dispatcher · `flow`: nobody is left, and the flow goes on as it says for that · `gone`: it does not look for anybody any more
 */
export type AfterRefusal = 'next' | 'others' | 'desk' | 'flow' | 'gone';

export type AnswerRefusal = 'dispatch.offer_not_found' | 'dispatch.offer_gone' | 'orders.already_taken' | 'orders.not_open';

/** How many are asked at once where the first who accepts has it 抢单. */
const POOL_SIZE = 5;

export function createOffering(deps: CandidateDeps) {
  const { orders } = deps;

  /** Writes one offer for a place in the crew, or an acceptance where nobody is asked. Undefined when the plan cannot be priced for him. */
  const offerTo = async (
    tx: Tx,
    request: DispatchRequest,
    order: OrderToDispatch,
    field: Field,
    who: { installerId: string; place: number; mode: OfferTable['mode']; score: number; reasons: readonly string[] },
  ): Promise<OfferTable | undefined> => {
    const plan = order.at.plan!;
    const offers = await offersOfOrder(tx, request.orderId);
    const mine = offers.filter((offer) => offer.token === request.token);
    const crew = crewWith(plan.crew, standingCrew(mine), who);
    const leader = crew[0]!.installer;
    // one whom a dispatcher chose may serve other places
    const profile = field.profiles.get(leader) ?? (await readProfiles(tx, deps.crypto, [leader])).get(leader);
    const base = profile?.base ?? null;
    const estimate = await orders.estimate(tx, order, crew, base);
    if (!estimate.ok) return undefined;
    const { quote, explanation, distanceKm } = estimate.value;
    const silent = who.mode === 'auto';
    const offer = {
      order_id: request.orderId,
      visit_id: request.visitId,
      token: request.token,
      round: Math.max(0, ...mine.map(({ round }) => round)) + 1,
      rounds: plan.rounds,
      time_box_ms: plan.timeBoxMs,
      installer_id: who.installerId,
      mode: who.mode,
      place: who.place,
      weights: JSON.stringify(plan.crew),
      pay: quote.totals.installers[who.installerId] ?? 0,
      estimate: JSON.stringify({ quote, explanation }),
      distance_km: distanceKm,
      score: who.score.toFixed(2),
      reasons: JSON.stringify(who.reasons),
      expires_at: silent ? tx.now : tx.now + plan.timeBoxMs,
    };
    const offerId = await insertOffer(tx, offer, silent ? 'accepted' : 'offered');
    if (!silent) {
      await tx.outbox.enqueue(expireOffer, { offerId }, { dueAt: (tx.now + plan.timeBoxMs) as typeof tx.now });
      await tx.outbox.append(offered, { offerId });
    }
    await tx.audit({
      action: silent ? 'dispatch.assigned_by_rank' : 'dispatch.offered',
      subject: { type: 'order', id: request.orderId },
      after: { offerId, installerId: who.installerId, score: who.score, mode: who.mode, place: who.place },
    });
    return {
      ...offer,
      id: offerId,
      status: silent ? 'accepted' : 'offered',
      created_at: tx.now,
      answered_at: silent ? tx.now : null,
      refusal: null,
    };
  };

  const give = (tx: Tx, request: DispatchRequest, offers: readonly OfferTable[], weights: readonly number[]) => {
    const { id: acting } = tx.origin.actor;
    const crew: CrewMember[] = weights.map((weight, place) => ({
      installer: offers.find((offer) => offer.place === place)!.installer_id,
      weight,
    }));
    const leader = offers.find((offer) => offer.place === 0)!;
    return orders.accepted(tx, {
      orderId: request.orderId,
      token: request.token,
      crew,
      distanceKm: leader.distance_km,
      tell: crew.map(({ installer }) => installer).filter((id) => id !== acting),
    });
  };

  /** Asks for every place of the crew that nobody stands for; the flow hears when a place finds nobody. @returns what became of the order */
  const offerNext = async (tx: Tx, request: DispatchRequest): Promise<AfterRefusal> => {
    await orders.hold(tx, request.orderId);
    const order = await orders.orderToDispatch(tx, request.orderId, request.token);
    if (!order?.waiting || order.at.stage !== 'looking') return 'gone';
    const { plan } = order.at;
    const offers = await offersOfOrder(tx, request.orderId);
    const earlier = offers.filter((offer) => offer.token === request.token);
    const places = openPlaces(plan.crew.length, earlier);
    if (places.length === 0) return 'others';
    // a dispatcher decides; whom he asked by hand and who said no is not followed by the next best
    if (plan.mode === 'manual') return 'desk';

    const field = await readField(tx, deps, order, { servingOnly: true });
    const past: OrderPast = { offers, token: request.token, gaveBack: await whoGaveBack(tx, orders, order, offers) };
    const left = [...notAsked(field, past)];
    for (const place of places) {
      const rounds = roundsOf(earlier, place);
      const wanted = plan.mode === 'pool' && plan.crew.length === 1 ? POOL_SIZE : 1;
      let found = 0;
      while (found < wanted && left.length > 0 && rounds + found < Math.max(plan.rounds, wanted)) {
        const offer = await offerTo(tx, request, order, field, { ...asCandidate(left.shift()!, past), place, mode: plan.mode });
        if (offer) found += 1;
      }
      if (found === 0) {
        const after = await orders.exhausted(tx, request.orderId, request.token);
        // whoever had accepted a part of it is free again
        for (const offer of await offersOfOrder(tx, request.orderId))
          if (offer.token === request.token) await settleAnswer(tx, offer, 'withdrawn', undefined, offer.status);
        return after;
      }
    }
    if (plan.mode === 'auto') {
      const made = (await offersOfOrder(tx, request.orderId)).filter(
        (offer) => offer.token === request.token && offer.status === 'accepted',
      );
      const taken = await give(tx, request, made, plan.crew);
      if (!taken.ok) throw new Error(`order ${request.orderId} could not be assigned by rank: ${taken.code}`);
    }
    return 'next';
  };

  const settleAnswer = async (
    tx: Tx,
    offer: OfferTable,
    status: 'accepted' | 'refused' | 'expired' | 'withdrawn',
    reason?: string,
    from: OfferTable['status'] = 'offered',
  ): Promise<boolean> => {
    if (from !== 'offered' && from !== 'accepted') return false;
    const words = reason ? withoutPhones(reason) : null;
    if (!(await answer(tx, offer.id, status, from, words))) return false;
    await tx.outbox.append(answered, { offerId: offer.id, status });
    await tx.audit({
      action: `dispatch.offer_${status}`,
      subject: { type: 'order', id: offer.order_id },
      after: { offerId: offer.id, installerId: offer.installer_id },
      ...(words ? { reason: words } : {}),
    });
    if (status === 'refused' || status === 'expired')
      await orders.notTaken(tx, offer.order_id, { status, installerId: offer.installer_id, reason: words });
    return true;
  };

  return {
    offerNext,
    offerTo,
    settleAnswer,

    /** The acting installer's answer, from the card or the mini-program. A refusal rolls everything back. */
    async answerOffer(
      tx: Tx,
      input: { offerId: string; answer: 'accept' | 'refuse'; reason?: string | undefined },
    ): Promise<Result<{ status: OfferTable['status']; orderId: string; assigned: boolean; after: AfterRefusal | null }, AnswerRefusal>> {
      const offer = await lockOffer(tx, input.offerId);
      if (!offer || offer.installer_id !== tx.origin.actor.id) return refuse('dispatch.offer_not_found');
      // two of a crew, or two of a pool, answer one after the other
      await orders.hold(tx, offer.order_id);
      const status = input.answer === 'accept' ? 'accepted' : 'refused';
      const request = requestOf(offer);
      const weights = JSON.parse(offer.weights) as number[];
      const acceptedNow = async () =>
        (await offersOfOrder(tx, offer.order_id)).filter(({ token, status: now }) => token === offer.token && now === 'accepted');
      // the same answer twice (card and mini-program, a repeated callback) is one answer
      if (offer.status === status)
        return ok({
          status,
          orderId: offer.order_id,
          assigned: status === 'accepted' && openPlaces(weights.length, await acceptedNow()).length === 0,
          after: null,
        });
      // its time may be over before the job that says so has come
      if (offer.status !== 'offered') {
        const order = offer.status === 'withdrawn' ? await orders.row(tx, offer.order_id) : undefined;
        if (order && order.state !== 'open') return refuse('orders.not_open', { detail: { state: order.state } });
        return refuse('dispatch.offer_gone', { detail: { status: offer.status } });
      }
      if (tx.now >= offer.expires_at) return refuse('dispatch.offer_gone', { detail: { status: 'expired' } });
      if (!(await settleAnswer(tx, offer, status, input.reason))) throw new Error(`offer ${offer.id} was answered without its lock`);
      if (status === 'refused') {
        return ok({ status, orderId: offer.order_id, assigned: false, after: await offerNext(tx, request) });
      }
      const accepted = await acceptedNow();
      if (openPlaces(weights.length, accepted).length > 0) return ok({ status, orderId: offer.order_id, assigned: false, after: null });
      const taken = await give(tx, request, accepted, weights);
      if (!taken.ok) {
        if (taken.code === 'orders.not_found') return refuse('dispatch.offer_not_found');
        if (taken.code === 'pricing.not_priceable') throw new Error(`offer ${offer.id} was estimated and can no longer be priced`);
        return refuse(taken.code, taken.detail ? { detail: taken.detail } : {});
      }
      return ok({ status, orderId: offer.order_id, assigned: true, after: null });
    },

    /** The time box is over: the next candidate is asked. */
    async expire(tx: Tx, offerId: string): Promise<void> {
      const offer = await lockOffer(tx, offerId);
      if (offer && (await settleAnswer(tx, offer, 'expired'))) await offerNext(tx, requestOf(offer));
    },

    /** Somebody is no installer any more: what stands for him is taken back, and the next candidate is asked. */
    async installerLeft(tx: Tx, installerId: string): Promise<void> {
      for (const { id } of await standingFor(tx, installerId)) {
        const offer = await lockOffer(tx, id);
        if (offer && (await settleAnswer(tx, offer, 'withdrawn'))) await offerNext(tx, requestOf(offer));
      }
    },

    /** What stands for somebody on these orders is taken back, and the next candidate is asked: he will not be there. */
    async takeBack(tx: Tx, installerId: string, orderIds: readonly string[]): Promise<void> {
      for (const { id } of await standingFor(tx, installerId)) {
        const offer = await lockOffer(tx, id);
        if (offer && orderIds.includes(offer.order_id) && (await settleAnswer(tx, offer, 'withdrawn')))
          await offerNext(tx, requestOf(offer));
      }
    },

    /** The flow no longer waits at this token: what stands is taken back, and what a part of a crew had accepted. Null: only what stands, wherever. */
    async withdraw(tx: Tx, orderId: string, token: string | null): Promise<void> {
      for (const offer of await offersOfOrder(tx, orderId))
        if (token === null ? offer.status === 'offered' : offer.token === token)
          await settleAnswer(tx, offer, 'withdrawn', undefined, offer.status);
    },

    /** The order has another appointment: whoever was asked for the old one is asked anew, if he can come then. */
    async askAnew(tx: Tx, orderId: string): Promise<void> {
      const standing = (await offersOfOrder(tx, orderId)).filter((offer) => offer.status === 'offered');
      for (const offer of standing) await settleAnswer(tx, offer, 'withdrawn');
      const first = standing[0];
      if (first) await offerNext(tx, requestOf(first));
    },
  };
}

export type Offering = ReturnType<typeof createOffering>;

function requestOf(offer: OfferTable): DispatchRequest {
  return { orderId: offer.order_id, visitId: offer.visit_id, token: offer.token };
}

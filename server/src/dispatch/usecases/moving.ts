import type { DispatchCandidatesOutput } from '@mingdan/shared/contracts/dispatch-board';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { overlapWords } from '@mingdan/shared/orders/overlap';
import { fullName } from '@mingdan/shared/region/region';
import type { OrderToDispatch } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { BY_HAND, before, beforeWords, type OrderPast } from '../domain/asked-before.ts';
import { overridable } from '../domain/rules.ts';
import { scoreOf } from '../domain/score.ts';
import { insertOffer, type NewOffer, type OfferTable, offersOfOrder } from '../store/offers.ts';
import { type CandidateDeps, type Field, rank, readField } from './candidates.ts';
import type { Offering } from './offering.ts';
import { createPreviewMove } from './preview-move.ts';
import { createReach, type Member } from './reach.ts';
import { asCandidate, whoGaveBack } from './who-is-left.ts';

const STAGE_WORDS = { looking: '正在找师傅', held: '已有师傅', fixed: '现在不能派单' } as const;
const OFFER_WORDS = {
  refused: '已拒绝过这单',
  expired: '上次没有按时答复',
  accepted: '接过这单',
  offered: '正在问他',
  withdrawn: '',
} as const;

/** What dispatchers do by hand, and what they see before. */
export function createMoving(deps: CandidateDeps & { names: PersonNames; offering: Offering }) {
  const { orders, identity, names, offering } = deps;

  const reach = createReach(deps);
  const { seenOrder, seesPay, within, checkCrew } = reach;

  const outletNames = async (tx: Tx, field: Field) => {
    const outlets = await identity.outlets(
      tx,
      [...field.people.values()].flatMap(({ outletId }) => (outletId === null ? [] : [outletId])),
    );
    return (installerId: string) => outlets.get(field.people.get(installerId)?.outletId ?? '')?.name ?? null;
  };

  const assign = async (tx: Tx, input: { orderId: string; version: number; crew: readonly Member[]; reason?: string | undefined }) => {
    await orders.hold(tx, input.orderId);
    const order = await seenOrder(tx, input.orderId);
    if (!order) return refuse('orders.not_found');
    const field = await readField(tx, deps, order, { only: input.crew.map(({ installerId }) => installerId) });
    // somebody was first: that is the news, not what is wrong with the crew now
    if (order.row.version === input.version && order.at.stage !== 'fixed') {
      const fine = checkCrew(tx, field, input.crew, input.reason);
      if (!fine.ok) return fine;
      if (order.at.stage === 'held' && !input.reason)
        return refuse('dispatch.reason_missing', {
          detail: { name: order.row.node_name, why: '改派' },
          fields: [{ path: 'reason', code: 'dispatch.reason_missing', message: '改派请写明原因' }],
        });
    }
    const crew = input.crew.map(({ installerId, weight }) => ({ installer: installerId, weight }));
    const base = field.profiles.get(input.crew[0]!.installerId)?.base ?? null;
    const done = await orders.assign(tx, { orderId: input.orderId, version: input.version, crew, base, reason: input.reason });
    if (!done.ok) return done;
    await recordByHand(tx, (await orders.orderToDispatch(tx, input.orderId, null))!, field, input.crew, base);
    return ok({ orderId: input.orderId, version: done.value.version });
  };

  /** What offers and history say of who had to do with the order. */
  const pastOf = async (tx: Tx, order: OrderToDispatch): Promise<OrderPast> => {
    const offers = await offersOfOrder(tx, order.row.id);
    const token = order.at.stage === 'looking' ? order.at.token.id : null;
    return { offers, token, gaveBack: await whoGaveBack(tx, orders, order, offers) };
  };

  return {
    /** Who could take the order, best first, and who not and why. */
    async candidates(tx: Tx, orderId: string): Promise<Result<DispatchCandidatesOutput, 'orders.not_found'>> {
      const order = await seenOrder(tx, orderId);
      if (!order) return refuse('orders.not_found');
      const { row, at, crew } = order;
      const field = await readField(tx, deps, order);
      const outletOf = await outletNames(tx, field);
      const weights = at.plan?.crew ?? [1];
      const pays = seesPay(tx, order);
      const past = await pastOf(tx, order);
      const notesOf = (installerId: string) => {
        const holds = crew.some(({ installer }) => installer === installerId);
        const words = holds ? null : beforeWords(before(installerId, past));
        const his = past.offers.filter((offer) => offer.installer_id === installerId && !(words !== null && offer.status === 'accepted'));
        return [
          ...(holds ? ['现在由他负责'] : []),
          ...new Set(his.map(({ status }) => OFFER_WORDS[status]).filter((each) => each !== '')),
          ...(words === null ? [] : [words]),
        ];
      };
      const { ranked, excluded } = rank(field);
      const candidates: DispatchCandidatesOutput['candidates'] = [];
      for (const { candidate, score } of ranked.filter((entry) => within(tx, field, entry.candidate.installerId))) {
        const { installerId } = candidate;
        const estimate = pays
          ? await orders.estimate(
              tx,
              order,
              weights.map((weight, place) => ({ installer: place === 0 ? installerId : `place-${place}`, weight })),
              field.profiles.get(installerId)?.base ?? null,
            )
          : undefined;
        candidates.push({
          installerId,
          name: field.people.get(installerId)?.name ?? '',
          outletName: outletOf(installerId),
          score: score.total,
          parts: score.parts.map((part) => ({ ...part })),
          distanceKm: candidate.distanceKm === null ? null : candidate.distanceKm.toFixed(1),
          load: candidate.load,
          capacity: candidate.capacity,
          pay: estimate?.ok ? (estimate.value.quote.totals.installers[installerId] ?? 0) : null,
          notes: notesOf(installerId),
          overlaps: [...overlapWords(field.overlaps(installerId))],
        });
      }
      const known = await names(
        tx,
        crew.map(({ installer }) => installer),
      );
      return ok({
        orderId: row.id,
        number: row.number,
        version: row.version,
        templateName: row.template_name,
        urgency: row.urgency,
        regionName: fullName(row.region),
        addressText: order.site.text,
        slot: field.wanted.slot,
        skills: [...order.categories],
        certificates: [...field.wanted.certificates],
        crewWeights: [...weights],
        crew: crew.map(({ installer, weight }) => ({ installerId: installer, name: known.get(installer) ?? '', weight })),
        stage: at.stage,
        stageText: at.stage === 'fixed' ? `停在「${row.node_name}」，${STAGE_WORDS.fixed}` : STAGE_WORDS[at.stage],
        seesPay: pays,
        candidates,
        excluded: excluded
          .filter((entry) => within(tx, field, entry.candidate.installerId))
          .map(({ candidate, broken }) => ({
            installerId: candidate.installerId,
            name: field.people.get(candidate.installerId)?.name ?? '',
            outletName: outletOf(candidate.installerId),
            rules: broken.map((each) => ({ ...each })),
            overlaps: [...overlapWords(field.overlaps(candidate.installerId))],
            overridable: overridable(broken),
          })),
      });
    },

    preview: createPreviewMove(deps, reach),

    /** Gives the order to this crew. */
    assign,

    /** One of many orders to one installer. No rule is set aside: nobody has looked at this order. */
    async reassign(tx: Tx, { orderId, installerId, reason }: { orderId: string; installerId: string; reason: string }) {
      await orders.hold(tx, orderId);
      const order = await seenOrder(tx, orderId);
      if (!order) return refuse('orders.not_found');
      const crew = [{ installerId, weight: 1 }];
      const fine =
        order.at.stage === 'fixed' ? ok(null) : checkCrew(tx, await readField(tx, deps, order, { only: [installerId] }), crew, undefined);
      if (!fine.ok)
        return fine.code === 'dispatch.reason_missing' ? refuse('dispatch.not_eligible', fine.detail ? { detail: fine.detail } : {}) : fine;
      return assign(tx, { orderId, version: order.row.version, crew, reason });
    },

    /** Asks for an order that nobody has taken anew: what stands is taken back, and a place where it was parked is left. */
    async offerAgain(tx: Tx, orderId: string) {
      await orders.hold(tx, orderId);
      const order = await seenOrder(tx, orderId);
      if (!order) return refuse('orders.not_found');
      if (order.at.stage === 'looking' && order.at.plan.mode === 'manual') return refuse('dispatch.manual_only');
      const isParked = order.at.stage === 'looking' && order.at.token.parked !== null;
      const token = await orders.lookAgain(tx, orderId, order.row.version);
      if (!token.ok) return token;
      // a parked order is asked for by its flow, under a new token
      if (!isParked) {
        for (const standing of await offersOfOrder(tx, orderId))
          if (standing.status === 'offered') await offering.settleAnswer(tx, standing, 'withdrawn');
        await offering.offerNext(tx, { orderId, visitId: await orders.visitId(tx, orderId), token: token.value });
      }
      await tx.audit({ action: 'dispatch.offered_again', subject: { type: 'order', id: orderId } });
      return ok(null);
    },

    /**
     * Asks by hand, in place of whoever is asked now: one installer, or a whole crew at once with the leader first. Who stands for the same place already stays
     * asked, or has accepted. If somebody says no, the next best is asked for his place, unless the template leaves it to dispatchers.
     */
    async offer(
      tx: Tx,
      input: {
        orderId: string;
        version: number;
        installerId?: string | undefined;
        crew?: readonly string[] | undefined;
        reason?: string | undefined;
      },
    ) {
      const ids = input.crew ?? (input.installerId === undefined ? [] : [input.installerId]);
      if (ids.length === 0) return refuse('people.not_found');
      await orders.hold(tx, input.orderId);
      const before = await seenOrder(tx, input.orderId);
      if (!before) return refuse('orders.not_found');
      const field = await readField(tx, deps, before, { only: ids });
      if (before.row.version === input.version && before.at.stage === 'looking') {
        const size = before.at.plan.crew.length;
        if (input.crew && size !== ids.length) return refuse('dispatch.crew_size', { detail: { size } });
        const fine = checkCrew(
          tx,
          field,
          ids.map((installerId) => ({ installerId })),
          input.reason,
        );
        if (!fine.ok) return fine;
      }
      const token = await orders.lookAgain(tx, input.orderId, input.version);
      if (!token.ok) return token;
      const order = (await orders.orderToDispatch(tx, input.orderId, token.value))!;
      const stays = (offer: OfferTable) =>
        input.crew !== undefined && offer.token === token.value && ids[offer.place] === offer.installer_id;
      const standing = (await offersOfOrder(tx, input.orderId)).filter(
        (offer) => offer.status === 'offered' || (input.crew !== undefined && offer.token === token.value && offer.status === 'accepted'),
      );
      for (const offer of standing)
        if (!stays(offer) && (input.crew !== undefined || offer.place === 0 || ids.includes(offer.installer_id)))
          await offering.settleAnswer(tx, offer, 'withdrawn', undefined, offer.status);
      const request = { orderId: input.orderId, visitId: await orders.visitId(tx, input.orderId), token: token.value };
      const past = await pastOf(tx, order);
      const made: OfferTable[] = [];
      for (const [place, installerId] of ids.entries()) {
        const known = standing.find((offer) => stays(offer) && offer.place === place);
        const candidate = field.candidates.find((each) => each.installerId === installerId)!;
        const who = { ...asCandidate({ candidate, score: scoreOf(candidate) }, past), place, mode: 'manual' as const };
        const offer = known ?? (await offering.offerTo(tx, request, order, field, who));
        if (!offer) return refuse('pricing.not_priceable');
        made.push(offer);
      }
      return ok({ offerId: made[0]!.id, expiresAt: Math.max(...made.map(({ expires_at }) => expires_at)) });
    },
  };

  /** A dispatcher's own decision stands among the offers: who had the order, by whom, with which pay in view. */
  async function recordByHand(
    tx: Tx,
    order: OrderToDispatch,
    field: Field,
    crew: readonly Member[],
    base: Parameters<typeof orders.estimate>[3],
  ) {
    const estimate = await orders.estimate(
      tx,
      order,
      crew.map(({ installerId, weight }) => ({ installer: installerId, weight })),
      base,
    );
    if (!estimate.ok) return;
    const { quote, explanation, distanceKm } = estimate.value;
    const earlier = (await offersOfOrder(tx, order.row.id)).filter(({ token }) => token === BY_HAND);
    const weights = JSON.stringify(crew.map(({ weight }) => weight));
    const visitId = await orders.visitId(tx, order.row.id);
    for (const [place, { installerId }] of crew.entries()) {
      const candidate = field.candidates.find((each) => each.installerId === installerId);
      const score = candidate && scoreOf(candidate);
      const row: NewOffer = {
        order_id: order.row.id,
        visit_id: visitId,
        token: BY_HAND,
        round: Math.max(0, ...earlier.map(({ round }) => round)) + 1 + place,
        rounds: 1,
        time_box_ms: 0,
        installer_id: installerId,
        mode: 'manual',
        place,
        weights,
        pay: quote.totals.installers[installerId] ?? 0,
        estimate: JSON.stringify({ quote, explanation }),
        distance_km: distanceKm,
        score: (score?.total ?? 0).toFixed(2),
        reasons: JSON.stringify(['调度直接派单', ...(score?.parts.map(({ text }) => text) ?? [])]),
        expires_at: tx.now,
      };
      await insertOffer(tx, row, 'accepted');
    }
  }
}

export type Moving = ReturnType<typeof createMoving>;

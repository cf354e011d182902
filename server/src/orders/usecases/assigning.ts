import type { TimeslotValue } from '@mingdan/shared/forms/definition';
import { ok, type Refusal, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { CrewMember } from '@mingdan/shared/pricing/types';
import type { CustomersApi } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { stageOf } from '../domain/dispatch-plan.ts';
import { roadDistanceKm } from '../domain/facts.ts';
import { isOnlyInstaller } from '../domain/only-installer.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { noticeAsked, orderAssigned } from '../events.ts';
import { helpersOf, setHelpers } from '../store/crew.ts';
import { type ActDeps, flowActor, openWork } from './act-on-order.ts';
import { answerByAppointment } from './answer-waiting.ts';
import type { Point } from './dispatching.ts';
import { driveFlow, visitOf, type Work } from './drive-flow.ts';
import { tellRepriced } from './repricing.ts';
import { changeAppointment, mayMoveOwn, slotField } from './reschedule.ts';
import { withWhoWasFirst } from './who-was-first.ts';

export type AssignRefusal =
  | 'orders.not_found'
  | 'orders.not_open'
  | 'orders.stale_version'
  | 'dispatch.not_assignable'
  | 'dispatch.same_crew'
  | 'pricing.not_priceable';

export interface AssignInput {
  readonly orderId: string;
  readonly version: number;
  /** The leader first. */
  readonly crew: readonly CrewMember[];
  /** Where the leader sets out from. */
  readonly base: Point | null;
  readonly reason?: string | undefined;
}

/** What a dispatcher does with an order by hand. The row is locked first and its version compared: of two who decide at once the second is told who was first. */
export function createAssigning(deps: ActDeps & { customers: CustomersApi }) {
  const { store, money } = deps;

  /** The order as the dispatcher saw it, locked; a refusal where he may not see it, it is not open, or somebody changed it meanwhile. */
  const seen = async (
    tx: Tx,
    orderId: string,
    version: number,
  ): Promise<
    Result<
      { order: NonNullable<Awaited<ReturnType<typeof store.lockSeen>>>; work: Work },
      'orders.not_found' | 'orders.not_open' | 'orders.stale_version'
    >
  > => {
    const order = await store.lockSeen(tx, orderId);
    if (!order) return refuse('orders.not_found');
    const work = await openWork(tx, deps, order);
    const second = <C extends string>(refusal: Refusal<C>) => withWhoWasFirst(tx, deps.names, work.template.flow, orderId, refusal);
    if (order.row.state !== 'open') return second(refuse('orders.not_open', { detail: { state: order.row.state } }));
    if (order.row.version !== version) return second(refuse('orders.stale_version', { detail: { version: order.row.version } }));
    return ok({ order, work });
  };

  return {
    /** Gives the order to a crew, from the dispatch action or out of somebody's hands. Figures of the plan follow; who gains and who loses it is told. */
    async assign(
      tx: Tx,
      input: AssignInput,
    ): Promise<Result<{ version: number; before: readonly string[]; token: string }, AssignRefusal>> {
      const found = await seen(tx, input.orderId, input.version);
      if (!found.ok) return found;
      const { order, work } = found.value;
      const { row } = order;
      const { stage, token } = stageOf(work.template.flow, work.state);
      if (stage === 'fixed') return refuse('dispatch.not_assignable', { detail: { node: row.node_name } });

      const leader = input.crew[0]!.installer;
      const helpers = input.crew.slice(1).map((member) => member.installer);
      const before = stage === 'held' && row.installer_id ? [row.installer_id, ...((await helpersOf(tx, [row.id])).get(row.id) ?? [])] : [];
      const visit = await visitOf(tx, work);
      if (before.length > 0 && visit.crew === JSON.stringify(input.crew)) return refuse('dispatch.same_crew');

      const site = (await deps.customers.loadSites(tx, [row.site_id])).get(row.site_id);
      const distanceKm = input.base && site?.point ? roadDistanceKm(input.base, site.point) : null;
      const assigned = { installer_id: leader, crew: JSON.stringify(input.crew), distance_km: distanceKm, assigned_at: tx.now };
      await tx.db.updateTable('visit').set(assigned).where('id', '=', visit.id).execute();
      work.visit = { ...visit, ...assigned };
      work.changes.distance_km = distanceKm;
      const quoted = await money.actions.quote(tx, work);
      if (!quoted.ok) return quoted;

      const reason = input.reason === undefined ? undefined : withoutPhones(input.reason);
      const gained = [leader, ...helpers];
      if (work.state.holder !== leader || stage === 'looking') {
        const actor = { ...flowActor(tx.origin.actor), supervises: true };
        const driven = await driveFlow(
          tx,
          work,
          { type: 'transfer', token: token.id, to: leader, actor, reason: reason ?? '' },
          money.actions,
        );
        if (!driven.ok)
          return driven.code === 'pricing.not_priceable'
            ? refuse('pricing.not_priceable', driven.detail ? { detail: driven.detail } : {})
            : refuse('dispatch.not_assignable', { detail: { node: row.node_name } });
      }
      work.story.push({
        type: before.length > 0 ? 'reassigned' : 'assigned',
        detail: { to: gained, from: before, ...(reason ? { reason } : {}) },
      });
      await setHelpers(tx, row.id, helpers);
      await tellRepriced(tx, work);
      await store.save(tx, order, work);
      await tx.audit({
        action: before.length > 0 ? 'orders.reassigned' : 'orders.assigned',
        subject: { type: 'order', id: row.id },
        before: { crew: before },
        after: { crew: input.crew, distanceKm },
        ...(reason ? { reason } : {}),
      });
      await tx.outbox.append(orderAssigned, { orderId: row.id, visitId: visit.id, installerId: leader });
      const tellThem = async (template: string, people: readonly string[]) => {
        if (people.length > 0)
          await tx.outbox.append(noticeAsked, { orderId: row.id, template, to: { type: 'people', people: [...people] }, node: token.node });
      };
      await tellThem(
        'order-gained',
        gained.filter((id) => !before.includes(id)),
      );
      await tellThem(
        'order-lost',
        before.filter((id) => !gained.includes(id)),
      );
      await tellThem(
        'crew-changed',
        gained.filter((id) => before.includes(id)),
      );
      return ok({ version: row.version + 1, before, token: token.id });
    },

    /** Another appointment, with a reason: by the desk, or by the installer who goes there. Prices follow; the customer and whoever has the order are told; offers that stand are asked anew. */
    async reschedule(
      tx: Tx,
      input: { orderId: string; version: number; slot: TimeslotValue; reason: string },
    ): Promise<
      Result<
        { version: number },
        | 'orders.not_found'
        | 'orders.not_open'
        | 'orders.stale_version'
        | 'orders.form_invalid'
        | 'orders.event_refused'
        | 'orders.not_assigned'
        | 'pricing.not_priceable'
      >
    > {
      const found = await seen(tx, input.orderId, input.version);
      if (!found.ok) return found;
      const { order, work } = found.value;
      const { actor } = tx.origin;
      const by = isOnlyInstaller(actor) ? 'installer' : 'desk';
      if (by === 'installer' && !mayMoveOwn(work, actor.id)) return refuse('orders.not_assigned');
      const field = slotField(work);
      if (!field || work.state.settled) return refuse('orders.event_refused', { detail: { flow: field ? 'ALREADY_SETTLED' : 'NO_SLOT' } });
      return changeAppointment(
        tx,
        deps,
        { order, work },
        { slot: input.slot, reason: input.reason, by, followed: () => answerByAppointment(tx, money, work) },
      );
    },

    /** Asks a parked dispatch action anew. @returns the token that waits now; null where the order does not look for anybody */
    async lookAgain(
      tx: Tx,
      orderId: string,
      version: number,
    ): Promise<Result<string, 'orders.not_found' | 'orders.not_open' | 'orders.stale_version' | 'dispatch.not_assignable'>> {
      const found = await seen(tx, orderId, version);
      if (!found.ok) return found;
      const { order, work } = found.value;
      const { stage, token } = stageOf(work.template.flow, work.state);
      if (stage !== 'looking') return refuse('dispatch.not_assignable', { detail: { node: order.row.node_name } });
      if (token.parked === null) return ok(token.id);
      const driven = await driveFlow(tx, work, { type: 'resume', actor: flowActor(tx.origin.actor), token: token.id }, money.actions);
      if (!driven.ok) return refuse('dispatch.not_assignable', { detail: { node: order.row.node_name } });
      await store.save(tx, order, work);
      const now = stageOf(work.template.flow, work.state);
      return now.stage === 'looking' ? ok(now.token.id) : refuse('dispatch.not_assignable');
    },
  };
}

export type Assigning = ReturnType<typeof createAssigning>;

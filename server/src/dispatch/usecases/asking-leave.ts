import type { AskLeaveInput, LeaveRequestsOutput, MyLeavesOutput } from '@mingdan/shared/contracts/leave';
import { halfDaySpan } from '@mingdan/shared/kernel/half-days';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { businessDay, DAY_MS, type EpochMs } from '@mingdan/shared/kernel/time';
import { fullName } from '@mingdan/shared/region/region';
import { reachesPerson } from '../../identity/index.ts';
import { slotOf } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { instantsOf, overlaps, type TimeSpan } from '../domain/day-plan.ts';
import { leaveAsked, leaveDecided } from '../events.ts';
import * as store from '../store/leave-requests.ts';
import { standingOffers } from '../store/offers.ts';
import { readProfiles } from '../store/profiles.ts';
import { insertLeave, leavesWithin } from '../store/roster.ts';
import type { BoardDeps } from '../views/board.ts';
import { territoryOf } from './candidates.ts';
import type { Offering } from './offering.ts';
import { leaveFault } from './rostering.ts';

/** How long a decision is told to whoever asked, and how far ahead leave can lie. */
const TOLD_MS = 60 * DAY_MS;
const AHEAD_MS = 366 * DAY_MS;

const STATE_WORDS = { asked: '提交', approved: '批准', refused: '不批准', withdrawn: '撤回' } as const;

/** Leave that installers ask for from their phones 请假申请, and what the desk makes of it. */
export function createAskingLeave(deps: BoardDeps & { offering: Offering }) {
  const { identity, orders, crypto, names, offering } = deps;

  /** Whether the acting person may plan with whoever asked. */
  const mine = async (tx: Tx, personId: string, permission: 'roster:read' | 'roster:write') => {
    const person = await identity.person(tx, personId);
    const profile = (await readProfiles(tx, crypto, [personId])).get(personId);
    return person && reachesPerson(tx.origin.actor, permission, { ...person, regions: territoryOf(person, profile) }) ? person : undefined;
  };

  /** What lies in the span: visits that he holds or helps with, offers that wait for his answer. */
  const touchedBy = async (
    tx: Tx,
    personId: string,
    span: TimeSpan,
  ): Promise<Pick<LeaveRequestsOutput['items'][number], 'visits' | 'offers'>> => {
    const [first, last] = [businessDay(span.from as EpochMs), businessDay((span.to - 1) as EpochMs)];
    const visits = (await orders.visitsBetween(tx, [personId], first, last)).flatMap((visit) => {
      const slot = slotOf(visit);
      if (!slot || visit.state !== 'open' || visit.finished_at !== null || !overlaps(instantsOf(slot), span)) return [];
      return [{ orderId: visit.id, number: visit.number, templateName: visit.template_name, regionName: fullName(visit.region), slot }];
    });
    const offers: LeaveRequestsOutput['items'][number]['offers'] = [];
    for (const offer of await standingOffers(tx, personId)) {
      const row = await orders.row(tx, offer.order_id);
      const slot = row && slotOf(row);
      if (row && slot && overlaps(instantsOf(slot), span)) offers.push({ orderId: row.id, number: row.number, slot });
    }
    return { visits, offers };
  };

  /** Leave that stands, or waits for a decision, within the span. `but`: a request that is not counted. */
  const clashes = async (tx: Tx, personId: string, span: TimeSpan, but?: string): Promise<boolean> =>
    (await leavesWithin(tx, crypto, [personId], span.from, span.to)).length > 0 ||
    (await store.requestsOf(tx, crypto, personId, span.from)).some(
      (request) => request.id !== but && request.state === 'asked' && overlaps(request, span),
    );

  return {
    /** What the acting installer asked for, and what the desk entered for him. */
    async mine(tx: Tx): Promise<MyLeavesOutput> {
      const { id } = tx.origin.actor;
      const since = tx.now - TOLD_MS;
      const requests = await store.requestsOf(tx, crypto, id, since);
      const known = new Set(requests.map(({ leaveId }) => leaveId));
      const entered = (await leavesWithin(tx, crypto, [id], since, tx.now + AHEAD_MS)).filter((leave) => !known.has(leave.id));
      const people = await names(
        tx,
        requests.flatMap(({ decidedBy }) => (decidedBy ? [decidedBy] : [])),
      );
      const items: MyLeavesOutput['items'] = [
        ...requests.map(({ personId: _, leaveId: _leave, decidedBy, ...request }) => ({
          ...request,
          decidedBy: people.get(decidedBy ?? '') ?? '',
        })),
        ...entered.map(({ personId: _, ...leave }) => ({
          ...leave,
          state: 'entered' as const,
          createdAt: leave.from,
          decidedAt: null,
          decidedBy: '',
          words: '',
        })),
      ];
      return { items: items.sort((a, b) => b.from - a.from || (a.id < b.id ? 1 : -1)) };
    },

    async ask(tx: Tx, input: AskLeaveInput): Promise<Result<{ id: string }, 'roster.leave_invalid' | 'roster.leave_overlaps'>> {
      const { id: personId } = tx.origin.actor;
      const span = halfDaySpan(input);
      const fault = span ? leaveFault(tx, span) : leaveFault(tx, null);
      if (fault || !span) return fault ?? refuse('roster.leave_invalid');
      if (await clashes(tx, personId, span)) return refuse('roster.leave_overlaps');
      const id = await store.insertRequest(tx, crypto, { personId, ...span, kind: input.kind, reason: input.reason ?? '' });
      await tx.audit({
        action: 'roster.leave_asked',
        subject: { type: 'person', id: personId },
        after: { requestId: id, ...span, kind: input.kind },
      });
      await tx.outbox.append(leaveAsked, { requestId: id });
      return ok({ id });
    },

    async withdraw(tx: Tx, requestId: string): Promise<Result<{ id: string }, 'roster.not_found' | 'roster.leave_decided'>> {
      const request = await store.loadRequest(tx, crypto, requestId);
      const { id: personId } = tx.origin.actor;
      if (request?.personId !== personId) return refuse('roster.not_found');
      if (!(await store.endRequest(tx, crypto, requestId, { state: 'withdrawn', by: personId, words: '', leaveId: null })))
        return refuse('roster.leave_decided', { detail: { state: STATE_WORDS[request.state] } });
      await tx.audit({ action: 'roster.leave_withdrawn', subject: { type: 'person', id: personId }, after: { requestId } });
      return ok({ id: requestId });
    },

    /** What waits for the acting person's decision, with what each would fall upon. */
    async requests(tx: Tx): Promise<LeaveRequestsOutput> {
      const items: LeaveRequestsOutput['items'] = [];
      for (const request of await store.waitingRequests(tx, crypto)) {
        const person = await mine(tx, request.personId, 'roster:read');
        if (!person) continue;
        const { id, personId, from, to, kind, reason, createdAt } = request;
        const outlet = person.outletId ? (await identity.outlets(tx, [person.outletId])).get(person.outletId) : undefined;
        const touched = await touchedBy(tx, personId, request);
        items.push({ id, personId, from, to, kind, reason, createdAt, name: person.name, outletName: outlet?.name ?? null, ...touched });
      }
      return { items };
    },

    /** The desk's answer. Approved it stands in the roster; offers that he has not answered go to others, visits wait for somebody to move them. */
    async decide(
      tx: Tx,
      input: { requestId: string; approve: boolean; words?: string | undefined },
    ): Promise<
      Result<
        { id: string } & Pick<LeaveRequestsOutput['items'][number], 'visits' | 'offers'>,
        'roster.not_found' | 'roster.leave_decided' | 'roster.leave_invalid' | 'roster.leave_overlaps' | 'roster.words_missing'
      >
    > {
      const request = await store.loadRequest(tx, crypto, input.requestId);
      if (!request || !(await mine(tx, request.personId, 'roster:write'))) return refuse('roster.not_found');
      if (request.state !== 'asked') return refuse('roster.leave_decided', { detail: { state: STATE_WORDS[request.state] } });
      const { id, personId, from, to, kind, reason } = request;
      const words = input.words ?? '';
      if (!input.approve && words === '')
        return refuse('roster.words_missing', { fields: [{ path: 'words', code: 'roster.words_missing', message: '请写明为什么不批准' }] });
      if (input.approve) {
        const fault = leaveFault(tx, request);
        if (fault) return fault;
        if (await clashes(tx, personId, request, id)) return refuse('roster.leave_overlaps');
      }
      const touched = await touchedBy(tx, personId, request);
      const leaveId = input.approve ? await insertLeave(tx, crypto, { personId, from, to, kind, reason }) : null;
      const state = input.approve ? 'approved' : 'refused';
      if (!(await store.endRequest(tx, crypto, id, { state, by: tx.origin.actor.id, words, leaveId })))
        return refuse('roster.leave_decided');
      await tx.audit({
        action: `roster.leave_${state}`,
        subject: { type: 'person', id: personId },
        after: { requestId: id, leaveId, from, to, kind, visits: touched.visits.map(({ number }) => number) },
      });
      if (input.approve)
        await offering.takeBack(
          tx,
          personId,
          touched.offers.map(({ orderId }) => orderId),
        );
      await tx.outbox.append(leaveDecided, { requestId: id });
      return ok({ id, ...touched });
    },

    /** What a notice about a request says; undefined when it is gone. */
    async told(tx: Tx, requestId: string) {
      const request = await store.loadRequest(tx, crypto, requestId);
      const person = request && (await identity.person(tx, request.personId));
      if (!request || !person) return undefined;
      const profile = (await readProfiles(tx, crypto, [person.id])).get(person.id);
      return { request, person: { ...person, regions: territoryOf(person, profile) } };
    },
  };
}

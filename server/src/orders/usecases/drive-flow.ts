import { assignTo, followRule } from '@mingdan/shared/flows/assignees';
import type { FlowAction, TemplateDefinition } from '@mingdan/shared/flows/definition';
import type { FlowContext, FlowEffect, FlowEvent, FlowState, FlowStep } from '@mingdan/shared/flows/state';
import { step } from '@mingdan/shared/flows/step';
import type { FormValues } from '@mingdan/shared/forms/definition';
import { ok, type Refusal, type Result } from '@mingdan/shared/kernel/result';
import { businessDay } from '@mingdan/shared/kernel/time';
import type * as z from 'zod';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { slotEnd } from '../domain/facts.ts';
import { type OrderFlowRefusal, orderRefusal } from '../domain/flow-refusals.ts';
import { dispatchRequested, dispatchWithdrawn, noticeAsked, orderCancelled, stageEntered } from '../events.ts';
import { flowTimer } from '../jobs.ts';
import { setHelpers } from '../store/crew.ts';
import type { VisitTable, WorkOrderTable } from '../store/migrations.ts';
import { currentVisit, slotOf } from '../store/orders.ts';
import type { TimelineFact } from '../store/timeline.ts';

/** An order while an event works its way through the flow. Nothing of it is stored until the caller saves it. */
export interface Work {
  readonly row: WorkOrderTable;
  readonly template: TemplateDefinition;
  readonly customerLevel: string;
  /** The price book's word for the outlet's cooperation, once somebody asked for it. */
  cooperation?: string;
  state: FlowState;
  values: FormValues;
  readonly changes: Partial<WorkOrderTable>;
  /** What happened so far, for the timeline; written with the order in one statement. */
  readonly story: TimelineFact[];
  /** The visit under way, once somebody asked for it. Ask `visitOf`. */
  visit?: VisitTable;
  /** What the outcome under way asked for, `at` the time of its punch; it stands in the history beside it. */
  proof?: { readonly metres: number | null; readonly words: string; readonly at: number | null };
  /** Pictures that came with the step under way, by field: the history keeps them when a later visit puts others into the form. */
  photos?: readonly StepPhotos[];
}

/** A field's pictures as the history keeps them: ids of files. */
export interface StepPhotos {
  readonly field: string;
  readonly ids: readonly string[];
}

/** The visit that is under way, read once per piece of work. */
export async function visitOf(tx: Tx, work: Work): Promise<VisitTable> {
  work.visit ??= await currentVisit(tx, work.row.id);
  return work.visit;
}

/** What the flow's money actions do; orders give it, so that driving the flow stays apart from pricing. */
export interface MoneyActions {
  quote(tx: Tx, work: Work): Promise<Result<null, 'pricing.not_priceable'>>;
  settle(tx: Tx, work: Work, action: SettleAction): Promise<Result<null, MoneyRefusal>>;
  /** The order ends without having been done. */
  cancelled(tx: Tx, work: Work): Promise<void>;
}

type SettleAction = Extract<FlowAction, { type: 'settle' }>;

/** Why money cannot go on: no price, nothing that the customer agreed to, or nothing left for a next visit. */
export type MoneyRefusal = 'pricing.not_priceable' | 'orders.consent_missing' | 'orders.nothing_left';
export type DriveRefusal = OrderFlowRefusal | MoneyRefusal;

/** What the flow may know at this moment. */
export function flowContext(tx: Tx, work: Work): FlowContext {
  const { row, changes } = work;
  const slot = slotOf({ ...row, ...changes });
  return {
    now: tx.now,
    today: businessDay(tx.now),
    form: work.template.form,
    values: work.values,
    order: {
      state: changes.state ?? row.state,
      priority: row.urgency,
      region: row.region,
      customerLevel: work.customerLevel,
      source: row.source,
      charge: changes.charge ?? row.charge,
      followup: row.created_by,
    },
    promisedUntil: slot && slotEnd(slot),
  };
}

/** Applies one event and everything that follows from it by itself, up to where people or other parts must act. */
export async function driveFlow(tx: Tx, work: Work, event: FlowEvent, money: MoneyActions): Promise<Result<null, DriveRefusal>> {
  return applyStep(tx, work, step(work.template.flow, work.state, event, flowContext(tx, work)), money);
}

/** Applies a step that was made elsewhere: the start of a flow. */
export async function applyStep(tx: Tx, work: Work, first: FlowStep, money: MoneyActions): Promise<Result<null, DriveRefusal>> {
  let outcome = first;
  for (;;) {
    if (!outcome.ok) {
      // an answer of ours that the flow refuses halfway would leave half an act behind for callers who go on after a refusal
      if (outcome !== first) throw new Error(`order ${work.row.id}: the flow refused its own action's answer (${outcome.code})`);
      return orderRefusal(outcome);
    }
    work.state = outcome.state;
    let answer: FlowEvent | null = null;
    for (const effect of outcome.effects) {
      const given = await applyEffect(tx, work, effect, money);
      if (given && 'ok' in given) return given;
      if (given) answer = given;
    }
    if (!answer) return ok(null);
    outcome = step(work.template.flow, work.state, answer, flowContext(tx, work));
  }
}

/** Carries out one effect. Returns the event that answers it, when this part can answer at once. */
async function applyEffect(tx: Tx, work: Work, effect: FlowEffect, money: MoneyActions): Promise<FlowEvent | Refusal<MoneyRefusal> | null> {
  const { row, changes, template } = work;
  const orderId = row.id;
  switch (effect.type) {
    case 'entered': {
      work.story.push({ type: 'entered', node: effect.node, token: effect.token });
      const node = template.flow.nodes.find((candidate) => candidate.key === effect.node);
      if (node) changes.node_name = node.name ?? node.public?.label ?? node.key;
      if (node?.public) await tx.outbox.append(stageEntered, { orderId, node: effect.node });
      return null;
    }
    case 'left':
      work.story.push({
        type: 'left',
        node: effect.node,
        token: effect.token,
        detail: {
          outcome: effect.outcome,
          ...(work.proof ? { proof: work.proof } : {}),
          ...(work.photos?.length ? { photos: work.photos } : {}),
        },
      });
      delete work.proof;
      delete work.photos;
      // the next step of the same visit is no beginning
      if (row.begun_at === null && phaseOf(template, effect.node) === 'working') changes.begun_at = tx.now;
      return null;
    case 'assign': {
      if (effect.people.length > 0 || effect.role) {
        work.state = assignTo(work.state, effect.token, effect);
        return null;
      }
      // nobody is known for the rule itself: its fallback, and a dispatcher where there is none
      const known = { holder: work.state.holder, followup: row.created_by };
      const found = effect.rule.fallback ? followRule(effect.rule.fallback, known) : { people: [], role: 'dispatcher' };
      work.state = assignTo(work.state, effect.token, found.people.length > 0 || found.role ? found : { people: [], role: 'dispatcher' });
      return null;
    }
    case 'action':
      return act(tx, work, effect, money);
    case 'cancelAction':
      if (effect.action.type === 'dispatch') await tx.outbox.append(dispatchWithdrawn, { orderId, token: effect.token });
      return null;
    case 'notify':
      await tx.outbox.append(noticeAsked, {
        orderId,
        template: effect.template,
        to: whoHears(work, effect),
        node: effect.node,
      });
      return null;
    case 'parked':
      work.story.push({ type: 'parked', node: effect.node, token: effect.token, detail: { reason: effect.reason } });
      return null;
    case 'startTimer':
      await tx.outbox.enqueue(flowTimer, { orderId, timer: effect.timer }, { dueAt: effect.at as typeof tx.now });
      return null;
    case 'sla':
      work.story.push({ type: 'sla', node: effect.node, token: effect.token, detail: { what: effect.what } });
      return null;
    case 'holderChanged':
      changes.installer_id = effect.to;
      // a crew goes with its leader
      await setHelpers(tx, orderId, []);
      if (effect.to === null && (await releaseVisit(tx, work))) {
        const quoted = await money.quote(tx, work);
        if (!quoted.ok) return quoted;
      }
      return null;
    case 'phaseChanged':
      changes.phase = effect.to;
      // back from a check at the desk it is the same visit still
      if (effect.to === 'working' && effect.from !== 'review') changes.begun_at = null;
      return null;
    case 'orderSuspended':
      changes.state = 'suspended';
      work.story.push({ type: 'suspended', detail: { reason: effect.reason } });
      return null;
    case 'orderResumed':
      changes.state = 'open';
      work.story.push({ type: 'resumed' });
      return null;
    case 'orderEnded':
      changes.state = effect.result === 'done' ? 'done' : 'cancelled';
      changes.closed_at = tx.now;
      if (effect.result === 'done') work.story.push({ type: 'ended', node: effect.node, detail: { result: effect.result } });
      else {
        await money.cancelled(tx, work);
        await tx.outbox.append(orderCancelled, { orderId });
        const told = { orderId, template: 'order-cancelled', node: effect.node ?? '' };
        await tx.outbox.append(noticeAsked, { ...told, to: { type: 'customer' } });
        if (work.state.holder !== null)
          await tx.outbox.append(noticeAsked, { ...told, to: { type: 'people', people: [work.state.holder] } });
      }
      return null;
    case 'cancelTimer':
    case 'unassign':
      // a timer that is gone from the state is refused when its job comes; to-do lists are read from the state
      return null;
  }
}

const phaseOf = (template: TemplateDefinition, node: string) => template.flow.nodes.find(({ key }) => key === node)?.phase;

/** Nobody holds the visit under way any more: neither crew nor distance of whoever did counts for the plan. True when somebody did. */
async function releaseVisit(tx: Tx, work: Work): Promise<boolean> {
  const visit = await visitOf(tx, work);
  if (visit.finished_at !== null || visit.assigned_at === null) return false;
  const released = { installer_id: null, crew: '[]', distance_km: null, assigned_at: null };
  await tx.db.updateTable('visit').set(released).where('id', '=', visit.id).execute();
  work.visit = { ...visit, ...released };
  work.changes.distance_km = null;
  return true;
}

type Notice = z.output<typeof noticeAsked.payload>;

/** Whom a notice is for: those who may work at the node by name or role, where the flow says no more. */
function whoHears(work: Work, { to, token }: Extract<FlowEffect, { type: 'notify' }>): Notice['to'] {
  if (to.type !== 'assignees') return JSON.parse(JSON.stringify(to)) as Notice['to'];
  const at = work.state.tokens.find((candidate) => candidate.id === token);
  if (at && at.assignees.length > 0) return { type: 'people', people: [...at.assignees] };
  return at?.role ? { type: 'role', role: at.role } : { type: 'holder' };
}

async function act(
  tx: Tx,
  work: Work,
  effect: Extract<FlowEffect, { type: 'action' }>,
  money: MoneyActions,
): Promise<FlowEvent | Refusal<MoneyRefusal> | null> {
  const { action, token, node } = effect;
  const orderId = work.row.id;
  const done: FlowEvent = { type: 'actionDone', token };
  switch (action.type) {
    case 'dispatch': {
      const visit = await visitOf(tx, work);
      await tx.outbox.append(dispatchRequested, {
        orderId,
        visitId: visit.id,
        token,
      });
      return null;
    }
    case 'settle': {
      const settled = await money.settle(tx, work, action);
      return settled.ok ? done : settled;
    }
    case 'quote': {
      const quoted = await money.quote(tx, work);
      return quoted.ok ? done : quoted;
    }
    case 'notify':
      await tx.outbox.append(noticeAsked, { orderId, template: action.template, to: JSON.parse(JSON.stringify(action.to ?? null)), node });
      return done;
    case 'set':
      work.values = { ...work.values, ...action.values };
      return done;
  }
}

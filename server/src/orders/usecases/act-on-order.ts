import { mayAct } from '@mingdan/shared/flows/assignees';
import type { TaskNode, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { endsVisit } from '@mingdan/shared/flows/ends-visit';
import type { FlowActor, FlowEvent, FlowToken } from '@mingdan/shared/flows/state';
import { accessFor } from '@mingdan/shared/forms/access';
import type { FormValues } from '@mingdan/shared/forms/definition';
import { evaluateForm } from '@mingdan/shared/forms/evaluate';
import { ok, type Refusal, type Result, refuse } from '@mingdan/shared/kernel/result';
import { businessDay } from '@mingdan/shared/kernel/time';
import { formatSlot } from '@mingdan/shared/messages/format';
import type { CustomersApi } from '../../customers/index.ts';
import type { Actor, Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { PricingApi } from '../../pricing/index.ts';
import type { TemplatesApi } from '../../templates/index.ts';
import { sameLines } from '../domain/agreement.ts';
import { billHash } from '../domain/bill.ts';
import { settlementOf } from '../domain/bill-state.ts';
import { isCustomersChoice } from '../domain/customer-slot.ts';
import { formHost } from '../domain/form-host.ts';
import { linesOf } from '../domain/reading-values.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { orderSigned } from '../events.ts';
import { saveAgreed } from '../store/consents.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { type Order, type OrderStore, slotOf } from '../store/orders.ts';
import { dropSignature, insertSignature, signatureOf } from '../store/signatures.ts';
import { timelineOf } from '../store/timeline.ts';
import { attachFiles, type KeepFile } from './attach-files.ts';
import { settleCancelFee } from './cancelling.ts';
import { checkDevice } from './device-questions.ts';
import { driveFlow, flowContext, visitOf, type Work } from './drive-flow.ts';
import { keepContact } from './keep-contact.ts';
import type { OrderMoney } from './money.ts';
import { notePunches } from './punches.ts';
import { tellRating } from './rating.ts';
import { takeOverSlot, tellAppointment } from './reschedule.ts';
import { withWhoWasFirst } from './who-was-first.ts';

export interface ActInput {
  readonly orderId: string;
  readonly version: number;
  readonly event: 'submit' | 'claim' | 'cancel' | 'suspend' | 'resume';
  readonly token?: string | undefined;
  readonly outcome?: string | undefined;
  readonly values: FormValues;
  readonly reason?: string | undefined;
  readonly billHash?: string | undefined;
  /** The slot's day, confirmed by whoever ends the visit before it. */
  readonly early?: string | undefined;
  /** Keys of the questions about the device that the person stands by. */
  readonly confirmed?: readonly string[] | undefined;
}

export interface ActDeps {
  readonly uow: UnitOfWork;
  readonly templates: TemplatesApi;
  readonly customers: CustomersApi;
  readonly pricing: PricingApi;
  readonly money: OrderMoney;
  readonly store: OrderStore;
  readonly names: PersonNames;
  readonly keepFile: KeepFile;
}

/** Roles that may act for others on an order they can see. */
const SUPERVISORS: readonly Actor['roles'][number][] = ['dispatcher', 'outlet_manager', 'region_manager'];
/** Roles that may cancel, suspend and resume. */
export const STEERERS: readonly Actor['roles'][number][] = ['staff', 'dispatcher', 'outlet_manager', 'region_manager'];

/** The actor as the flow sees them on this order. */
export function flowActor(actor: Actor): FlowActor {
  return { id: actor.id, roles: actor.roles, supervises: actor.roles.some((role) => SUPERVISORS.includes(role)) };
}

/**
 * One act on an order: submit a task, take it, cancel, suspend, resume. The order's row is locked first, so of two who act at once one wins and the
 * other is refused by what then stands there, with who did what.
 */
export function createActOnOrder(deps: ActDeps) {
  return (input: ActInput, origin: Origin) =>
    deps.uow.run(origin, async (tx) => {
      const order = await deps.store.lockSeen(tx, input.orderId);
      if (!order) return refuse('orders.not_found');
      const work = await openWork(tx, deps, order);
      const second = <C extends string>(refusal: Refusal<C>) => withWhoWasFirst(tx, deps.names, work.template.flow, order.row.id, refusal);

      const event = input.event === 'submit' ? await submitTask(tx, deps, work, input) : otherEvent(work, input, origin.actor);
      if (!event.ok) return second(event);
      if (event.value.type === 'cancel') {
        const fee = await settleCancelFee(tx, deps.money, work);
        if (!fee.ok) return fee;
      }
      const driven = await driveFlow(tx, work, event.value, deps.money.actions);
      if (!driven.ok) return second(driven);

      const reason = input.reason === undefined ? undefined : withoutPhones(input.reason);
      if (input.event === 'claim') {
        const node = work.state.tokens.find(({ id }) => id === input.token)?.node ?? null;
        work.story.push({ type: 'claimed', node });
        if (work.template.flow.nodes.find(({ key }) => key === node)?.phase === 'working') work.changes.begun_at = tx.now;
      }
      if (input.event === 'cancel') work.story.push({ type: 'cancelled', detail: { reason: reason ?? '' } });
      await keepContact(tx, deps, order, work);
      const saysYes = await agreesToChoice(tx, order.row, work);
      await deps.store.save(tx, order, work);
      // a first appointment is no other one
      const isMoved = work.changes.slot_date !== undefined && order.row.slot_date !== null && work.changes.state === undefined;
      if (isMoved || saysYes) await tellAppointment(tx, work, origin.actor.kind === 'customer' ? 'customer' : 'desk');
      if (input.event === 'submit') await tellRating(tx, work, input.values);
      await tx.audit({
        action: `orders.${input.event}`,
        subject: { type: 'order', id: order.row.id },
        before: { state: order.row.state, phase: order.row.phase },
        after: {
          state: work.changes.state ?? order.row.state,
          phase: work.changes.phase ?? order.row.phase,
          outcome: input.outcome ?? null,
          fields: Object.keys(input.values),
        },
        ...(reason ? { reason } : {}),
      });
      return ok({
        id: order.row.id,
        version: order.row.version + 1,
        state: work.changes.state ?? order.row.state,
        settlementState: settlementOf({ ...order.row, ...work.changes }),
        settled: work.changes.finished_at !== undefined,
      });
    });
}

/** Whether this act sends somebody at the very hours that the customer chose between two visits: a yes, of which nobody has heard yet. */
async function agreesToChoice(tx: Tx, row: WorkOrderTable, { changes }: Work): Promise<boolean> {
  const goesOn = row.phase === 'waiting' && changes.phase === 'working' && row.slot_date !== null && changes.slot_date === undefined;
  return goesOn && isCustomersChoice(row.phase, await timelineOf(tx, row.id));
}

/** Opens what an event needs: the pinned template and the customer's level. */
export async function openWork(tx: Tx, deps: Pick<ActDeps, 'templates' | 'customers'>, order: Order): Promise<Work> {
  const { row } = order;
  return {
    row,
    template: await templateOf(tx, deps, row),
    customerLevel: await deps.customers.levelOf(tx, row.customer_id),
    state: order.flowState as Work['state'],
    values: order.values,
    changes: {},
    story: [],
  };
}

/** The template that an order pins. */
export async function templateOf(tx: Tx, { templates }: Pick<ActDeps, 'templates'>, row: WorkOrderTable): Promise<TemplateDefinition> {
  const template = await templates.load(tx, row.template_code, row.template_version);
  if (!template) throw new Error(`order ${row.id} pins ${row.template_code}@${row.template_version}, which is not stored`);
  return template;
}

function otherEvent(work: Work, input: ActInput, by: Actor): Result<FlowEvent, 'orders.event_refused' | 'orders.not_assigned'> {
  const actor = flowActor(by);
  if (input.event === 'claim')
    return input.token
      ? ok({ type: 'claim', token: input.token, actor })
      : refuse('orders.event_refused', { detail: { flow: 'EVENT_MALFORMED' } });
  if (!by.roles.some((role) => STEERERS.includes(role))) return refuse('orders.not_assigned');
  if (input.event === 'cancel')
    return work.state.settled
      ? refuse('orders.event_refused', { detail: { flow: 'ALREADY_SETTLED' } })
      : ok({ type: 'cancel', actor, reason: input.reason ?? '' });
  if (input.event === 'suspend') return ok({ type: 'suspend', actor, reason: 'other' });
  return ok({ type: 'resume', actor, ...(input.token ? { token: input.token } : {}) });
}

/** The open task that a token names, with the form as it would stand with these values; nothing is changed. `partial`: required fields may stay empty. */
export function openTask(
  tx: Tx,
  work: Work,
  sent: { token: string | undefined; values: FormValues; outcome?: string | undefined; partial?: true },
): Result<
  { token: FlowToken; node: TaskNode; outcome: string; values: FormValues; mine: boolean },
  'orders.not_open' | 'orders.not_here' | 'orders.not_assigned' | 'orders.form_invalid'
> {
  if (work.row.state !== 'open') return refuse('orders.not_open', { detail: { state: work.row.state } });
  const token = work.state.tokens.find(({ id }) => id === sent.token);
  const node = token && work.template.flow.nodes.find((candidate) => candidate.key === token.node);
  if (!token || node?.kind !== 'task') return refuse('orders.not_here');
  const outcome = sent.outcome ?? node.outcomes?.[0] ?? 'done';
  const partial = sent.partial ?? node.partial?.includes(outcome) ?? false;
  const needs = sent.partial ? [] : (node.needs?.[outcome] ?? []);
  const form = evaluateTask(tx, work, token, node, tx.origin.actor, { submitted: sent.values, partial, needs });
  const mine = mayAct(token, flowActor(tx.origin.actor));
  // whoever has no say in this step is told that, not what the form lacks
  if (form.errors.length > 0 && !mine && !sent.partial) return refuse('orders.not_assigned');
  if (form.errors.length > 0)
    return refuse('orders.form_invalid', {
      fields: form.errors.map(({ path, code, message }) => ({ path: `values.${path}`, code, message })),
    });
  return ok({ token, node, outcome, values: form.values, mine });
}

/** Checks and takes over the task's form; binds a signature to the bill that the customer saw. */
async function submitTask(
  tx: Tx,
  deps: ActDeps,
  work: Work,
  input: ActInput,
): Promise<
  Result<
    FlowEvent,
    | 'orders.not_here'
    | 'orders.not_open'
    | 'orders.not_assigned'
    | 'orders.form_invalid'
    | 'orders.bill_changed'
    | 'orders.already_signed'
    | 'orders.before_slot'
    | 'orders.device_question'
    | 'pricing.not_priceable'
  >
> {
  const { actor } = tx.origin;
  const task = openTask(tx, work, { token: input.token, values: input.values, outcome: input.outcome });
  if (!task.ok) return task;
  const { token, node, outcome, values } = task.value;
  const untied = await attachFiles(tx, deps.keepFile, work.template.form, input.values, work.row.id);
  if (untied.length > 0) return refuse('orders.form_invalid', { fields: untied });
  const linesBefore = linesOf(work.template.form, work.values);
  work.values = values;
  // what the company's own people change, they have agreed with the customer; what an installer adds on site is his to ask for
  const lines = linesOf(work.template.form, work.values);
  if (actor.kind === 'person' && !actor.roles.includes('installer') && !sameLines(linesBefore, lines)) {
    const visit = await visitOf(tx, work);
    work.visit = { ...visit, agreed: await saveAgreed(tx, visit, lines) };
  }

  await notePunches(tx, deps, work, { node, outcome, sent: input.values });

  const moved = await takeOverSlot(tx, deps, work);
  if (!moved.ok) return moved;

  // whoever may not submit it is told that, by the flow
  if (mayAct(token, flowActor(actor)) && endsVisit(work.template.flow, node.key, outcome)) {
    const early = await checkEarly(tx, work, { node: node.key, outcome, confirmed: input.early });
    if (!early.ok) return early;
  }
  if (mayAct(token, flowActor(actor)) && node.assignee.type === 'holder') {
    const device = await checkDevice(tx, deps, work, { node, outcome, sent: input.values, confirmed: input.confirmed ?? [] });
    if (!device.ok) return device;
  }

  const signed = work.template.form.fields.find(
    (field) => field.type === 'signature' && Array.isArray(input.values[field.key]) && (input.values[field.key] as unknown[]).length > 0,
  );
  if (signed) {
    if (!input.billHash)
      return refuse('orders.form_invalid', {
        fields: [{ path: 'billHash', code: 'orders.bill_missing', message: '签字要连同所见账单一起提交' }],
      });
    const bound = await bindSignature(tx, deps.money, work, input.billHash, (work.values[signed.key] as readonly { id: string }[])[0]!.id);
    if (!bound.ok) return bound;
  }
  return ok({ type: 'submit', token: token.id, outcome, actor: flowActor(actor) });
}

/** A visit that ends on a day before its slot counts when the person has confirmed that very day; it stands in the history then. */
async function checkEarly(
  tx: Tx,
  work: Work,
  { node, outcome, confirmed }: { node: string; outcome: string; confirmed: string | undefined },
): Promise<Result<null, 'orders.before_slot'>> {
  const slot = slotOf({ ...work.row, ...work.changes });
  if (!slot || businessDay(tx.now) >= slot.date) return ok(null);
  if (confirmed !== slot.date) return refuse('orders.before_slot', { detail: { slot: formatSlot(slot, tx.now), date: slot.date } });
  work.story.push({ type: 'finished_early', node, detail: { ...slot, outcome } });
  await tx.audit({ action: 'orders.finished_early', subject: { type: 'order', id: work.row.id }, after: { slot, confirmed } });
  return ok(null);
}

/** The customer's signature on the installer's phone: it counts for exactly the bill that was shown, with the extra lines or without them. */
async function bindSignature(tx: Tx, money: OrderMoney, work: Work, hash: string, fileId: string) {
  const weighed = await money.weigh(tx, work, linesOf(work.template.form, work.values));
  if (!weighed.ok) return weighed;
  const { visit, full, within } = weighed.value;
  if (billHash(full.quote) !== hash && (!within || billHash(within.quote) !== hash)) return refuse('orders.bill_changed');
  const earlier = await signatureOf(tx, visit.id);
  if (earlier?.bill_hash === hash) return ok(null);
  if (earlier && work.state.settled) return refuse('orders.already_signed');
  if (earlier) await dropSignature(tx, visit.id);
  await insertSignature(tx, { visit_id: visit.id, order_id: work.row.id, bill_hash: hash, file_id: fileId, signed_by: 'installer_phone' });
  work.story.push({ type: 'signed', detail: { by: 'installer_phone', billHash: hash } });
  await tx.audit({
    action: 'orders.signed',
    subject: { type: 'order', id: work.row.id },
    ...(earlier ? { before: { billHash: earlier.bill_hash } } : {}),
    after: { billHash: hash, by: 'installer_phone' },
  });
  await tx.outbox.append(orderSigned, { orderId: work.row.id });
  return ok(null);
}

/** A task's form for one reader: what the node's access list and the form allow together. */
export function evaluateTask(
  tx: Tx,
  work: Work,
  token: FlowToken,
  node: TaskNode,
  actor: Pick<Actor, 'roles'>,
  { submitted, partial, needs = [] }: { submitted: FormValues; partial: boolean; needs?: readonly string[] },
) {
  const keys = work.template.form.fields.map((field) => field.key);
  return evaluateForm({
    form: work.template.form,
    access: node.form ? accessFor(node.form.access, actor.roles, keys) : { '*': 'read' },
    stored: work.values,
    submitted,
    context: {
      node: node.key,
      role: actor.roles[0] ?? null,
      scene: work.template.flow.scene,
      order: flowContext(tx, work).order,
      attempt: token.attempt,
      today: businessDay(tx.now),
    },
    partial,
    needs,
    ...formHost,
  });
}

import type { TaskNode } from '@mingdan/shared/flows/definition';
import type { FlowActor, FlowEvent, FlowToken } from '@mingdan/shared/flows/state';
import { accessFor } from '@mingdan/shared/forms/access';
import type { FormValues } from '@mingdan/shared/forms/definition';
import { evaluateForm } from '@mingdan/shared/forms/evaluate';
import { ok, type Refusal, type Result, refuse } from '@mingdan/shared/kernel/result';
import { businessDay } from '@mingdan/shared/kernel/time';
import type { CustomersApi } from '../../customers/index.ts';
import type { Actor, Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { PricingApi } from '../../pricing/index.ts';
import type { TemplatesApi } from '../../templates/index.ts';
import { billHash } from '../domain/bill.ts';
import { formHost } from '../domain/form-host.ts';
import { linesOf } from '../domain/reading-values.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { orderSigned } from '../events.ts';
import type { Order, OrderStore } from '../store/orders.ts';
import { attachFiles, type KeepFile } from './attach-files.ts';
import { driveFlow, flowContext, visitOf, type Work } from './drive-flow.ts';
import type { OrderMoney } from './money.ts';
import { takeOverSlot } from './reschedule.ts';
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
      const driven = await driveFlow(tx, work, event.value, deps.money.actions);
      if (!driven.ok) return second(driven);

      const reason = input.reason === undefined ? undefined : withoutPhones(input.reason);
      if (input.event === 'claim')
        work.story.push({ type: 'claimed', node: work.state.tokens.find(({ id }) => id === input.token)?.node ?? null });
      if (input.event === 'cancel') work.story.push({ type: 'cancelled', detail: { reason: reason ?? '' } });
      await deps.store.save(tx, order, work);
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
        settlementState: work.changes.settlement_state ?? order.row.settlement_state,
        settled: work.changes.finished_at !== undefined,
      });
    });
}

/** Opens what an event needs: the pinned template and the customer's level. */
export async function openWork(tx: Tx, deps: Pick<ActDeps, 'templates' | 'customers'>, order: Order): Promise<Work> {
  const { row } = order;
  const template = await deps.templates.load(tx, row.template_code, row.template_version);
  if (!template) throw new Error(`order ${row.id} pins ${row.template_code}@${row.template_version}, which is not stored`);
  return {
    row,
    template,
    customerLevel: await deps.customers.levelOf(tx, row.customer_id),
    state: order.flowState as Work['state'],
    values: order.values,
    changes: {},
    story: [],
  };
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
    | 'orders.form_invalid'
    | 'orders.bill_changed'
    | 'orders.already_signed'
    | 'pricing.not_priceable'
  >
> {
  const { actor } = tx.origin;
  if (work.row.state !== 'open') return refuse('orders.not_open', { detail: { state: work.row.state } });
  const token = work.state.tokens.find(({ id }) => id === input.token);
  const node = token && work.template.flow.nodes.find((candidate) => candidate.key === token.node);
  if (!token || node?.kind !== 'task') return refuse('orders.not_here');

  const outcome = input.outcome ?? node.outcomes?.[0] ?? 'done';
  const form = evaluateTask(tx, work, token, node, actor, input.values, node.partial?.includes(outcome) ?? false);
  if (form.errors.length > 0)
    return refuse('orders.form_invalid', {
      fields: form.errors.map(({ path, code, message }) => ({ path: `values.${path}`, code, message })),
    });
  const untied = await attachFiles(tx, deps.keepFile, work.template.form, input.values, work.row.id);
  if (untied.length > 0) return refuse('orders.form_invalid', { fields: untied });
  work.values = form.values;

  const moved = await takeOverSlot(tx, deps, work);
  if (!moved.ok) return moved;

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

/** The customer's signature on the installer's phone: it counts for exactly the bill that was shown. */
async function bindSignature(tx: Tx, money: OrderMoney, work: Work, hash: string, fileId: string) {
  const visit = await visitOf(tx, work);
  const priced = await money.price(tx, work, linesOf(work.template.form, work.values), money.crewOf(visit), visit.distance_km);
  if (!priced.ok) return priced;
  if (billHash(priced.value.quote) !== hash) return refuse('orders.bill_changed');
  const earlier = await tx.db.selectFrom('order_signature').select('bill_hash').where('order_id', '=', work.row.id).executeTakeFirst();
  if (earlier?.bill_hash === hash) return ok(null);
  if (earlier && work.state.settled) return refuse('orders.already_signed');
  // what was signed for a bill that a review sent back counts no more: the timeline and the audit trail keep it
  if (earlier) await tx.db.deleteFrom('order_signature').where('order_id', '=', work.row.id).execute();
  await tx.db
    .insertInto('order_signature')
    .values({
      order_id: work.row.id,
      bill_hash: hash,
      file_id: fileId,
      signed_by: 'installer_phone',
      actor_id: tx.origin.actor.id,
      at: tx.now,
    })
    .execute();
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
export function evaluateTask(tx: Tx, work: Work, token: FlowToken, node: TaskNode, actor: Actor, submitted: FormValues, partial: boolean) {
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
    ...formHost,
  });
}

import type { FlowState } from '@mingdan/shared/flows/state';
import type { TimeslotValue } from '@mingdan/shared/forms/definition';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { SLOT_REASONS, type SlotRefusal, slotRefusal } from '../domain/customer-slot.ts';
import { type Order, type OrderStore, slotOf } from '../store/orders.ts';
import { type ActDeps, openWork } from './act-on-order.ts';
import { provedLink } from './customer-link.ts';
import type { Work } from './drive-flow.ts';
import { changeAppointment, slotFault, slotField } from './reschedule.ts';

export interface CustomerSlotDeps extends Pick<ActDeps, 'templates' | 'customers' | 'pricing' | 'money'> {
  readonly uow: UnitOfWork;
  readonly store: OrderStore;
}

interface Input {
  readonly version: number;
  readonly slot: TimeslotValue;
  readonly reason: string;
}
type Refusal =
  | 'orders.not_found'
  | 'orders.stale_version'
  | 'orders.form_invalid'
  | 'orders.reschedule_refused'
  | 'pricing.not_priceable'
  | 'auth.link_wrong_person';

/** How often the customer chose another appointment so far. */
export async function changesByCustomer(tx: Tx, orderId: string): Promise<number> {
  const { count } = await tx.db
    .selectFrom('order_event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('order_id', '=', orderId)
    .where('type', '=', 'rescheduled')
    .where('actor_kind', '=', 'customer')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Whether the customer may choose another appointment now; null: yes. */
export async function mayChangeSlot(tx: Tx, order: Order, work: Work, proved: boolean): Promise<SlotRefusal | null> {
  const { row } = order;
  // a punch of this visit is told at once; one that stands in the form may be that of a visit before
  const arrived = ['working', 'review'].includes(row.phase)
    ? row.begun_at !== null
    : work.template.form.fields.some(({ type, key }) => type === 'location' && work.values[key] !== undefined);
  return slotRefusal({
    proved,
    hasField: slotField(work) !== undefined,
    state: row.state,
    begun: arrived || row.finished_at !== null || (order.flowState as FlowState).settled,
    between: row.phase === 'waiting',
    slot: slotOf(row),
    changes: await changesByCustomer(tx, row.id),
    now: tx.now,
  });
}

/** The customer chooses another appointment, with a reason and within limits. The price follows; whoever has the order and whoever follows up are told. */
export function createCustomerSlot(deps: CustomerSlotDeps) {
  const { uow, store } = deps;
  return (input: Input, origin: Origin): Promise<Result<{ version: number }, Refusal>> =>
    uow.run<{ version: number }, Refusal>(origin, async (tx) => {
      const order = await store.lock(tx, origin.actor.scope.orderId ?? '');
      if (!order) return refuse('orders.not_found');
      const proved = await provedLink(tx);
      if (!proved) return refuse('auth.link_wrong_person');
      if (order.row.version !== input.version) return refuse('orders.stale_version');
      const work = await openWork(tx, deps, order);
      const refused = await mayChangeSlot(tx, order, work, proved);
      if (refused) return refuse('orders.reschedule_refused', { detail: { reason: SLOT_REASONS[refused] } });
      return changeAppointment(tx, deps, { order, work }, { slot: input.slot, reason: input.reason, by: 'customer' });
    });
}

/** What a customer chooses another appointment for, and from. */
export interface CustomersChoice {
  readonly orderId: string;
  /** Whether the order could get this appointment from its customer now, as far as its form and the clock say. */
  offers(slot: TimeslotValue): boolean;
}

/** The choice of the session's own customer; refused before the proof, and where no other appointment may be chosen. */
export async function customersChoice(
  tx: Tx,
  deps: Pick<CustomerSlotDeps, 'templates' | 'customers' | 'store'>,
): Promise<Result<CustomersChoice, 'orders.not_found' | 'orders.reschedule_refused' | 'auth.link_wrong_person'>> {
  const order = await deps.store.load(tx, tx.origin.actor.scope.orderId ?? '');
  if (!order) return refuse('orders.not_found');
  const proved = await provedLink(tx);
  if (!proved) return refuse('auth.link_wrong_person');
  const work = await openWork(tx, deps, order);
  const refused = await mayChangeSlot(tx, order, work, proved);
  const field = slotField(work);
  if (refused || !field) return refuse('orders.reschedule_refused', { detail: { reason: SLOT_REASONS[refused ?? 'no_slot'] } });
  return ok({ orderId: order.row.id, offers: (slot) => slotFault(tx, order, field, slot, 'customer') === null });
}

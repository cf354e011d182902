import type { FieldDefinition, TimeslotValue } from '@mingdan/shared/forms/definition';
import { checkValue } from '@mingdan/shared/forms/value';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { businessDay, type EpochMs, parseInstant } from '@mingdan/shared/kernel/time';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { priceTime } from '../domain/facts.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { noticeAsked, orderRescheduled } from '../events.ts';
import { helpersOf } from '../store/crew.ts';
import { type Order, type OrderStore, slotOf } from '../store/orders.ts';
import { driveFlow, type Work } from './drive-flow.ts';
import type { OrderMoney } from './money.ts';

/** The order's appointment field; a form has at most one that counts. */
export const slotField = (work: Work): FieldDefinition | undefined => work.template.form.fields.find(({ type }) => type === 'timeslot');

/** Who chose the other appointment: the desk 客服/调度, the installer who goes there, or the customer on the own page. */
type By = 'desk' | 'installer' | 'customer';

/** Whether an installer may move this order's appointment: the visit is ahead of him or under way, and he leads it. */
export function mayMoveOwn({ row, state }: Work, personId: string): boolean {
  return row.state === 'open' && row.phase === 'working' && state.holder === personId && !state.settled;
}

/**
 * Moves the appointment, whoever asks: the form's value, price and plan follow, the reason stands in the timeline and the audit trail, offers that
 * stand are asked anew, and everybody whom it concerns hears. The order is locked and the caller has checked that this person may.
 *
 * @param input.followed what follows from the appointment in the flow, before anything is saved
 */
export async function changeAppointment(
  tx: Tx,
  deps: { pricing: PricingApi; money: OrderMoney; store: OrderStore },
  { order, work }: { order: Order; work: Work },
  input: { slot: TimeslotValue; reason: string; by: By; followed?: () => Promise<Result<null, 'pricing.not_priceable'>> },
): Promise<Result<{ version: number }, 'orders.form_invalid' | 'pricing.not_priceable'>> {
  const { row } = order;
  const field = slotField(work);
  if (!field) throw new Error(`order ${row.id} has no appointment to move`);
  const fault = slotFault(tx, order, field, input.slot, input.by);
  if (fault) return refuse('orders.form_invalid', { fields: [{ path: 'slot', code: 'slot', message: fault }] });

  const before = slotOf(row);
  const reason = withoutPhones(input.reason);
  work.values = { ...work.values, [field.key]: { ...input.slot } };
  const moved = await takeOverSlot(tx, deps, work);
  if (!moved.ok) return moved;
  const told = work.story.findIndex(({ type }) => type === 'rescheduled');
  if (told >= 0) work.story[told] = { ...work.story[told]!, detail: { ...work.story[told]?.detail, reason } };
  const followed = await input.followed?.();
  if (followed && !followed.ok) return followed;
  await deps.store.save(tx, order, work);
  await tx.audit({
    action: 'orders.rescheduled',
    subject: { type: 'order', id: row.id },
    before: { slot: before },
    after: { slot: input.slot },
    reason,
  });
  await tellAppointment(tx, work, input.by);
  return ok({ version: row.version + 1 });
}

/**
 * Tells of an appointment that was moved: the customer unless he moved it himself, whoever follows up unless the desk did, and the crew, also where the order
 * comes back to those who had it. Whoever moved it knows; a crew that the order has left is told of that by itself. Hours that the customer chooses between two
 * visits wait for the desk's yes: the crew is told with it.
 */
export async function tellAppointment(tx: Tx, work: Work, by: By): Promise<void> {
  const { row, changes } = work;
  const template = by === 'customer' ? 'slot-changed' : 'visit-rescheduled';
  const node = work.state.tokens[0]?.node ?? '';
  if (by !== 'customer') await tx.outbox.append(noticeAsked, { orderId: row.id, template, to: { type: 'customer' }, node });
  if (by !== 'desk') await tx.outbox.append(noticeAsked, { orderId: row.id, template, to: { type: 'followup' }, node });
  const looking = (changes.phase ?? row.phase) === 'dispatch';
  const { holder } = work.state;
  const waitsForYes = by === 'customer' && (changes.phase ?? row.phase) === 'waiting';
  const crew = holder === null || looking || waitsForYes ? [] : [holder, ...((await helpersOf(tx, [row.id])).get(row.id) ?? [])];
  const people = crew.filter((id) => id !== tx.origin.actor.id);
  if (people.length > 0) await tx.outbox.append(noticeAsked, { orderId: row.id, template, to: { type: 'people', people }, node });
}

/** Why the slot cannot be promised, in words; null when it can. A customer chooses one that is still ahead; the desk may enter one that has begun. */
export function slotFault(tx: Tx, order: Order, field: FieldDefinition, slot: TimeslotValue, by: By): string | null {
  const [from, to] = [parseInstant(`${slot.date}T${slot.from}:00+08:00`), parseInstant(`${slot.date}T${slot.to}:00+08:00`)];
  if (from === null || to === null) return '日期或时间不存在';
  if (to <= from) return '结束时间要晚于开始时间';
  if (by === 'customer' && from <= tx.now) return '这个时段已经开始，请选晚一点的';
  if (to <= tx.now) return '这个时段已经过去';
  const wrong = checkValue(field, slot, { today: businessDay(tx.now) })[0];
  if (wrong) return wrong.message;
  const before = slotOf(order.row);
  return before && before.date === slot.date && before.from === slot.from && before.to === slot.to ? '新时段与原来的一样，请另选' : null;
}

/**
 * Takes a new appointment from the form over to the order: the slot, the pricing time that follows from it, a price book that is valid then, and the
 * plan's figures. Does nothing while the slot is the same. Offers that stand hear of it; whoever sees another figure than before is told.
 */
export async function takeOverSlot(
  tx: Tx,
  deps: { pricing: PricingApi; money: OrderMoney },
  work: Work,
): Promise<Result<null, 'orders.form_invalid' | 'pricing.not_priceable'>> {
  const { row, changes } = work;
  const { slot } = readOrderValues(work.template.form, work.values);
  const before = slotOf(row);
  if (!slot || (before && before.date === slot.date && before.from === slot.from && before.to === slot.to)) return ok(null);

  // what was begun on another day is ahead again
  if (row.begun_at !== null && before?.date !== slot.date) changes.begun_at = null;
  const priceAt = priceTime(slot, row.created_at as EpochMs);
  const pinned = await deps.pricing.book(tx, { code: row.book_code, version: row.book_version });
  if (!pinned || !answersAt(pinned, priceAt)) {
    const pin = await deps.pricing.pinAt(tx, priceAt);
    if (!pin) return refuse('orders.form_invalid', { fields: [slotError(work)] });
    changes.book_code = pin.code;
    changes.book_version = pin.version;
  }
  Object.assign(changes, { slot_date: slot.date, slot_from: slot.from, slot_to: slot.to, price_at: priceAt });
  const quoted = await deps.money.actions.quote(tx, work);
  if (!quoted.ok) return quoted;

  // clocks of the visit count to the hours that are promised now
  const clocks = await driveFlow(tx, work, { type: 'appointment' }, deps.money.actions);
  if (!clocks.ok) throw new Error(`order ${row.id}: the flow refused another appointment (${clocks.code})`);
  work.story.push({ type: 'rescheduled', detail: { date: slot.date, from: slot.from, to: slot.to } });
  await tx.outbox.append(orderRescheduled, { orderId: row.id, byCustomer: tx.origin.actor.kind === 'customer' });
  if (changes.charge === undefined || changes.charge === row.charge) return ok(null);
  work.story.push({ type: 'priced', detail: { kind: 'planned', before: row.charge, charge: changes.charge } });
  const node = work.state.tokens[0]?.node ?? '';
  for (const type of ['customer', 'holder'])
    await tx.outbox.append(noticeAsked, { orderId: row.id, template: 'price-changed', to: { type }, node });
  return ok(null);
}

/** Whether the book's half-open window holds this instant. */
function answersAt(book: PriceBook, at: number): boolean {
  const from = book.validFrom ? parseInstant(book.validFrom) : null;
  const to = book.validTo ? parseInstant(book.validTo) : null;
  return (from === null || from <= at) && (to === null || at < to);
}

function slotError(work: Work) {
  const key = work.template.form.fields.find(({ type }) => type === 'timeslot')?.key ?? '';
  return { path: `values.${key}`, code: 'pricing.no_active_book', message: '这个日期没有生效的价格本，请改选日期或联系财务' };
}

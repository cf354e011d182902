import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { type EpochMs, parseInstant } from '@mingdan/shared/kernel/time';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { priceTime } from '../domain/facts.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { noticeAsked } from '../events.ts';
import { slotOf } from '../store/orders.ts';
import type { Work } from './drive-flow.ts';
import type { OrderMoney } from './money.ts';

/**
 * Takes a new appointment from the form over to the order: the slot, the pricing time that follows from it, a price book that is valid then, and the
 * plan's figures. Does nothing while the slot is the same. Whoever sees another figure than before is told.
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

  work.story.push({ type: 'rescheduled', detail: { date: slot.date, from: slot.from, to: slot.to } });
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

import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { dueOf } from '../domain/payment.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { helpersOf } from '../store/crew.ts';
import type { Order } from '../store/orders.ts';
import type { ViewDeps } from '../views/order-view.ts';
import { openWork } from './act-on-order.ts';

/**
 * Desks call customers of any order that they see; an installer, and whoever of the crew helps him, calls while the order is open, and as long as he still has to
 * take the customer's money.
 */
export function mayCall({ row }: Pick<Order, 'row'>, actor: Actor, helpers: readonly string[]): boolean {
  if (actor.roles.some((role) => role === 'staff' || role === 'dispatcher' || role === 'outlet_manager')) return true;
  const isOwed = row.state === 'done' && row.pay_mode === 'installer' && dueOf(row) > row.collected;
  return (row.installer_id === actor.id || helpers.includes(actor.id)) && (row.state === 'open' || isOwed);
}

/** The customer's full number for whoever is about to call. Each answer is a line of the audit trail: who saw whose number, and when. */
export async function revealPhone(
  tx: Tx,
  deps: ViewDeps,
  orderId: string,
): Promise<Result<{ phone: string | null }, 'orders.not_found' | 'orders.not_open'>> {
  const order = await deps.store.loadSeen(tx, orderId);
  if (!order) return refuse('orders.not_found');
  const helpers = (await helpersOf(tx, [orderId])).get(orderId) ?? [];
  if (!mayCall(order, tx.origin.actor, helpers)) return refuse('orders.not_open', { detail: { state: order.row.state } });
  const work = await openWork(tx, deps, order);
  const customer = (await deps.customers.load(tx, order.row.customer_id))!;
  await tx.audit({ action: 'orders.phone_revealed', subject: { type: 'order', id: orderId } });
  return ok({ phone: readOrderValues(work.template.form, order.values).phone ?? customer.phone });
}

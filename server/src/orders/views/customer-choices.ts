import type { Tx } from '../../platform/db/unit-of-work.ts';
import { isCustomersChoice } from '../domain/customer-slot.ts';
import { withinScope } from '../store/orders.ts';

/** Ids of a customer's orders that wait between two visits for a yes to hours which the customer chose, as far as the reader may see them. */
export async function choicesOf(tx: Tx, customerId: string): Promise<string[]> {
  const waiting = withinScope(tx.db.selectFrom('work_order'), tx.origin.actor)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'open')
    .where('phase', '=', 'waiting')
    .where('slot_date', 'is not', null)
    .select('work_order.id');
  const events = await tx.db
    .selectFrom('order_event')
    .select(['order_id', 'type', 'actor_role'])
    .where('order_id', 'in', waiting)
    .where('type', 'in', ['entered', 'rescheduled'])
    .orderBy('id')
    .execute();
  const byOrder = Map.groupBy(events, ({ order_id }) => order_id);
  return [...byOrder].flatMap(([id, story]) => (isCustomersChoice('waiting', story) ? [id] : []));
}

import { overlapping } from '@mingdan/shared/orders/overlap';
import { noticeAsked } from '../../orders/events.ts';
import { heldOf, type OrdersApi } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/**
 * The customer moved his appointment without a look at anybody's day: where one of its crew has promised some of the same hours to another customer already,
 * whoever follows the order up and the dispatchers of the place are told. It forbids nothing.
 */
export function createTellOverlap({ orders }: { readonly orders: OrdersApi }) {
  return async (tx: Tx, orderId: string): Promise<void> => {
    const order = await orders.orderToDispatch(tx, orderId, null);
    const { slot_date: date, slot_from: from, slot_to: to, state, node_name: node } = order?.row ?? {};
    if (!order || state !== 'open' || !date || !from || !to) return;
    const crew = order.crew.map(({ installer }) => installer);
    const day = (await orders.visitsBetween(tx, crew, date, date)).filter(({ id }) => id !== orderId);
    if (overlapping(heldOf(day), { from, to }).length === 0) return;
    await tx.outbox.append(noticeAsked, {
      orderId,
      template: 'slot-overlap',
      to: { type: 'each', of: [{ type: 'followup' }, { type: 'role', role: 'dispatcher' }] },
      node: node ?? '',
    });
  };
}

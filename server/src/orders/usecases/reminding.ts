import type { FlowState } from '@mingdan/shared/flows/state';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { MINUTE_MS } from '@mingdan/shared/kernel/time';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { noticeAsked } from '../events.ts';
import type { OrderStore } from '../store/orders.ts';
import { tell, timelineOf } from '../store/timeline.ts';

/** Nobody is reminded of the same order more often. */
const PAUSE_MS = 30 * MINUTE_MS;

/** Reminds 催单 whoever of the company the order waits for: the person who has its task, everyone of the role, or the dispatchers while it looks for an installer. */
export async function remindOf(
  tx: Tx,
  store: OrderStore,
  orderId: string,
  why: string,
): Promise<Result<null, 'orders.not_found' | 'orders.not_open' | 'orders.reminded_lately' | 'orders.nobody_to_remind'>> {
  const order = await store.lockSeen(tx, orderId);
  if (!order) return refuse('orders.not_found');
  const { row } = order;
  if (row.state !== 'open') return refuse('orders.not_open', { detail: { state: row.state } });
  const last = (await timelineOf(tx, orderId)).findLast(({ type }) => type === 'reminded');
  if (last && last.at > tx.now - PAUSE_MS) return refuse('orders.reminded_lately');
  const awaited = whomItWaitsFor(order.flowState as FlowState);
  if (!awaited) return refuse('orders.nobody_to_remind');
  const reason = withoutPhones(why);
  await tell(tx, orderId, [{ type: 'reminded', node: awaited.node, detail: reason ? { reason } : {} }]);
  await tx.audit({ action: 'orders.reminded', subject: { type: 'order', id: orderId }, after: awaited, ...(reason ? { reason } : {}) });
  await tx.outbox.append(noticeAsked, { orderId, template: 'order-urged', ...awaited });
  return ok(null);
}

/** Null where it waits for the customer, or for nobody. */
function whomItWaitsFor(
  state: FlowState,
): { readonly to: { type: 'people'; people: string[] } | { type: 'role'; role: string }; readonly node: string } | null {
  for (const { node, rule, holder, assignees, role } of state.tokens) {
    if (role === 'customer') continue;
    // an action that stands still waits for a dispatcher
    if (rule === null) return { to: { type: 'role', role: 'dispatcher' }, node };
    if (holder !== null) return { to: { type: 'people', people: [holder] }, node };
    if (assignees.length > 0) return { to: { type: 'people', people: [...assignees] }, node };
    if (role !== null) return { to: { type: 'role', role }, node };
  }
  return null;
}

import { ok, type Result } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { noticeAsked } from '../events.ts';
import type { Order } from '../store/orders.ts';
import { type ActDeps, openWork } from './act-on-order.ts';
import { type DriveRefusal, driveFlow, type Work } from './drive-flow.ts';

/** Takes an order from its installer and looks for another. What he earned by it stays his. */
export async function redispatch(tx: Tx, deps: Pick<ActDeps, 'money'>, work: Work, reason: string): Promise<Result<null, DriveRefusal>> {
  const { holder } = work.state;
  const driven = await driveFlow(tx, work, { type: 'redispatch', reason }, deps.money.actions);
  if (!driven.ok) return driven;
  work.story.push({ type: 'redispatched', detail: { reason } });
  if (holder !== null)
    await tx.outbox.append(noticeAsked, {
      orderId: work.row.id,
      template: 'order-taken-back',
      to: { type: 'people', people: [holder] },
      node: '',
    });
  return ok(null);
}

/** An installer left the company: what he holds and has not finished goes back to dispatch, one order at a time. */
export function createInstallerLeft(deps: ActDeps) {
  const release = async (tx: Tx, order: Order, installerId: string): Promise<void> => {
    if (order.row.installer_id !== installerId || (order.row.state !== 'open' && order.row.state !== 'suspended')) return;
    const work = await openWork(tx, deps, order);
    if (work.state.settled) return;
    const reason = '师傅已离职';
    const driven = await redispatch(tx, deps, work, reason);
    // a flow without dispatch leaves the order where it is: its fallback is a dispatcher
    if (!driven.ok) return;
    await deps.store.save(tx, order, work);
    await tx.audit({ action: 'orders.redispatched', subject: { type: 'order', id: order.row.id }, before: { installerId }, reason });
  };

  return async (installerId: string, messageId: string, origin: Origin): Promise<void> => {
    const held = await deps.uow.read(origin, async (tx) =>
      tx.db
        .selectFrom('work_order')
        .select('id')
        .where('installer_id', '=', installerId)
        .where('state', 'in', ['open', 'suspended'])
        .where('finished_at', 'is', null)
        .execute(),
    );
    for (const { id } of held)
      await deps.uow.once(origin, `${messageId}:${id}`, async (tx) => {
        const order = await deps.store.lock(tx, id);
        if (order) await release(tx, order, installerId);
      });
  };
}

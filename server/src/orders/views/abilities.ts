import { allows } from '../../identity/index.ts';
import type { Actor } from '../../platform/actor.ts';
import { isOnlyInstaller } from '../domain/only-installer.ts';
import type { Order } from '../store/orders.ts';
import { STEERERS } from '../usecases/act-on-order.ts';
import type { Work } from '../usecases/drive-flow.ts';
import { mayMoveOwn } from '../usecases/reschedule.ts';

/** What the server will take from this actor now. */
export function abilities(order: Order, work: Work, actor: Actor): string[] {
  const { row } = order;
  return [
    ...steering(order, work, actor),
    ...(row.state === 'open' && !work.state.settled && allows(actor, 'orders:correct') ? ['correctAddress'] : []),
    ...(row.finished_at !== null && row.state !== 'cancelled' && allows(actor, 'orders:create') ? ['openReturn'] : []),
    ...(allows(actor, 'collections:record') ? ['collect'] : []),
    ...(allows(actor, 'collections:void') ? ['voidCollection'] : []),
    ...(allows(actor, 'waivers:void') ? ['voidWaiver'] : []),
    ...(allows(actor, 'collections:mode') ? ['setPayMode', 'tellPayWay'] : []),
    ...(allows(actor, 'orders:comment') ? ['comment'] : []),
    ...(allows(actor, 'punches:reject') ? ['rejectPunch'] : []),
    ...(isOnlyInstaller(actor) && mayMoveOwn(work, actor.id) ? ['reschedule'] : []),
  ];
}

function steering(order: Order, work: Work, actor: Actor): string[] {
  if (!actor.roles.some((role) => STEERERS.includes(role))) return [];
  if (order.row.state === 'open') return work.state.settled ? ['suspend'] : ['cancel', 'suspend'];
  return order.row.state === 'suspended' ? ['resume', ...(work.state.settled ? [] : ['cancel'])] : [];
}

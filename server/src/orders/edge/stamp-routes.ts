import { customerStamp, listStamp, myStamp, orderStamp } from '@mingdan/shared/contracts/stamps';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { businessDay } from '@mingdan/shared/kernel/time';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { type RouteBinding, route } from '../../platform/http/route.ts';
import { stampOfDay, stampOfList, stampOfOrder } from '../store/stamps.ts';

/** So many of the newest orders of a list are watched for changes: as many as the phones' lists show. */
const WATCHED = 20;

/** The stamp of the newest orders of a list. */
export const readListStamp = (
  tx: Tx,
  of: { readonly customerId?: string | undefined; readonly createdBy?: 'me' | undefined },
): Promise<string> => stampOfList(tx, of, WATCHED);

/** What pages that are looked at ask every two seconds, each by one statement: whether anything has changed since they read. */
export function stampRoutes(uow: Pick<UnitOfWork, 'glance'>): readonly RouteBinding[] {
  const ofOrder = async (tx: Tx, orderId: string) => {
    const stamp = await stampOfOrder(tx, orderId);
    return stamp === null ? refuse('orders.not_found') : ok({ stamp });
  };
  return [
    route(orderStamp, ({ orderId }, origin) => uow.glance(origin, (tx) => ofOrder(tx, orderId))),
    route(customerStamp, (_input, origin) => uow.glance(origin, (tx) => ofOrder(tx, origin.actor.scope.orderId ?? ''))),
    route(myStamp, (_input, origin) =>
      uow.glance(origin, async (tx) => ok({ stamp: await stampOfDay(tx, origin.actor.id, businessDay(tx.now)) })),
    ),
    route(listStamp, (input, origin) => uow.glance(origin, async (tx) => ok({ stamp: await readListStamp(tx, input) }))),
  ];
}

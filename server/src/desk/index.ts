import { openChat, readUnderWay, type UnderWay } from '@mingdan/shared/contracts/desk';
import { ok } from '@mingdan/shared/kernel/result';
import type { CustomersApi } from '../customers/index.ts';
import { allows } from '../identity/index.ts';
import type { NotificationsApi } from '../notifications/index.ts';
import type { OrdersApi } from '../orders/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';

/** Orders that the sidebar lists at most. */
const LISTED = 20;

/** What the sidebar beside a customer's chat shows, in one answer: on a phone every further question costs a wait. */
export function createDesk(deps: {
  readonly uow: UnitOfWork;
  readonly customers: CustomersApi;
  readonly orders: OrdersApi;
  readonly notifications: NotificationsApi;
}): Capability {
  const { uow, customers, orders, notifications } = deps;

  const underWayWith = async (tx: Tx, customerId: string): Promise<UnderWay> => {
    const maySend = allows(tx.origin.actor, 'deliveries:read');
    // read before what it stands for: a change in between is seen twice rather than never
    const stamp = await orders.stampOf(tx, { customerId });
    const newest = await orders.list(tx, { customerId, limit: LISTED });
    const questions = await orders.list(tx, { customerId, attention: 'question', limit: LISTED });
    const cards = maySend ? await notifications.waitingFor(tx, customerId) : [];
    const choices = await orders.choicesOf(tx, customerId);
    return { orders: newest.items, questions: questions.items, cards, choices, stamp };
  };

  return {
    name: 'desk',
    routes: [
      route(openChat, async (input, origin) => {
        const found = await customers.fromChat(input, origin);
        if (!found.ok) return found;
        return ok({ customer: found.value, underWay: await uow.read(origin, (tx) => underWayWith(tx, found.value.id)) });
      }),
      route(readUnderWay, ({ customerId }, origin) => uow.read(origin, async (tx) => ok(await underWayWith(tx, customerId)))),
    ],
  };
}

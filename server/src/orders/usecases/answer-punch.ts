import type { FlowState } from '@mingdan/shared/flows/state';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { noticeAsked } from '../events.ts';
import { openOddPunches, storeAnswered } from '../store/odd-punches.ts';
import type { OrderStore } from '../store/orders.ts';
import { tell } from '../store/timeline.ts';
import { feesOf, takeBack } from './taking-back.ts';

interface Deps {
  readonly uow: UnitOfWork;
  readonly store: OrderStore;
}
type Refusal = 'orders.not_found' | 'orders.punch_not_found';
interface Which {
  readonly orderId: string;
  readonly punchId: string;
}

/** 已核实: somebody of the company has looked into one and says what it was; the mark ends with the last of them, and so does what it held. */
export function createVerifyPunch({ uow, store }: Deps) {
  return (input: Which & { word: string }, origin: Origin): Promise<Result<{ left: number }, Refusal>> =>
    uow.run(origin, async (tx) => {
      const order = await store.lockSeen(tx, input.orderId);
      if (!order) return refuse('orders.not_found');
      const open = await openOddPunches(tx, order.row.id);
      const punch = open.find(({ id }) => id === input.punchId);
      if (!punch) return refuse('orders.punch_not_found');
      const word = withoutPhones(input.word);
      await storeAnswered(tx, order.row.id, punch.id, false);
      await tell(tx, order.row.id, [{ type: 'punch_verified', detail: { punch: punch.id, name: punch.name, word } }]);
      await tx.audit({
        action: 'orders.punch_verified',
        subject: { type: 'order', id: order.row.id },
        after: { punch: punch.id },
        reason: word,
      });
      return ok({ left: open.length - 1 });
    });
}

/**
 * 不属实: what was punched is not true. The visit fee that rests on it is taken back; of any other step it stands in the history and moves no money. Whoever
 * punched is told, the crew that earned the fee too, and the customer where something was asked of him.
 */
export function createRejectPunch({ uow, store }: Deps) {
  return (input: Which & { reason: string }, origin: Origin): Promise<Result<{ left: number; takenBack: boolean }, Refusal>> =>
    uow.run(origin, async (tx) => {
      const order = await store.lockSeen(tx, input.orderId);
      if (!order) return refuse('orders.not_found');
      const { row } = order;
      const open = await openOddPunches(tx, row.id);
      const punch = open.find(({ id }) => id === input.punchId);
      if (!punch) return refuse('orders.punch_not_found');
      const reason = withoutPhones(input.reason);
      const bill = (await feesOf(tx, row.id, [punch])).get(punch.id);
      await storeAnswered(tx, row.id, punch.id, true);
      if (bill) await takeBack(tx, row, bill, reason);
      const takenBack = bill !== undefined;
      await tell(tx, row.id, [{ type: 'punch_rejected', detail: { punch: punch.id, name: punch.name, reason, takenBack } }]);
      await tx.audit({
        action: 'orders.punch_rejected',
        subject: { type: 'order', id: row.id },
        after: { punch: punch.id, takenBack },
        reason,
      });
      const told = { orderId: row.id, node: (order.flowState as FlowState).tokens[0]?.node ?? '' };
      const people = [...new Set([punch.by_id, ...Object.keys(bill?.quote.totals.installers ?? {})])];
      await tx.outbox.append(noticeAsked, {
        ...told,
        template: takenBack ? 'visit-fee-taken-back' : 'punch-rejected',
        to: { type: 'people', people },
      });
      if (bill && bill.quote.totals.charge !== 0)
        await tx.outbox.append(noticeAsked, { ...told, template: 'visit-fee-taken-back', to: { type: 'customer' } });
      return ok({ left: open.length - 1, takenBack });
    });
}

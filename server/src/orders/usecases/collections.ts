import type { PayMethod, PayMode, PayState } from '@mingdan/shared/contracts/collections';
import type { FlowState } from '@mingdan/shared/flows/state';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { businessDay } from '@mingdan/shared/kernel/time';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { collectionFault, dueOf, payStateOf, untoldOf } from '../domain/payment.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { moneyCollected, noticeAsked } from '../events.ts';
import { effectOf, loadCollection } from '../store/collections.ts';
import type { CollectionTable, WorkOrderTable } from '../store/migrations.ts';
import type { OrderStore } from '../store/orders.ts';
import { tell } from '../store/timeline.ts';

interface RecordInput {
  readonly orderId: string;
  readonly kind: 'collect' | 'refund';
  readonly method: PayMethod;
  readonly amount: number;
  readonly note: string;
}

/** What an installer takes at the door. */
const IN_HAND: readonly PayMethod[] = ['cash', 'code'];

/** Money from the customer: what came, what went back, and what was written by mistake. The order's row is locked, so sums are never read stale. */
export function createCollections({ uow, store }: { uow: UnitOfWork; store: OrderStore }) {
  /** Adds to what is collected and tells of it. `change` in fen. */
  const move = async (
    tx: Tx,
    row: WorkOrderTable,
    change: number,
  ): Promise<{ state: PayState; due: number; collected: number; left: number }> => {
    const collected = row.collected + change;
    await tx.db.updateTable('work_order').set({ collected, updated_at: tx.now }).where('id', '=', row.id).execute();
    const due = dueOf(row);
    return { state: payStateOf(due, collected), due, collected, left: due - collected };
  };

  return {
    record: (input: RecordInput, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const order = await store.lockSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        const { row } = order;
        const { actor } = origin;
        const atTheDoor = actor.roles.includes('installer') && row.installer_id === actor.id && IN_HAND.includes(input.method);
        const desk = actor.roles.some((role) => role === 'staff' || role === 'dispatcher' || role === 'finance');
        if (!desk && (!atTheDoor || input.kind === 'refund')) return refuse('collections.not_yours');

        const change = effectOf(input);
        const due = dueOf(row);
        const fault = collectionFault(due, row.collected, change);
        if (fault === 'no_bill') return refuse('collections.no_bill');
        if (fault === 'too_much') {
          const left = formatYuan(fen(Math.max(0, due - row.collected)));
          return refuse('collections.too_much', {
            detail: { left },
            fields: [{ path: 'amount', code: 'collections.too_much', message: `最多还可收 ${left}` }],
          });
        }
        if (fault) return refuse('collections.refund_too_much', { detail: { collected: formatYuan(fen(row.collected)) } });

        const holder = atTheDoor ? 'installer' : 'company';
        const collection: CollectionTable = {
          id: newId(),
          order_id: row.id,
          kind: input.kind,
          method: input.method,
          amount: input.amount,
          holder,
          installer_id: holder === 'installer' ? actor.id : null,
          note: withoutPhones(input.note),
          business_day: businessDay(tx.now),
          recorded_by: actor.id,
          created_at: tx.now,
          void_id: null,
          voided_by: null,
          voided_at: null,
          void_reason: null,
        };
        await tx.db.insertInto('collection').values(collection).execute();
        const paid = await move(tx, row, change);
        const { id, kind, method, amount } = collection;
        await tell(tx, row.id, [{ type: 'collected', detail: { kind, method, amount, holder } }]);
        await tx.audit({
          action: 'orders.collected',
          subject: { type: 'order', id: row.id },
          before: { collected: row.collected },
          after: { collectionId: id, kind, method, amount, holder, collected: paid.collected },
        });
        await tx.outbox.append(moneyCollected, { orderId: row.id, collectionId: id, voided: false });
        return ok({ id, ...paid });
      }),

    /** A mistake is not undone but voided: both stay in the books. */
    voidOne: (input: { orderId: string; collectionId: string; reason: string }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const order = await store.lockSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        const { row } = order;
        const collection = await loadCollection(tx, input.collectionId);
        if (collection?.order_id !== row.id) return refuse('collections.not_found');
        if (collection.voided_at !== null) return refuse('collections.already_void');
        const change = -effectOf(collection);
        if (row.collected + change < 0)
          return refuse('collections.refund_too_much', { detail: { collected: formatYuan(fen(row.collected)) } });
        const reason = withoutPhones(input.reason);
        await tx.db
          .updateTable('collection')
          .set({ void_id: newId(), voided_by: origin.actor.id, voided_at: tx.now, void_reason: reason })
          .where('id', '=', collection.id)
          .where('voided_at', 'is', null)
          .execute();
        const paid = await move(tx, row, change);
        await tell(tx, row.id, [{ type: 'collection_voided', detail: { kind: collection.kind, amount: collection.amount, reason } }]);
        await tx.audit({
          action: 'orders.collection_voided',
          subject: { type: 'order', id: row.id },
          before: { collected: row.collected },
          after: { collectionId: collection.id, collected: paid.collected },
          reason,
        });
        await tx.outbox.append(moneyCollected, { orderId: row.id, collectionId: collection.id, voided: true });
        return ok({ id: collection.id, ...paid });
      }),

    /** Somebody of the desk has sent the way to pay; said once for what is due, and anew where more is. */
    tellWay: ({ orderId }: { orderId: string }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const order = await store.lockSeen(tx, orderId);
        if (!order) return refuse('orders.not_found');
        const { row } = order;
        const left = untoldOf(row);
        if (left === 0) return refuse('collections.nothing_to_tell');
        const due = dueOf(row);
        await tx.db.updateTable('work_order').set({ pay_told: due, updated_at: tx.now }).where('id', '=', row.id).execute();
        await tell(tx, row.id, [{ type: 'pay_told', detail: {} }]);
        await tx.audit({
          action: 'orders.pay_told',
          subject: { type: 'order', id: row.id },
          before: { payTold: row.pay_told },
          after: { payTold: due, left },
        });
        return ok({ id: row.id, left });
      }),

    setMode: (input: { orderId: string; mode: PayMode }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const order = await store.lockSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        const { row } = order;
        if (row.pay_mode === input.mode) return ok({ mode: input.mode });
        await tx.db.updateTable('work_order').set({ pay_mode: input.mode, updated_at: tx.now }).where('id', '=', row.id).execute();
        await tell(tx, row.id, [{ type: 'pay_mode', detail: { mode: input.mode } }]);
        // whoever takes the money at the door, or no longer does, is told so
        const isHis = input.mode === 'installer' || row.pay_mode === 'installer';
        if (isHis && row.installer_id !== null && row.state !== 'cancelled' && dueOf(row) > row.collected)
          await tx.outbox.append(noticeAsked, {
            orderId: row.id,
            template: input.mode === 'installer' ? 'collect-asked' : 'collect-off',
            to: { type: 'people', people: [row.installer_id] },
            node: (order.flowState as FlowState).tokens[0]?.node ?? '',
          });
        await tx.audit({
          action: 'orders.pay_mode',
          subject: { type: 'order', id: row.id },
          before: { mode: row.pay_mode },
          after: { mode: input.mode },
        });
        return ok({ mode: input.mode });
      }),
  };
}

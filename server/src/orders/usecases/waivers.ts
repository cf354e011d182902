import type { FlowState } from '@mingdan/shared/flows/state';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { waiverLimit } from '../../identity/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { dueOf, payStateOf } from '../domain/payment.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { waivable, waiverFault, waiversBeyond } from '../domain/waiver.ts';
import { noticeAsked, waiverChanged } from '../events.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import type { Order, OrderStore } from '../store/orders.ts';
import { billedOf } from '../store/quotes.ts';
import { tell } from '../store/timeline.ts';
import { loadWaiver, type WaiverTable, waiversOf } from '../store/waivers.ts';

type Waived = { readonly id: string } & ReturnType<typeof standingOf>;
/** Why an amount cannot be waived. */
export type WaiveRefusal = 'waivers.no_bill' | 'waivers.too_much' | 'waivers.over_limit';

/** What the transaction's actor may waive of this order. */
const roomOf = async (tx: Tx, row: Pick<WorkOrderTable, 'id' | 'waived'>) => ({
  billed: await billedOf(tx, row.id),
  waived: row.waived,
  limit: waiverLimit(tx.origin.actor),
});

/** The most that the transaction's actor may waive of this order now, fen. */
export async function mayWaive(tx: Tx, row: Pick<WorkOrderTable, 'id' | 'waived'>): Promise<number> {
  return waiverLimit(tx.origin.actor) === 0 ? 0 : waivable(await roomOf(tx, row));
}

/**
 * Waives an amount of the bill 减免. The order's row is locked, so that two at once are weighed one after the other.
 *
 * @param at path of the amount within the request, for the refusal's field
 */
export async function waive(tx: Tx, row: WorkOrderTable, draft: Draft, at = 'amount'): Promise<Result<Waived, WaiveRefusal>> {
  const { amount, questionId } = draft;
  const room = await roomOf(tx, row);
  const fault = waiverFault(room, amount);
  if (fault === 'no_bill') return refuse('waivers.no_bill');
  if (fault) {
    const most = formatYuan(fen(fault === 'too_much' ? room.billed - room.waived : waivable(room)));
    const code = `waivers.${fault}` as const;
    return refuse(code, { detail: { most }, fields: [{ path: at, code, message: `最多可减免 ${most}` }] });
  }
  return ok(await record(tx, row, { amount, questionId, reason: withoutPhones(draft.reason) }));
}

interface Draft {
  /** Fen, above zero. */
  readonly amount: number;
  readonly reason: string;
  readonly questionId: string | null;
}

/** Writes a waiver that was found to be right: the order's sum, the history, the audit trail, and the ledger by its event. */
async function record(tx: Tx, row: WorkOrderTable, { amount, reason, questionId }: Draft): Promise<Waived> {
  const waiver: WaiverTable = {
    id: newId(),
    order_id: row.id,
    question_id: questionId,
    amount,
    reason,
    recorded_by: tx.origin.actor.id,
    created_at: tx.now,
    void_id: null,
    voided_by: null,
    voided_at: null,
    void_reason: null,
  };
  await tx.db.insertInto('waiver').values(waiver).execute();
  const standing = await move(tx, row, amount);
  await tell(tx, row.id, [{ type: 'waived', detail: { amount, reason: waiver.reason } }]);
  await tx.audit({
    action: 'orders.waived',
    subject: { type: 'order', id: row.id },
    before: { waived: row.waived },
    after: { waiverId: waiver.id, amount, waived: row.waived + amount, ...(questionId ? { question: questionId } : {}) },
    reason: waiver.reason,
  });
  await tx.outbox.append(waiverChanged, { orderId: row.id, waiverId: waiver.id, voided: false });
  return { id: waiver.id, ...standing };
}

/** Takes one that stands back; both stay in the books. */
async function takeBackWaiver(tx: Tx, row: WorkOrderTable, waiver: WaiverTable, reason: string): Promise<Waived> {
  await tx.db
    .updateTable('waiver')
    .set({ void_id: newId(), voided_by: tx.origin.actor.id, voided_at: tx.now, void_reason: reason })
    .where('id', '=', waiver.id)
    .where('voided_at', 'is', null)
    .execute();
  const standing = await move(tx, row, -waiver.amount);
  await tell(tx, row.id, [{ type: 'waiver_voided', detail: { amount: waiver.amount, reason } }]);
  await tx.audit({
    action: 'orders.waiver_voided',
    subject: { type: 'order', id: row.id },
    before: { waived: row.waived },
    after: { waiverId: waiver.id, amount: waiver.amount, waived: row.waived - waiver.amount },
    reason,
  });
  await tx.outbox.append(waiverChanged, { orderId: row.id, waiverId: waiver.id, voided: true });
  return { id: waiver.id, ...standing };
}

/** Waivers beside the answer to an objection, and taking a wrong one back. The customer hears of both. */
export function createWaivers({ uow, store }: { uow: UnitOfWork; store: OrderStore }) {
  return {
    record: (input: { orderId: string; amount: number; reason: string }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const order = await store.lockSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        const waived = await waive(tx, order.row, { ...input, questionId: null });
        if (waived.ok) await tellCustomer(tx, order, 'bill-waived');
        return waived;
      }),

    /** A mistake is not undone but voided: both stay in the books. */
    voidOne: (input: { orderId: string; waiverId: string; reason: string }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const order = await store.lockSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        const { row } = order;
        const waiver = await loadWaiver(tx, input.waiverId);
        if (waiver?.order_id !== row.id) return refuse('waivers.not_found');
        if (waiver.voided_at !== null) return refuse('waivers.already_void');
        const standing = await takeBackWaiver(tx, row, waiver, withoutPhones(input.reason));
        await tellCustomer(tx, order, 'waiver-voided');
        return ok(standing);
      }),
  };
}

/**
 * After a bill was taken back no more stands waived than was billed: what was waived beyond that is voided, newest first, and of the last of them the part
 * that still fits is waived anew. Else the customer would pay less for other work.
 *
 * @param row as it stands after the bill was taken back; its row is locked
 */
export async function keepWithin(tx: Tx, row: WorkOrderTable, reason: string): Promise<void> {
  const standing = (await waiversOf(tx, row.id)).filter(({ voided_at }) => voided_at === null);
  const { voided, kept } = waiversBeyond(standing, await billedOf(tx, row.id));
  let now = row;
  for (const waiver of voided) {
    await takeBackWaiver(tx, now, waiver, reason);
    now = { ...now, waived: now.waived - waiver.amount };
  }
  const last = voided.at(-1);
  if (last && kept > 0) await record(tx, now, { amount: kept, reason: last.reason, questionId: last.question_id });
}

/** Adds to what is waived. `change` in fen. */
async function move(tx: Tx, row: WorkOrderTable, change: number) {
  const waived = row.waived + change;
  await tx.db.updateTable('work_order').set({ waived, updated_at: tx.now }).where('id', '=', row.id).execute();
  return standingOf({ ...row, waived });
}

function standingOf(row: WorkOrderTable) {
  const due = dueOf(row);
  return { state: payStateOf(due, row.collected), due, collected: row.collected, left: due - row.collected };
}

async function tellCustomer(tx: Tx, order: Order, template: string): Promise<void> {
  const node = (order.flowState as FlowState).tokens[0]?.node ?? '';
  await tx.outbox.append(noticeAsked, { orderId: order.row.id, template, to: { type: 'customer' }, node });
}

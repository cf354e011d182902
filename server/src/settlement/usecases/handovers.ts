import type { RecordHandoverInput } from '@mingdan/shared/contracts/cash';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { businessDay, type EpochMs, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import type { IdentityApi } from '../../identity/index.ts';
import { type OrdersApi, withoutPhones } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { entriesOfHandover } from '../domain/posting.ts';
import * as store from '../store/handovers.ts';
import { insertPosting } from '../store/ledger.ts';

export interface HandoverDeps {
  readonly orders: OrdersApi;
  readonly identity: IdentityApi;
}

/** Customers' money in one installer's name, fen. */
export async function cashOf(tx: Tx, { orders }: Pick<HandoverDeps, 'orders'>, installerId: string) {
  const taken = (await orders.takenBy(tx, installerId)).get(installerId) ?? 0;
  const handedIn = (await store.handedIn(tx, installerId)).get(installerId)?.sum ?? 0;
  return { taken, handedIn, inHand: taken - handedIn };
}

/** Cash that an installer hands in to the company 交款: counted in once, posted at once, voided where it was written by mistake. */
export function createHandovers(deps: HandoverDeps) {
  return {
    async record(tx: Tx, input: RecordHandoverInput) {
      const { installerId, amount, day } = input;
      // held before anything is read: of two who count the same money in the second reads what the first wrote
      await store.holdCash(tx, installerId);
      const person = await deps.identity.person(tx, installerId);
      if (!person?.roles.includes('installer')) return refuse('people.not_found');
      const at = startOfBusinessDay(day);
      const why = at === null ? '没有这一天' : day > businessDay(tx.now) ? '还没到这一天' : null;
      if (at === null || why)
        return refuse('cash.day_invalid', {
          detail: { why: why ?? '' },
          fields: [{ path: 'day', code: 'cash.day_invalid', message: why ?? '' }],
        });
      const before = await cashOf(tx, deps, installerId);
      if (amount > before.inHand) {
        const inHand = formatYuan(fen(Math.max(0, before.inHand)));
        return refuse('cash.too_much', {
          detail: { inHand },
          fields: [{ path: 'amount', code: 'cash.too_much', message: `最多可交 ${inHand}` }],
        });
      }
      const id = newId();
      const note = withoutPhones(input.note ?? '');
      await store.insertHandover(tx, { id, installer_id: installerId, amount, business_day: day, note, recorded_by: tx.origin.actor.id });
      await post(tx, { sourceId: id, follows: null, at }, amount, installerId);
      const inHand = before.inHand - amount;
      await tx.audit({
        action: 'settlement.handover_recorded',
        subject: { type: 'person', id: installerId },
        before: { inHand: before.inHand },
        after: { handoverId: id, amount, day, inHand },
      });
      return ok({ id, inHand });
    },

    /** A mistake is not undone but voided: both stay in the books. */
    async voidOne(tx: Tx, { handoverId, reason }: { handoverId: string; reason: string }) {
      const handover = await store.lockHandover(tx, handoverId);
      if (!handover) return refuse('cash.not_found');
      await store.holdCash(tx, handover.installer_id);
      const voiding = { id: newId(), by: tx.origin.actor.id, reason: withoutPhones(reason) };
      if (!(await store.voidHandover(tx, handoverId, voiding))) return refuse('cash.already_void');
      await post(tx, { sourceId: voiding.id, follows: handoverId, at: tx.now }, handover.amount, handover.installer_id);
      const { inHand } = await cashOf(tx, deps, handover.installer_id);
      await tx.audit({
        action: 'settlement.handover_voided',
        subject: { type: 'person', id: handover.installer_id },
        after: { handoverId, amount: handover.amount, inHand },
        reason: voiding.reason,
      });
      return ok({ id: handoverId, inHand });
    },
  };
}

/** `follows`: the handover that is voided. */
async function post(
  tx: Tx,
  source: { sourceId: string; follows: string | null; at: EpochMs },
  amount: number,
  installerId: string,
): Promise<void> {
  const voided = source.follows !== null;
  const posting = { orderId: '', kind: voided ? ('void' as const) : ('handover' as const), billHash: '', ...source };
  if (!(await insertPosting(tx, posting, entriesOfHandover(amount, installerId, voided))))
    throw new Error(`handover ${source.sourceId} was posted before it was made`);
}

import type { CustomerMerges, MergePreview } from '@mingdan/shared/contracts/customer-merge';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { DAY_MS } from '@mingdan/shared/kernel/time';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { maskPhone } from '../domain/mask.ts';
import type { Customer, CustomerStore } from '../store/customers.ts';
import type { MergeStore, Moved } from '../store/merges.ts';

/** How long a merge can be undone. */
const UNDO_DAYS = 30;

/** A customer's orders, which belong to another capability; it fills this. */
export interface OrdersOfCustomer {
  of(tx: Tx, customerId: string): Promise<readonly string[]>;
  /** Gives orders to another customer, as far as they are still `from`'s. */
  move(tx: Tx, ids: readonly string[], from: string, to: string): Promise<void>;
}

interface Deps {
  readonly store: CustomerStore;
  readonly merges: MergeStore;
  readonly orders: OrdersOfCustomer;
  readonly names: PersonNames;
}

const card = ({ id, name, phone, level, createdAt }: Customer) => ({
  id,
  name,
  phoneMasked: phone === null ? '' : maskPhone(phone),
  level,
  createdAt,
});
const counted = (moved: Moved) => ({
  orders: moved.orders.length,
  sites: moved.sites.length,
  devices: moved.devices.length,
  contacts: moved.contacts.length,
  notes: moved.notes.length,
});

/** Two records of one person made one by a person 合并档案, and undone. Rows change their owner and nothing else; the ledger keeps whom it was written for. */
export function createMerging(deps: Deps) {
  const { store, merges, orders, names } = deps;

  /** Both as the actor may see them, and what hangs on the second; refused where they are one already or the second shows no more. */
  const pair = async (
    tx: Tx,
    { customerId, otherId }: { customerId: string; otherId: string },
    locks: boolean,
  ): Promise<Result<{ kept: Customer; merged: Customer; moved: Moved }, 'customers.not_found' | 'customers.merge_refused'>> => {
    const hidden = await merges.hidden(tx, [customerId, otherId], locks);
    const [kept, merged] = [await store.loadSeen(tx, customerId), await store.loadSeen(tx, otherId)];
    if (!kept || !merged) return refuse('customers.not_found');
    if (customerId === otherId || hidden.get(customerId) !== null || hidden.get(otherId) !== null) return refuse('customers.merge_refused');
    const moved: Moved = { ...(await merges.belongings(tx, otherId)), orders: await orders.of(tx, otherId) };
    return ok({ kept, merged, moved });
  };

  return {
    async read(tx: Tx, customerId: string): Promise<Result<CustomerMerges, 'customers.not_found'>> {
      const customer = await store.loadSeen(tx, customerId);
      if (!customer) return refuse('customers.not_found');
      const done = await merges.of(tx, customer.id);
      const people = await names(
        tx,
        done.flatMap(({ merged_by, undone_by }) => [merged_by, ...(undone_by === null ? [] : [undone_by])]),
      );
      const merged = await store.loadMany(
        tx,
        done.map(({ merged_id }) => merged_id),
      );
      const same = customer.phone === null ? [] : await store.search(tx, customer.phone);
      const visible = await store.page(tx, { ids: same.filter((id) => id !== customer.id), limit: 20 });
      return ok({
        samePhone: visible.map(card),
        merges: done.map((merge) => {
          const { name = '', phone = null } = merged.get(merge.merged_id) ?? {};
          return {
            id: merge.id,
            name,
            phoneMasked: phone === null ? '' : maskPhone(phone),
            moved: counted(merge.moved),
            reason: merge.reason,
            by: people.get(merge.merged_by) ?? '',
            at: merge.merged_at,
            undoUntil: merge.merged_at + UNDO_DAYS * DAY_MS,
            undone: merge.undone_at === null ? null : { at: merge.undone_at, by: people.get(merge.undone_by ?? '') ?? '' },
          };
        }),
      });
    },

    async preview(
      tx: Tx,
      input: { customerId: string; otherId: string },
    ): Promise<Result<MergePreview, 'customers.not_found' | 'customers.merge_refused'>> {
      const both = await pair(tx, input, false);
      if (!both.ok) return both;
      const { kept, merged, moved } = both.value;
      return ok({
        kept: card(kept),
        merged: card(merged),
        moves: counted(moved),
        samePhone: kept.phone !== null && kept.phone === merged.phone,
        undoDays: UNDO_DAYS,
      });
    },

    async merge(tx: Tx, input: { customerId: string; otherId: string; reason: string }) {
      const both = await pair(tx, input, true);
      if (!both.ok) return both;
      const { kept, merged, moved } = both.value;
      await merges.move(tx, moved, merged.id, kept.id);
      await orders.move(tx, moved.orders, merged.id, kept.id);
      if (!(await merges.hide(tx, merged.id, null, kept.id))) return refuse('customers.merge_refused');
      const mergeId = await merges.insert(tx, { keptId: kept.id, mergedId: merged.id, moved, reason: input.reason });
      for (const id of [kept.id, merged.id])
        await tx.audit({
          action: 'customers.merged',
          subject: { type: 'customer', id },
          after: { merge: mergeId, kept: kept.id, merged: merged.id, ...counted(moved) },
        });
      return ok({ mergeId, moved: counted(moved), undoUntil: tx.now + UNDO_DAYS * DAY_MS });
    },

    /** What went over goes back, as far as it is still there; what came since stays. Not once the time is over, or the kept one was merged itself. */
    async undo(
      tx: Tx,
      { customerId, mergeId }: { customerId: string; mergeId: string },
    ): Promise<Result<{ restoredId: string }, 'customers.not_found' | 'customers.merge_over'>> {
      const merge = await merges.find(tx, mergeId);
      if (!merge || merge.kept_id !== customerId || !(await store.loadSeen(tx, customerId))) return refuse('customers.not_found');
      const hidden = await merges.hidden(tx, [merge.kept_id, merge.merged_id], true);
      const isOver = tx.now > merge.merged_at + UNDO_DAYS * DAY_MS || hidden.get(merge.kept_id) !== null;
      if (isOver || !(await merges.end(tx, mergeId)) || !(await merges.hide(tx, merge.merged_id, merge.kept_id, null)))
        return refuse('customers.merge_over');
      await merges.move(tx, merge.moved, merge.kept_id, merge.merged_id);
      await orders.move(tx, merge.moved.orders, merge.kept_id, merge.merged_id);
      for (const id of [merge.kept_id, merge.merged_id])
        await tx.audit({
          action: 'customers.merge_undone',
          subject: { type: 'customer', id },
          after: { merge: mergeId, kept: merge.kept_id, restored: merge.merged_id },
        });
      return ok({ restoredId: merge.merged_id });
    },
  };
}

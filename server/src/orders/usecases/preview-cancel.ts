import type { PreviewCancelOutput } from '@mingdan/shared/contracts/order-paths';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { cancelConsequences } from '../domain/cancel-consequences.ts';
import type { OrderStore } from '../store/orders.ts';
import { billedOf } from '../store/quotes.ts';
import { moneyOf } from '../views/money-of.ts';
import type { ViewDeps } from '../views/order-view.ts';
import { openWork } from './act-on-order.ts';
import { cancelFeeOf } from './cancelling.ts';
import type { OrderMoney } from './money.ts';

export interface PreviewCancelDeps extends ViewDeps {
  readonly uow: UnitOfWork;
  readonly store: OrderStore;
  readonly money: OrderMoney;
  /** As WeChat knows the order's customer; null where they have not opened their page in it. */
  readonly openidOf: (tx: Tx, orderId: string) => Promise<string | null>;
}

/** What cancelling comes to at this moment, by the very rule that the cancellation settles by. Nothing is written. */
export function createPreviewCancel(deps: PreviewCancelDeps) {
  return (
    { orderId }: { orderId: string },
    origin: Origin,
  ): Promise<Result<PreviewCancelOutput, 'orders.not_found' | 'orders.event_refused' | 'pricing.not_priceable'>> =>
    deps.uow.read(origin, async (tx) => {
      const order = await deps.store.loadSeen(tx, orderId);
      if (!order) return refuse('orders.not_found');
      const { row } = order;
      const work = await openWork(tx, deps, order);
      if (row.closed_at !== null || work.state.settled) return refuse('orders.event_refused', { detail: { flow: 'ALREADY_SETTLED' } });
      const lines = await cancelFeeOf(tx, work);
      const priced = lines && (await deps.money.priceFee(tx, work, lines));
      if (priced && !priced.ok) return priced;
      const fee = priced ? priced.value.quote.totals.charge : 0;
      const { installer_id: holder } = row;
      const seesCharge = moneyOf(origin.actor, row).has('charge');
      return ok({
        version: row.version,
        fee: seesCharge ? fee : null,
        consequences: [
          ...cancelConsequences({
            holder: holder === null ? null : ((await deps.names(tx, [holder])).get(holder) ?? ''),
            isKnownToWechat: (await deps.openidOf(tx, row.id)) !== null,
            begun: row.begun_at !== null,
            money: seesCharge ? { fee, billed: await billedOf(tx, row.id), waived: row.waived, collected: row.collected } : null,
          }),
        ],
      });
    });
}

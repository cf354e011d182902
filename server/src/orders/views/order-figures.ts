import type { Quote } from '@mingdan/shared/pricing/types';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { OrderFigures } from '../domain/order-figures.ts';
import { dueOf } from '../domain/payment.ts';
import type { ListedOrder } from '../store/order-list.ts';
import { moneyOf } from './money-of.ts';

type Sums = Record<'settle' | 'earn' | 'cost' | 'charge', number>;

/** The figures of these orders, by id, in as many statements as there are tables. */
export async function figuresOf(tx: Tx, orders: readonly ListedOrder[]): Promise<ReadonlyMap<string, OrderFigures>> {
  const quotes = await quotesOf(
    tx,
    orders.map(({ id }) => id),
  );
  return new Map(
    orders.map((order) => {
      const money = moneyOf(tx.origin.actor, order);
      const seen = (field: 'charge' | 'settle' | 'earn' | 'cost' | 'profit', figure: number) => (money.has(field) ? figure : null);
      const due = dueOf(order);
      // a plan that was cancelled costs nobody anything
      const isDropped = order.state === 'cancelled' && order.finished_at === null;
      const bills = (quotes.get(order.id) ?? []).filter(({ isBilled }) => isBilled || !isDropped);
      const sums: Sums = { settle: 0, earn: 0, cost: 0, charge: 0 };
      for (const { totals } of bills) for (const side of ['settle', 'earn', 'cost', 'charge'] as const) sums[side] += totals[side];
      return [
        order.id,
        {
          due: seen('charge', due),
          collected: seen('charge', order.collected),
          owing: seen('charge', due - order.collected),
          settle: seen('settle', sums.settle),
          earn: seen('earn', sums.earn),
          cost: seen('cost', sums.cost),
          profit: seen('profit', sums.charge - order.waived - sums.settle - sums.cost),
        },
      ];
    }),
  );
}

/** The quotes that count, by order: every bill, and the plan of the last visit while it has none. Facts and arithmetic, which are far larger, stay where they are. */
async function quotesOf(
  tx: Tx,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, { totals: Quote['totals']; isBilled: boolean }[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('order_quote')
    .select(['order_id', 'visit_id', 'kind', 'quote'])
    .where('order_id', 'in', orderIds)
    .orderBy('order_id')
    .orderBy('visit_id')
    .orderBy('kind', 'desc')
    .orderBy('revision')
    .execute();
  const found = new Map<string, { totals: Quote['totals']; isBilled: boolean }[]>();
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    // planned comes before actual, a revision before the next: the last of a visit is the one that counts
    if (next?.visit_id === row.visit_id) continue;
    const isBilled = row.kind === 'actual';
    if (!isBilled && next?.order_id === row.order_id) continue;
    const { totals } = JSON.parse(row.quote) as Quote;
    const before = found.get(row.order_id);
    if (before) before.push({ totals, isBilled });
    else found.set(row.order_id, [{ totals, isBilled }]);
  }
  return found;
}

import type { MyEarningsOutput, OrderEarningsOutput } from '@mingdan/shared/contracts/settlement';
import { businessDay, type EpochMs, localTime, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { bookNames } from '@mingdan/shared/pricing/words';
import { type OrdersApi, payLines } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { postedOf } from '../store/ledger.ts';

const DAY_MS = 86_400_000;

/** What one order pays the installer who asks, line by line with the why. Undefined when it is not his or nothing is quoted. */
export async function readOrderEarnings(
  tx: Tx,
  deps: { orders: OrdersApi; pricing: PricingApi },
  orderId: string,
): Promise<OrderEarningsOutput | undefined> {
  const installerId = tx.origin.actor.id;
  const row = await deps.orders.find(tx, orderId);
  const stored = row && (await deps.orders.currentQuote(tx, orderId));
  const book = row && (await deps.pricing.book(tx, { code: row.book_code, version: row.book_version }));
  if (!row || !stored || !book || !(installerId in stored.quote.totals.installers)) return undefined;
  return {
    orderId,
    number: row.number,
    templateName: row.template_name,
    kind: stored.kind,
    settlementState: row.settlement_state,
    posted: (await postedOf(tx, [orderId])).has(orderId),
    total: stored.quote.totals.installers[installerId] ?? 0,
    lines: payLines(stored.quote, stored.explanation, book, installerId),
    book: stored.quote.book,
    tierName: bookNames(book).tierName(stored.quote.tier),
    finishedAt: row.finished_at,
  };
}

/** An installer's today, week (from Monday) and month by business days in Beijing. */
export async function readMyEarnings(tx: Tx, { orders }: { orders: OrdersApi }, wanted: string | undefined): Promise<MyEarningsOutput> {
  const installerId = tx.origin.actor.id;
  const today = businessDay(tx.now);
  const month = wanted ?? today.slice(0, 7);
  const weekStart = businessDay((startOfBusinessDay(today)! - (localTime(tx.now).weekday - 1) * DAY_MS) as EpochMs);
  const monthPay = await orders.payOf(tx, installerId, `${month}-01`, `${month}-31`);
  const weekPay = await orders.payOf(tx, installerId, weekStart, today);
  const sum = (rows: readonly { earn: number }[]) => rows.reduce((total, row) => total + row.earn, 0);

  const days = new Map<string, { earn: number; orders: number }>();
  for (const pay of monthPay) {
    const day = days.get(pay.businessDay) ?? { earn: 0, orders: 0 };
    days.set(pay.businessDay, { earn: day.earn + pay.earn, orders: day.orders + 1 });
  }
  const items: MyEarningsOutput['orders'] = [];
  for (const pay of monthPay) {
    const row = await orders.row(tx, pay.orderId);
    if (row)
      items.push({
        orderId: pay.orderId,
        number: row.number,
        templateName: row.template_name,
        finishedAt: pay.finishedAt,
        earn: pay.earn,
        settlementState: row.settlement_state,
      });
  }
  return {
    month,
    today: sum(weekPay.filter((pay) => pay.businessDay === today)),
    todayPlanned: await orders.plannedToday(tx, installerId, today),
    week: sum(weekPay),
    monthTotal: sum(monthPay),
    days: [...days].map(([day, totals]) => ({ day, ...totals })).sort((a, b) => (a.day < b.day ? -1 : 1)),
    orders: items,
  };
}

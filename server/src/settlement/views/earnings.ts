import type { MyEarningsOutput, OrderEarningsOutput } from '@mingdan/shared/contracts/settlement';
import { businessDay, type EpochMs, localTime, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { bookNames } from '@mingdan/shared/pricing/words';
import { type OrdersApi, payLines, settlementOf } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { handoversOf } from '../store/handovers.ts';
import { postedOf } from '../store/ledger.ts';

const DAY_MS = 86_400_000;

type Pay = Awaited<ReturnType<OrdersApi['payOf']>>[number];

/**
 * What one order pays the installer who asks, line by line with the why: every bill that he has a share in, and the plan of the visit under way. Undefined when
 * he has none. Who held the order once still reads what it paid him.
 */
export async function readOrderEarnings(
  tx: Tx,
  deps: { orders: OrdersApi; pricing: PricingApi },
  orderId: string,
): Promise<OrderEarningsOutput | undefined> {
  const installerId = tx.origin.actor.id;
  const row = await deps.orders.row(tx, orderId);
  const visits = row ? await deps.orders.visitBills(tx, row) : [];
  const shared = visits.filter(({ bill: { quote } }) => installerId in quote.totals.installers);
  const last = shared.at(-1)?.bill;
  if (!row || !last) return undefined;
  const lines: OrderEarningsOutput['lines'] = [];
  const takenBack: OrderEarningsOutput['takenBack'] = [];
  let tierName = last.quote.tier;
  for (const { bill, visit } of shared) {
    // of a bill that was taken back the lines stand as they were, and what went back below them
    const before = bill.takenBack === null ? undefined : await deps.orders.quoteBefore(tx, bill);
    const { quote, explanation } = before ?? bill;
    const [code, version] = quote.book.split('@') as [string, string];
    const book = await deps.pricing.book(tx, { code, version: Number(version) });
    if (!book) return undefined;
    lines.push(...payLines(quote, explanation, book, installerId).map((line) => ({ ...line, visit })));
    tierName = bookNames(book).tierName(quote.tier);
    const earn = before?.quote.totals.installers[installerId] ?? 0;
    if (earn !== 0) takenBack.push({ at: bill.createdAt, earn: -earn, reason: bill.takenBack ?? '' });
  }
  return {
    orderId,
    number: row.number,
    templateName: row.template_name,
    kind: last.kind,
    // what was earned on the way of an order that goes on has a state of its own
    settlementState: row.settlement_state === 'estimated' ? visits.find(({ bill }) => bill === last)!.state : settlementOf(row),
    posted: (await postedOf(tx, [orderId])).has(orderId),
    total: shared.reduce((sum, { bill: { quote } }) => sum + (quote.totals.installers[installerId] ?? 0), 0),
    lines,
    takenBack,
    book: last.quote.book,
    tierName,
    finishedAt: row.finished_at,
  };
}

/**
 * An order's pay of one day as one figure: lines that were agreed to later are in it, and what was taken back of it on that day, which is named. What stands
 * under another day keeps its own row there, so that days add up; so does what was taken back on a day on which the order paid nothing.
 */
function rowsOf(monthPay: readonly Pay[]): MyEarningsOutput['orders'] {
  const earned = new Map<string, MyEarningsOutput['orders'][number]>();
  const at = ({ orderId, businessDay: day }: Pay) => `${orderId} ${day}`;
  for (const pay of monthPay) {
    if (pay.takenBack !== null) continue;
    const known = earned.get(at(pay));
    if (known) known.earn += pay.earn;
    else earned.set(at(pay), rowOf(pay));
  }
  const alone: MyEarningsOutput['orders'] = [];
  for (const pay of monthPay) {
    if (pay.takenBack === null) continue;
    const known = earned.get(at(pay));
    if (known) {
      known.earn += pay.earn;
      known.lessTakenBack += pay.earn;
    } else alone.push(rowOf(pay));
  }
  return [...earned.values(), ...alone];
}

const rowOf = ({ businessDay: _, ...pay }: Pay): MyEarningsOutput['orders'][number] => ({ ...pay, lessTakenBack: 0 });

/** An installer's today, week (from Monday) and month by business days in Beijing. */
export async function readMyEarnings(tx: Tx, { orders }: { orders: OrdersApi }, wanted: string | undefined): Promise<MyEarningsOutput> {
  const installerId = tx.origin.actor.id;
  const today = businessDay(tx.now);
  const month = wanted ?? today.slice(0, 7);
  const weekStart = businessDay((startOfBusinessDay(today)! - (localTime(tx.now).weekday - 1) * DAY_MS) as EpochMs);
  const days = { installerId, from: `${month}-01`, to: `${month}-31` };
  // asked at once: while the database is at one, the next is being put together
  const [monthPay, standing, todayPlanned, collections, handed] = await Promise.all([
    orders.payOf(tx, days),
    orders.standingOf(tx, { installerId, weekStart, today }),
    orders.plannedPay(tx, installerId, today),
    orders.collectedBy(tx, days),
    handoversOf(tx, { installerId }),
  ]);
  const monthTotal = monthPay.reduce((total, { earn }) => total + earn, 0);

  const byDay = new Map<string, { earn: number; orders: Set<string> }>();
  for (const pay of monthPay) {
    const day = byDay.get(pay.businessDay);
    if (day) {
      day.earn += pay.earn;
      day.orders.add(pay.orderId);
    } else byDay.set(pay.businessDay, { earn: pay.earn, orders: new Set([pay.orderId]) });
  }
  const taken = collections.map(({ id, order_id, kind, amount, business_day, method, number }) => ({
    id,
    orderId: order_id,
    number,
    kind,
    amount,
    day: business_day,
    method,
  }));
  const monthCollected = taken.reduce((total, { kind, amount }) => total + (kind === 'collect' ? amount : -amount), 0);
  const given = handed.filter(({ voided_at }) => voided_at === null);
  const handovers = given.filter(({ business_day }) => business_day.startsWith(month));
  const monthHandedIn = handovers.reduce((sum, { amount }) => sum + amount, 0);
  return {
    month,
    today: standing.today,
    todayPlanned,
    week: standing.week,
    monthTotal,
    monthCollected,
    monthHandedIn,
    monthNet: monthTotal - monthCollected + monthHandedIn,
    inHand: standing.taken - given.reduce((sum, { amount }) => sum + amount, 0),
    handovers: handovers.map(({ id, amount, business_day, note }) => ({ id, amount, day: business_day, note })),
    collections: taken,
    days: [...byDay].map(([day, { earn, orders: done }]) => ({ day, earn, orders: done.size })).sort((a, b) => (a.day < b.day ? -1 : 1)),
    orders: rowsOf(monthPay),
  };
}

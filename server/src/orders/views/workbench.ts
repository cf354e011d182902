import type { WorkbenchOrdersOutput } from '@mingdan/shared/contracts/order-views';
import { businessDay, DAY_MS, HOUR_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { ATTENTION, type Attention } from '@mingdan/shared/orders/attention';
import { type RawBuilder, sql } from 'kysely';
import { moneyOfRoles } from '../../identity/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { needsAttention } from '../store/order-list.ts';
import { withinScope } from '../store/orders.ts';

const DAYS = 14;
/** Beijing is eight hours ahead of UTC, all year: a business day begins at 16:00 UTC. */
const ZONE_MS = 8 * HOUR_MS;

type Instant = 'created_at' | 'finished_at' | 'closed_at';

/** What needs somebody, and the last two weeks by business day, both computed by the database within the actor's scope. */
export async function readWorkbench(tx: Tx): Promise<WorkbenchOrdersOutput> {
  const today = businessDay(tx.now);
  const from = startOfBusinessDay(today)! - (DAYS - 1) * DAY_MS;
  const money = moneyOfRoles(tx.origin.actor);
  const series: WorkbenchOrdersOutput['series'] = [
    { key: 'opened', values: await perDay(tx, 'created_at', from, sql`1`) },
    { key: 'finished', values: await perDay(tx, 'finished_at', from, sql`case when state = 'cancelled' then 0 else 1 end`) },
    { key: 'cancelled', values: await perDay(tx, 'closed_at', from, sql`case when state = 'cancelled' then 1 else 0 end`) },
  ];
  if (money.includes('charge'))
    series.push({
      key: 'charge',
      values: await perDay(tx, 'finished_at', from, sql`case when state = 'cancelled' then 0 else coalesce(charge, 0) - waived end`),
    });
  if (money.includes('earn')) series.push({ key: 'earn', values: await earnPerDay(tx, from) });
  return { today, todos: await todos(tx), series };
}

/** One pass over the orders that are not closed, one over finished ones that wait for a signature, one each over those with an open question, a punch to look into, lines that wait for consent, a customer who waits for the way to pay, or hours that a customer's own move made overlap. */
async function todos(tx: Tx): Promise<WorkbenchOrdersOutput['todos']> {
  const found = new Map<Attention, { count: number; oldestAt: number | null }>();
  const count = async (
    kinds: readonly Attention[],
    over: 'open' | 'pending' | 'suspended' | 'question' | 'disputed' | 'punch' | 'consent' | 'untold' | 'overlap',
  ) => {
    const base = tx.db.selectFrom('work_order');
    const rows =
      over === 'pending'
        ? base.where('settlement_state', '=', 'pending')
        : over === 'question' || over === 'disputed' || over === 'punch' || over === 'consent' || over === 'untold' || over === 'overlap'
          ? base.where((eb) => needsAttention(eb, over, tx.now))
          : base.where('state', '=', over);
    const row = (await withinScope(rows, tx.origin.actor)
      .select((eb) =>
        kinds.flatMap((kind) => {
          const holds = needsAttention(eb, kind, tx.now);
          return [
            eb.fn.sum<number | string | null>(eb.case().when(holds).then(1).else(0).end()).as(`n_${kind}`),
            eb.fn.min<number | string | null>(eb.case().when(holds).then(eb.ref('created_at')).end()).as(`at_${kind}`),
          ];
        }),
      )
      .executeTakeFirst()) as Record<string, number | string | null> | undefined;
    for (const kind of kinds) {
      const oldest = row?.[`at_${kind}`] ?? null;
      found.set(kind, { count: Number(row?.[`n_${kind}`] ?? 0), oldestAt: oldest === null ? null : Number(oldest) });
    }
  };
  await count(['parked', 'todayUnassigned', 'late', 'overdue', 'atRisk', 'waiting', 'unplanned'], 'open');
  await count(['unsigned'], 'pending');
  await count(['suspended'], 'suspended');
  // a customer may ask about a finished order too
  await count(['question'], 'question');
  await count(['disputed'], 'disputed');
  await count(['punch'], 'punch');
  await count(['consent'], 'consent');
  await count(['overlap'], 'overlap');
  if (moneyOfRoles(tx.origin.actor).includes('charge')) await count(['untold'], 'untold');
  const first = new Map<Attention, string | null>();
  for (const kind of ['question', 'disputed'] as const) if (found.get(kind)?.count) first.set(kind, await oldestOf(tx, kind));
  return ATTENTION.flatMap((attention) => {
    const one = found.get(attention);
    return one && one.count > 0 ? [{ attention, ...one, firstId: first.get(attention) ?? null }] : [];
  });
}

/** The order that needs somebody longest, for whoever begins with it. */
async function oldestOf(tx: Tx, kind: Attention): Promise<string | null> {
  const row = await withinScope(tx.db.selectFrom('work_order'), tx.origin.actor)
    .where((eb) => needsAttention(eb, kind, tx.now))
    .select('work_order.id')
    .orderBy('work_order.id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Sums of `what` by the business day of an instant, `DAYS` of them; 0 where nothing happened. */
async function perDay(tx: Tx, instant: Instant, from: number, what: RawBuilder<unknown>): Promise<number[]> {
  const rows = await withinScope(tx.db.selectFrom('work_order'), tx.origin.actor)
    .where(instant, '>=', from)
    .where(instant, '<', from + DAYS * DAY_MS)
    .select([dayNumber(tx, sql.ref(instant)).as('day'), sql<number | string>`sum(${what})`.as('total')])
    .groupBy('day')
    .execute();
  return spread(from, new Map(rows.map((row) => [Number(row.day), Number(row.total)])));
}

/**
 * What installers earned by the orders that were finished, by the day of finishing: the same orders as their number and their charge, with all their visits.
 * A fee of an order that goes on comes in once it is finished; one that was cancelled was never finished, whatever its visits cost.
 */
async function earnPerDay(tx: Tx, from: number): Promise<number[]> {
  const finished = withinScope(tx.db.selectFrom('work_order'), tx.origin.actor)
    .where('finished_at', '>=', from)
    .where('finished_at', '<', from + DAYS * DAY_MS)
    .where('state', '!=', 'cancelled')
    .select(['work_order.id', dayNumber(tx, sql.ref('finished_at')).as('day')]);
  const rows = await tx.db
    .selectFrom(finished.as('finished'))
    .innerJoin('order_pay', 'order_pay.order_id', 'finished.id')
    .select((eb) => ['finished.day', eb.fn.sum<number | string>('order_pay.earn').as('total')])
    .groupBy('finished.day')
    .execute();
  return spread(from, new Map(rows.map((row) => [Number(row.day), Number(row.total)])));
}

/** Whole days since the epoch in business time: integer division is a word in MySQL and the plain sign in SQLite. */
function dayNumber(tx: Tx, instant: RawBuilder<unknown>): RawBuilder<number | string> {
  return tx.dialect === 'mysql'
    ? sql`(${instant} + ${ZONE_MS}) div ${DAY_MS}`
    : sql`cast((${instant} + ${ZONE_MS}) / ${DAY_MS} as integer)`;
}

function spread(from: number, totals: ReadonlyMap<number, number>): number[] {
  const first = Math.floor((from + ZONE_MS) / DAY_MS);
  return Array.from({ length: DAYS }, (_, index) => totals.get(first + index) ?? 0);
}

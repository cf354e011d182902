import { DAY_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { idsOfDay } from './installer-day.ts';
import { newestOf, type OrderFilter } from './order-list.ts';
import { withinScope } from './orders.ts';

/**
 * A stamp 版本戳 of one order: another one after whatever its page shows has changed. The history is written with every change, also with those that leave the
 * row's version alone. One statement; null: the actor sees no such order.
 */
export async function stampOfOrder(tx: Tx, orderId: string): Promise<string | null> {
  const row = await withinScope(tx.db.selectFrom('work_order').select(['version', 'updated_at']), tx.origin.actor)
    .where('work_order.id', '=', orderId)
    .select((eb) =>
      eb
        .selectFrom('order_event')
        .select('order_event.id')
        .where('order_event.order_id', '=', orderId)
        .orderBy('order_event.id', 'desc')
        .limit(1)
        .as('last'),
    )
    .executeTakeFirst();
  return row ? `${row.version}.${row.updated_at}.${row.last ?? ''}` : null;
}

/** The same for the newest `limit` orders that a filter finds within the actor's scope. */
export async function stampOfList(tx: Tx, filter: OrderFilter, limit: number): Promise<string> {
  const row = await tx.db
    .selectFrom(newestOf(tx, filter, limit).as('some'))
    .select(SUMS)
    .executeTakeFirst();
  return stampOf(row);
}

/** The same for an installer's day. */
export async function stampOfDay(tx: Tx, installerId: string, day: string): Promise<string> {
  const begin = startOfBusinessDay(day) ?? 0;
  const row = await tx.db
    .selectFrom(idsOfDay(tx.db, installerId, day, begin, begin + DAY_MS))
    .innerJoin('work_order as some', 'some.id', 'mine.id')
    .select(SUMS)
    .executeTakeFirst();
  return stampOf(row);
}

/** Which rows there are is told by their number and the newest of them, that one has changed by its version or the instant of its change. */
const SUMS = [
  sql<number | string>`count(*)`.as('n'),
  sql<number | string | null>`sum(some.version)`.as('versions'),
  sql<number | string | null>`max(some.updated_at)`.as('at'),
  sql<string | null>`max(some.id)`.as('newest'),
] as const;

function stampOf(
  row: { n: number | string; versions: number | string | null; at: number | string | null; newest: string | null } | undefined,
): string {
  return [row?.n ?? 0, row?.versions ?? 0, row?.at ?? 0, row?.newest ?? ''].map(String).join('.');
}

import { DAY_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import type { Quote } from '@mingdan/shared/pricing/types';
import type { ExpressionBuilder } from 'kysely';
import { prepared } from '../../platform/db/prepared.ts';
import type { Database } from '../../platform/db/schema.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { WorkOrderTable } from './migrations.ts';

/** An installer's day holds no more visits than this, however it is put together. */
const MOST_OF_A_DAY = 100;

/**
 * Whether an order is not finished. In words that no index answers: of an installer's unfinished orders nearly all were cancelled long ago, and an index by
 * the time of finishing would go through every one of them, where the one by state holds the few that are open.
 */
const unfinished = (eb: ExpressionBuilder<Database, 'work_order'>) =>
  eb(eb.fn.coalesce('work_order.finished_at', eb.lit(0)), '=', eb.lit(0));

/** Ids of an installer's day: by slot date, what he finished on that day, and whatever is still open; those he leads and those he helps with. */
export function idsOfDay(db: Tx['db'], installerId: string, day: string, begin: number, end: number) {
  // each question by an index of its own: one condition for all of them would read everything that he ever did
  const led = db.selectFrom('work_order').select('work_order.id').where('work_order.installer_id', '=', installerId);
  const helped = db
    .selectFrom('order_helper')
    .innerJoin('work_order', 'work_order.id', 'order_helper.order_id')
    .select('work_order.id')
    .where('order_helper.installer_id', '=', installerId)
    .where((eb) =>
      eb.or([
        eb('slot_date', '=', day),
        eb.and([eb('finished_at', '>=', begin), eb('finished_at', '<', end)]),
        eb.and([eb('state', '=', 'open'), eb('finished_at', 'is', null)]),
      ]),
    );
  const answers = led
    .where('slot_date', '=', day)
    .unionAll(led.where('finished_at', '>=', begin).where('finished_at', '<', end))
    .unionAll(led.where('state', '=', 'open').where(unfinished))
    .unionAll(helped);
  // each once, but sorted out afterwards: a sorted union would make SQLite read the whole company's day by an index that is sorted already
  return db.selectFrom(answers.as('answers')).select('answers.id').distinct().as('mine');
}

/** Orders of an installer's day: by slot date, what he finished on that day, and whatever is still open; those he leads and those he helps with. */
export async function ordersOfInstaller(tx: Tx, installerId: string, day: string): Promise<readonly WorkOrderTable[]> {
  const begin = startOfBusinessDay(day);
  if (begin === null) return [];
  return tx.db
    .selectFrom(idsOfDay(tx.db, installerId, day, begin, begin + DAY_MS))
    .innerJoin('work_order', 'work_order.id', 'mine.id')
    .selectAll('work_order')
    .orderBy('slot_date')
    .orderBy('slot_from')
    .orderBy('work_order.id')
    .limit(MOST_OF_A_DAY)
    .execute();
}

const quotesOfDay = prepared((db, { installerId, day, begin, end }: { installerId: string; day: string; begin: number; end: number }) =>
  db
    .selectFrom(idsOfDay(db, installerId, day, begin, end))
    .innerJoin('work_order', 'work_order.id', 'mine.id')
    .innerJoin('order_quote', 'order_quote.order_id', 'mine.id')
    .select(['order_quote.order_id', 'order_quote.kind', 'order_quote.quote'])
    .where((eb) => eb.or([eb('slot_date', 'is', null), eb('slot_date', '<=', day)]))
    .where('state', 'not in', ['cancelled', 'suspended'])
    .orderBy('order_quote.order_id')
    .orderBy('order_quote.visit_id')
    .orderBy('order_quote.kind', 'desc')
    .orderBy('order_quote.revision'),
);

/**
 * Planned pay of what an installer holds on a day and nobody has finished, fen. Visits of later days are on his list, and so are those that were cancelled or
 * put off, but they are not this day's money.
 */
export async function plannedPay(tx: Tx, installerId: string, day: string): Promise<number> {
  const begin = startOfBusinessDay(day);
  if (begin === null) return 0;
  const rows = await quotesOfDay(tx, { installerId, day, begin, end: begin + DAY_MS });
  // the last of an order is the one that counts
  return rows
    .filter((row, index) => row.kind === 'planned' && rows[index + 1]?.order_id !== row.order_id)
    .reduce((sum, row) => sum + ((JSON.parse(row.quote) as Quote).totals.installers[installerId] ?? 0), 0);
}

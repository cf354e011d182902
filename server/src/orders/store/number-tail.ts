import { sql } from 'kysely';
import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { TAIL_LENGTH } from '../domain/order-number.ts';

/** The end of each number stands in an index, so that a million orders are not read to find one by it. */
export const numberTailMigrations: readonly Migration[] = steps('0090-number-tail', [
  (db) =>
    db.schema
      .alterTable('work_order')
      .addColumn('number_tail', 'varchar(4)', (c) => c.generatedAlwaysAs(sql`(substr(number, -4))`))
      .execute(),
  (db) => db.schema.createIndex('ix_order_tail').on('work_order').columns(['number_tail', 'id']).execute(),
]);

/** Four characters are shared by some orders of a million; whoever says more is shown fewer. */
const MOST_FOUND = 200;

/** Orders whose number ends like this, the newest first. @param tail in capitals, four characters or more */
export async function ordersByTail(tx: Tx, tail: string): Promise<readonly string[]> {
  const rows = await tx.db
    .selectFrom('work_order')
    .select(['id', 'number'])
    .where('number_tail', '=', tail.slice(-TAIL_LENGTH))
    .orderBy('id', 'desc')
    .limit(MOST_FOUND)
    .execute();
  return rows.flatMap(({ id, number }) => (number.endsWith(tail) ? [id] : []));
}

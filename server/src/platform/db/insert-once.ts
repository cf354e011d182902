import type { Insertable, InsertQueryBuilder, InsertResult } from 'kysely';
import { isDuplicate } from './errors.ts';
import type { Database } from './schema.ts';
import { gateOf } from './session.ts';
import type { Tx } from './tx.ts';

/**
 * Inserts the row unless one with the same unique key is there, and says whether it did. The inbox of everything received: a repeat changes nothing.
 * Waits for an open transaction that is inserting the same key. Of several rows all are inserted or none: false tells that at least one is there.
 */
export async function insertOnce<T extends keyof Database & string>(
  tx: Pick<Tx, 'db'>,
  table: T,
  row: Insertable<Database[T]> | readonly Insertable<Database[T]>[],
): Promise<boolean> {
  const insert = tx.db.insertInto(table).values(row as never) as unknown as InsertQueryBuilder<Database, T, InsertResult>;
  return gateOf(tx.db).tolerating(
    async () => {
      await insert.execute();
      return true;
    },
    isDuplicate,
    false,
  );
}

import type { Insertable } from 'kysely';
import { isDuplicate } from './errors.ts';
import { insertRows } from './prepared.ts';
import type { Database } from './schema.ts';
import { gateOf } from './session.ts';
import type { Tx } from './tx.ts';

/**
 * Inserts the row unless one with the same unique key is there, and says whether it did. The inbox of everything received: a repeat changes nothing.
 * Waits for an open transaction that is inserting the same key. Of several rows all are inserted or none: false tells that at least one is there.
 */
export async function insertOnce<T extends keyof Database & string>(
  tx: Pick<Tx, 'db' | 'dialect'>,
  table: T,
  row: Insertable<Database[T]> | readonly Insertable<Database[T]>[],
): Promise<boolean> {
  const rows = (Array.isArray(row) ? row : [row]) as readonly Insertable<Database[T]>[];
  return gateOf(tx.db).tolerating(
    async () => {
      await insertRows(tx, table, rows);
      return true;
    },
    isDuplicate,
    false,
  );
}

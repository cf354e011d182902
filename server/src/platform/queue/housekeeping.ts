import { IDEMPOTENCY_DAYS } from '../db/idempotency.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { type CronBinding, every } from '../outbox/definitions.ts';
import { commitPlainly } from './plain-commit.ts';

const DAY_MS = 86_400_000;
/** Far longer than any job can wait between two tries. */
const RECEIPT_DAYS = 180;
/** Rows per transaction, so that nobody waits for the cleaner. */
const AT_ONCE = 500;
const HOUR_SECONDS = 3_600;

/** Removes stored answers after their seven days, and receipts that no message can come back to. The composition adds it to the registry. */
export function housekeeping(uow: UnitOfWork): CronBinding {
  return every('platform.housekeeping', HOUR_SECONDS, async ({ origin, signal }) => {
    const purge = async (table: 'idempotency_key' | 'receipt', days: number): Promise<void> => {
      for (let removed = AT_ONCE; removed === AT_ONCE && !signal.aborted; ) {
        removed = await commitPlainly(uow, origin, async (tx) => {
          const old = await tx.db
            .selectFrom(table)
            .select('key')
            .where('created_at', '<', tx.now - days * DAY_MS)
            .limit(AT_ONCE)
            .execute();
          if (old.length > 0)
            await tx.db
              .deleteFrom(table)
              .where(
                'key',
                'in',
                old.map(({ key }) => key),
              )
              .execute();
          return old.length;
        });
      }
    };
    await purge('idempotency_key', IDEMPOTENCY_DAYS);
    await purge('receipt', RECEIPT_DAYS);
  });
}

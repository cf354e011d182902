import type { Product } from '../../../server/src/app/compose.ts';
import { systemOrigin } from '../../../server/src/platform/actor.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { businessDay, type EpochMs } from '../../../shared/src/kernel/time.ts';

/** The product's own receipts say which day the demo has lived through, and which orders of a day it has opened: each once, ever. */
const DAY = 'demo.day/';
const ORDER = 'demo.order/';

const origin = () => systemOrigin('demo', newId());

/** The day of `at` is lived through up to that moment. */
export async function noteDay({ ground }: Product, at: EpochMs): Promise<void> {
  await ground.uow.once(origin(), `${DAY}${businessDay(at)}`, async () => {});
}

/** The newest day that was lived through, and up to when; null for data without a story. */
export async function lastDay({ ground }: Product): Promise<{ readonly day: string; readonly at: EpochMs } | null> {
  const row = await ground.uow.read(origin(), (tx) =>
    tx.db
      .selectFrom('receipt')
      .select(['key', 'created_at'])
      .where('key', '>', DAY)
      .where('key', '<', `${DAY}~`)
      .orderBy('key', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
  return row ? { day: row.key.slice(DAY.length), at: row.created_at as EpochMs } : null;
}

/** True once per order of a day. */
export async function isFirst({ ground }: Product, order: string): Promise<boolean> {
  return (await ground.uow.once(origin(), `${ORDER}${order}`, async () => {})) === 'done';
}

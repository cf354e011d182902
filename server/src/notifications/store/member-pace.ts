import { insertOnce } from '../../platform/db/insert-once.ts';
import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/tx.ts';
import { AT_REST, type Pace, takePlace } from '../domain/pace.ts';

/** How much one member was sent lately; one row each, so that all processes keep to one pace. */
export interface MemberPaceTable {
  person_id: string;
  /** JSON list of epoch ms: at most what a minute takes. */
  recent: string;
  hour: number;
  in_hour: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    member_pace: MemberPaceTable;
  }
}

export const paceMigrations: readonly Migration[] = steps('0003-member-pace', [
  (db) =>
    db.schema
      .createTable('member_pace')
      .ifNotExists()
      .addColumn('person_id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('recent', 'varchar(1000)', (c) => c.notNull())
      .addColumn('hour', 'integer', (c) => c.notNull())
      .addColumn('in_hour', 'integer', (c) => c.notNull())
      .execute(),
]);

const rowOf = (pace: Pace) => ({ recent: JSON.stringify(pace.recent), hour: pace.hour, in_hour: pace.inHour });

/** Takes a place for one message to the member. Undefined: taken; else the instant from which there is one. Others who ask wait for this transaction. */
export async function takePlaceFor(tx: Tx, personId: string, urgent: boolean): Promise<number | undefined> {
  const query = tx.db.selectFrom('member_pace').selectAll().where('person_id', '=', personId);
  const mine = tx.dialect === 'mysql' ? query.forUpdate() : query;
  let row = await mine.executeTakeFirst();
  if (!row) {
    // of two who come first at once one waits here, or starts again, and reads what the other took
    await insertOnce(tx, 'member_pace', { person_id: personId, ...rowOf(AT_REST) });
    row = await mine.executeTakeFirstOrThrow();
  }
  const pace: Pace = { recent: JSON.parse(row.recent) as number[], hour: row.hour, inHour: row.in_hour };
  const taken = takePlace(pace, tx.now, urgent);
  if ('waitUntil' in taken) return taken.waitUntil;
  await tx.db.updateTable('member_pace').set(rowOf(taken.pace)).where('person_id', '=', personId).execute();
  return undefined;
}

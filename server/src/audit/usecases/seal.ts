import { ok } from '@mingdan/shared/kernel/result';
import { sql } from 'kysely';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { crashPoint } from '../../platform/fault.ts';
import { FORMAT, HEAD_ID, hashOf } from '../domain/chain.ts';

/** Entries per transaction. */
const AT_ONCE = 200;
/** Entries per statement: a database goes through all of a statement's entries for each of them. */
const PER_STATEMENT = 50;

/** What the sealer adds to an entry. */
interface Sealed {
  readonly id: string;
  readonly seq: number;
  readonly hash: string;
}

/**
 * Adds unsealed entries to the chain in the order in which they are seen, until none is left. Two sealers at once do no harm: the head moves only from
 * where it was read, so that the second one's transaction fails.
 * @returns how many were sealed
 */
export async function sealAudit(uow: UnitOfWork, origin: Origin, signal?: AbortSignal): Promise<number> {
  let sealed = 0;
  for (let more = true; more && !signal?.aborted; ) {
    // most looks find nothing, and a read waits for nobody
    if (!(await uow.read(origin, anyUnsealed))) break;
    const result = await uow.run<number, never>(origin, async (tx) => ok(await sealBatch(tx)));
    const count = result.ok ? result.value : 0;
    sealed += count;
    more = count === AT_ONCE;
  }
  return sealed;
}

async function anyUnsealed(tx: Tx): Promise<boolean> {
  return (await tx.db.selectFrom('audit_entry').select('id').where('seq', 'is', null).limit(1).executeTakeFirst()) !== undefined;
}

async function sealBatch(tx: Tx): Promise<number> {
  const head = await tx.db.selectFrom('audit_head').select(['seq', 'hash']).where('id', '=', HEAD_ID).executeTakeFirstOrThrow();
  const entries = await tx.db.selectFrom('audit_entry').selectAll().where('seq', 'is', null).orderBy('id').limit(AT_ONCE).execute();
  if (entries.length === 0) return 0;
  let { seq, hash } = head;
  const sealed = entries.map((entry): Sealed => {
    seq += 1;
    hash = hashOf(entry, seq, hash);
    return { id: entry.id, seq, hash };
  });
  for (let from = 0; from < sealed.length; from += PER_STATEMENT) await writeSeals(tx, sealed.slice(from, from + PER_STATEMENT));
  crashPoint('audit.beforeSeal');
  const { numUpdatedRows } = await tx.db
    .updateTable('audit_head')
    .set({ seq, hash })
    .where('id', '=', HEAD_ID)
    .where('seq', '=', head.seq)
    .where('hash', '=', head.hash)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('another sealer has moved the head of the audit chain');
  return entries.length;
}

/** One statement for many entries, each with its own place and hash. */
async function writeSeals(tx: Tx, entries: readonly Sealed[]): Promise<void> {
  const each = <T>(value: (entry: Sealed) => T) =>
    sql<T>`case id ${sql.join(
      entries.map((entry) => sql`when ${entry.id} then ${value(entry)}`),
      sql` `,
    )} end`;
  await tx.db
    .updateTable('audit_entry')
    .set({ seq: each(({ seq }) => seq), hash: each(({ hash }) => hash), format: FORMAT })
    .where(
      'id',
      'in',
      entries.map(({ id }) => id),
    )
    // still unsealed; said so that no index of `seq` is taken, by which all that are would be read
    .where(sql`coalesce(seq, 0)`, '=', 0)
    .execute();
}

import { ok } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { crashPoint } from '../../platform/fault.ts';
import { FORMAT, HEAD_ID, hashOf } from '../domain/chain.ts';

/** Entries per transaction. */
const AT_ONCE = 200;

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
  let { seq, hash } = head;
  for (const entry of entries) {
    seq += 1;
    hash = hashOf(entry, seq, hash);
    await tx.db.updateTable('audit_entry').set({ seq, hash, format: FORMAT }).where('id', '=', entry.id).where('seq', 'is', null).execute();
  }
  if (entries.length === 0) return 0;
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

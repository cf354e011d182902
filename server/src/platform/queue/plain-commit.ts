import { ok } from '@mingdan/shared/kernel/result';
import type { Origin } from '../actor.ts';
import type { Tx, UnitOfWork } from '../db/unit-of-work.ts';

/** A transaction that cannot refuse. */
export async function commitPlainly<T>(uow: UnitOfWork, origin: Origin, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await uow.run<T, never>(origin, async (tx) => ok(await work(tx)));
  if (!result.ok) throw new Error(`refused without a reason: ${result.code}`);
  return result.value;
}

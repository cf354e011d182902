import { insertOnce } from '../../platform/db/insert-once.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/** Says that this database holds demonstration data 演示数据. At most one row, written by whoever loads them and never taken back. */
export interface DemoMarkTable {
  id: 'demo';
  loaded_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    demo_mark: DemoMarkTable;
  }
}

/** Writes the mark. Audited the first time; nothing happens later. */
export async function markDemo(tx: Tx): Promise<void> {
  if (!(await insertOnce(tx, 'demo_mark', { id: 'demo', loaded_at: tx.now }))) return;
  await tx.audit({ action: 'identity.demo_loaded', subject: { type: 'company', id: 'demo' } });
}

/** Whether demonstration data were loaded into this database. */
export async function isDemo(tx: Tx): Promise<boolean> {
  return (await tx.db.selectFrom('demo_mark').select('id').executeTakeFirst()) !== undefined;
}

import { ok } from '@mingdan/shared/kernel/result';
import type { Migration } from '../../src/platform/db/migration.ts';
import type { Tx, UnitOfWork } from '../../src/platform/db/unit-of-work.ts';
import { testOrigin } from '../support/uow.ts';

/** Tables of the tests of the platform: effects that are counted, and accounts between which money moves. */
interface EffectTable {
  id: string;
  source: string;
}
interface AccountTable {
  id: string;
  balance: number;
  version: number;
}

declare module '../../src/platform/db/schema.ts' {
  interface Database {
    t_effect: EffectTable;
    t_account: AccountTable;
  }
}

export const bankMigrations: readonly Migration[] = [
  {
    id: '0001-effect',
    up: (db) =>
      db.schema
        .createTable('t_effect')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('source', 'varchar(120)', (column) => column.notNull())
        .execute(),
  },
  {
    id: '0002-account',
    up: (db) =>
      db.schema
        .createTable('t_account')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('balance', 'bigint', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .execute(),
  },
];

/** The tables as a source of migrations. */
export const bank = { name: 'bank', migrations: bankMigrations };

/** Opens `count` accounts of `balance` each, named `a0`, `a1`, …. */
export async function openAccounts(uow: UnitOfWork, count: number, balance: number): Promise<void> {
  await uow.run(testOrigin(), async (tx) => {
    const rows = Array.from({ length: count }, (_, index) => ({ id: `a${index}`, balance, version: 1 }));
    return ok(await tx.db.insertInto('t_account').values(rows).execute());
  });
}

export async function balances(tx: Tx): Promise<number[]> {
  const rows = await tx.db.selectFrom('t_account').select('balance').orderBy('id').execute();
  return rows.map(({ balance }) => balance);
}

/** How often each source has had its effect. */
export async function effectsBySource(uow: UnitOfWork): Promise<Map<string, number>> {
  const rows = await uow.read(testOrigin(), (tx) => tx.db.selectFrom('t_effect').select('source').execute());
  const counts = new Map<string, number>();
  for (const { source } of rows) counts.set(source, (counts.get(source) ?? 0) + 1);
  return counts;
}

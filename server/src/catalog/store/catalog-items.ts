import type { Migration } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

export interface CatalogItemTable {
  code: string;
  name: string;
  kind: 'labour' | 'part' | 'fee';
  unit: string;
  category: string;
  active: number;
  updated_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    catalog_item: CatalogItemTable;
  }
}

export const catalogMigrations: readonly Migration[] = [
  {
    id: '0001-catalog-item',
    up: (db) =>
      db.schema
        .createTable('catalog_item')
        .ifNotExists()
        .addColumn('code', 'varchar(64)', (c) => c.primaryKey())
        .addColumn('name', 'varchar(120)', (c) => c.notNull())
        .addColumn('kind', 'varchar(10)', (c) => c.notNull())
        .addColumn('unit', 'varchar(20)', (c) => c.notNull())
        .addColumn('category', 'varchar(60)', (c) => c.notNull())
        .addColumn('active', 'smallint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute(),
  },
];

/** Active items by code order; `q` matches code or name by part. At most 500, since phones load the list whole. */
export async function findItems(
  tx: Tx,
  filter: { kind?: 'labour' | 'part' | 'fee' | undefined; q?: string | undefined; codes?: readonly string[] | undefined },
) {
  let query = tx.db
    .selectFrom('catalog_item')
    .select(['code', 'name', 'kind', 'unit', 'category'])
    .where('active', '=', 1)
    .orderBy('code')
    .limit(500);
  if (filter.kind) query = query.where('kind', '=', filter.kind);
  if (filter.codes) query = query.where('code', 'in', filter.codes.length ? [...filter.codes] : ['']);
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '')}%`;
    query = query.where((eb) => eb.or([eb('name', 'like', like), eb('code', 'like', like)]));
  }
  return query.execute();
}

/** Inserts new codes and updates the words of known ones. The kind of a known code stays. */
export async function saveItems(tx: Tx, items: readonly Omit<CatalogItemTable, 'active' | 'updated_at'>[]): Promise<void> {
  for (const item of items) {
    const updated = await tx.db
      .updateTable('catalog_item')
      .set({ name: item.name, unit: item.unit, category: item.category, active: 1, updated_at: tx.now })
      .where('code', '=', item.code)
      .executeTakeFirst();
    if (Number(updated.numUpdatedRows) > 0) continue;
    await tx.db
      .insertInto('catalog_item')
      .values({ ...item, active: 1, updated_at: tx.now })
      .execute();
  }
}

import { sql } from 'kysely';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

export type ItemKind = 'labour' | 'part' | 'fee';

export interface CatalogItemTable {
  code: string;
  name: string;
  kind: ItemKind;
  unit: string;
  category: string;
  /** Model number 型号, brand 品牌 and further words that a search finds the item by. */
  model: string;
  brand: string;
  keywords: string;
  active: number;
  /** Counts the changes, from 1. */
  version: number;
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
  ...steps('0002-catalog-item-words', [
    (db) =>
      db.schema
        .alterTable('catalog_item')
        .addColumn('model', 'varchar(60)', (c) => c.notNull().defaultTo(''))
        .execute(),
    (db) =>
      db.schema
        .alterTable('catalog_item')
        .addColumn('brand', 'varchar(60)', (c) => c.notNull().defaultTo(''))
        .execute(),
    (db) =>
      db.schema
        .alterTable('catalog_item')
        .addColumn('keywords', 'varchar(200)', (c) => c.notNull().defaultTo(''))
        .execute(),
    (db) =>
      db.schema
        .alterTable('catalog_item')
        .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
        .execute(),
  ]),
];

/** What may be said of an item beside its code. */
export type ItemWords = Pick<CatalogItemTable, 'name' | 'kind' | 'unit' | 'category' | 'model' | 'brand' | 'keywords' | 'active'>;

interface WordFilter {
  readonly kind?: ItemKind | undefined;
  readonly q?: string | undefined;
}

/** Active items by code order; `q` matches code, name, model, brand or keywords by part. At most 500, since phones load the list whole; all of those whose codes are given. */
export async function findItems(tx: Tx, filter: WordFilter & { codes?: readonly string[] | undefined }) {
  let query = filtered(tx, filter).select(['code', 'name', 'kind', 'unit', 'category']).where('active', '=', 1).orderBy('code');
  query = filter.codes ? query.where('code', 'in', filter.codes.length ? [...filter.codes] : ['']) : query.limit(500);
  return query.execute();
}

function filtered(tx: Tx, { kind, q }: WordFilter) {
  let query = tx.db.selectFrom('catalog_item');
  if (kind) query = query.where('kind', '=', kind);
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, '')}%`;
    query = query.where((eb) => eb.or((['name', 'code', 'model', 'brand', 'keywords'] as const).map((column) => eb(column, 'like', like))));
  }
  return query;
}

export interface ListFilter extends WordFilter {
  readonly category?: string | undefined;
  readonly active?: boolean | undefined;
}

/** Items for their keepers, retired ones too, by code from `after` on; one more than `limit`, to tell whether there are more. And how many in all. */
export async function listItems(tx: Tx, filter: ListFilter, page: { after: string | null; limit: number }) {
  let query = filtered(tx, filter);
  if (filter.category !== undefined) query = query.where('category', '=', filter.category);
  if (filter.active !== undefined) query = query.where('active', '=', filter.active ? 1 : 0);
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  if (page.after !== null) query = query.where('code', '>', page.after);
  const rows = await query
    .selectAll()
    .orderBy('code')
    .limit(page.limit + 1)
    .execute();
  return { rows, total: Number(total) };
}

export async function listCategories(tx: Tx): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('catalog_item')
    .select('category')
    .distinct()
    .where('category', '!=', '')
    .orderBy('category')
    .limit(500)
    .execute();
  return rows.map((row) => row.category);
}

/** Every item, by code. */
export async function everyItem(tx: Tx): Promise<readonly CatalogItemTable[]> {
  return tx.db.selectFrom('catalog_item').selectAll().orderBy('code').execute();
}

/** False when the code is taken. */
export async function insertItem(tx: Tx, code: string, words: ItemWords): Promise<boolean> {
  return insertOnce(tx, 'catalog_item', { code, ...words, version: 1, updated_at: tx.now });
}

/** Undefined when the code is unknown. */
export async function loadItem(tx: Tx, code: string): Promise<CatalogItemTable | undefined> {
  return tx.db.selectFrom('catalog_item').selectAll().where('code', '=', code).executeTakeFirst();
}

/** False when somebody changed the item since `version` was read. */
export async function updateItem(tx: Tx, code: string, version: number, words: ItemWords): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('catalog_item')
    .set({ ...words, version: version + 1, updated_at: tx.now })
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Inserts new codes and updates the words of known ones. The kind of a known code stays. */
export async function saveItems(
  tx: Tx,
  items: readonly (Pick<ItemWords, 'name' | 'kind' | 'unit' | 'category'> & Partial<ItemWords> & { readonly code: string })[],
): Promise<void> {
  for (const { code, kind, ...words } of items) {
    const updated = await tx.db
      .updateTable('catalog_item')
      .set({ ...words, active: 1, updated_at: tx.now, version: sql<number>`version + 1` })
      .where('code', '=', code)
      .executeTakeFirst();
    if (Number(updated.numUpdatedRows) > 0) continue;
    await insertItem(tx, code, { model: '', brand: '', keywords: '', ...words, kind, active: 1 });
  }
}

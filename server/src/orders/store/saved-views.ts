import type { ViewFilters } from '@mingdan/shared/contracts/order-views';
import { viewFilters } from '@mingdan/shared/contracts/order-views';
import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';

/** A saved view 保存的视图 of the order list: filters under a name. Holds conditions only, nobody's data: what it shows is decided anew for each reader. */
export interface SavedViewTable {
  id: string;
  owner_id: string;
  name: string;
  /** JSON of the contract's filters. */
  filters: string;
  audience: 'me' | 'outlet' | 'company';
  /** The outlet that an `outlet` view is shared with. */
  outlet_id: string | null;
  created_at: number;
  updated_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    saved_view: SavedViewTable;
  }
}

export const savedViewMigrations: readonly Migration[] = steps('0011-saved-view', [
  (db) =>
    db.schema
      .createTable('saved_view')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('owner_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('name', 'varchar(60)', (c) => c.notNull())
      .addColumn('filters', 'text', (c) => c.notNull())
      .addColumn('audience', 'varchar(10)', (c) => c.notNull())
      .addColumn('outlet_id', 'varchar(26)')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute(),
  (db) => db.schema.createIndex('ix_view_owner').on('saved_view').column('owner_id').execute(),
  (db) => db.schema.createIndex('ix_view_audience').on('saved_view').columns(['audience', 'outlet_id']).execute(),
]);

export interface SavedView extends Omit<SavedViewTable, 'filters'> {
  readonly filters: ViewFilters;
}

/** Views of one person and those shared with them, oldest first. A condition that is no longer known makes its view unreadable: it is left out. */
export async function viewsFor(tx: Tx, personId: string, outletId: string | null, limit: number): Promise<readonly SavedView[]> {
  const rows = await tx.db
    .selectFrom('saved_view')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', personId),
        eb('audience', '=', 'company'),
        ...(outletId === null ? [] : [eb.and([eb('audience', '=', 'outlet'), eb('outlet_id', '=', outletId)])]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => {
    const filters = viewFilters.safeParse(JSON.parse(row.filters));
    return filters.success ? [{ ...row, filters: filters.data }] : [];
  });
}

export async function countViewsOf(tx: Tx, ownerId: string): Promise<number> {
  const row = await tx.db
    .selectFrom('saved_view')
    .select((eb) => eb.fn.countAll<number | string>().as('n'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

type Draft = Pick<SavedViewTable, 'owner_id' | 'name' | 'audience' | 'outlet_id'> & { readonly filters: ViewFilters };

export async function insertView(tx: Tx, { filters, ...draft }: Draft): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('saved_view')
    .values({ ...draft, id, filters: JSON.stringify(filters), created_at: tx.now, updated_at: tx.now })
    .execute();
  return id;
}

/** False when there is none of this owner's under the id. */
export async function updateView(tx: Tx, id: string, { filters, owner_id, ...draft }: Draft): Promise<boolean> {
  const own = await tx.db.selectFrom('saved_view').select('id').where('id', '=', id).where('owner_id', '=', owner_id).executeTakeFirst();
  if (!own) return false;
  await tx.db
    .updateTable('saved_view')
    .set({ ...draft, filters: JSON.stringify(filters), updated_at: tx.now })
    .where('id', '=', id)
    .where('owner_id', '=', owner_id)
    .execute();
  return true;
}

export async function deleteView(tx: Tx, id: string, ownerId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db.deleteFrom('saved_view').where('id', '=', id).where('owner_id', '=', ownerId).executeTakeFirst();
  return numDeletedRows === 1n;
}

import { type RawBuilder, type Selectable, sql } from 'kysely';
import { insertOnce } from '../../platform/db/insert-once.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { OutletTable } from './tables.ts';

export type Outlet = Pick<Selectable<OutletTable>, 'id' | 'code' | 'name' | 'region' | 'cooperation'>;
/** An outlet as those who run the company see it. */
export type ManagedOutlet = Outlet & { readonly active: boolean; readonly version: number };
export type OutletDraft = Omit<ManagedOutlet, 'id' | 'version'>;

const COLUMNS = ['id', 'code', 'name', 'region', 'cooperation'] as const;

/** A part of another capability's statement: the name of the outlet whose id stands in that column. */
export function outletNameOf(idColumn: string): RawBuilder<string | null> {
  return sql<string | null>`(select outlet.name from outlet where outlet.id = ${sql.ref(idColumn)})`;
}

/** Outlets by id; unknown ids are absent. */
export async function outletsById(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Outlet>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('outlet')
    .select(COLUMNS)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The active outlet that is nearest above a region: of the county itself before the city's, before the province's. Undefined where none serves it. */
export async function outletForRegion(tx: Tx, region: string): Promise<Outlet | undefined> {
  const above = [region, `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`];
  const found = await tx.db
    .selectFrom('outlet')
    .select(COLUMNS)
    .where('active', '=', 1)
    .where('region', 'in', [...new Set(above)])
    .orderBy('id')
    .execute();
  return above.map((code) => found.find((outlet) => outlet.region === code)).find((outlet) => outlet !== undefined);
}

/** All outlets in the order of their codes. */
export async function allOutlets(tx: Tx): Promise<readonly ManagedOutlet[]> {
  const rows = await tx.db
    .selectFrom('outlet')
    .select([...COLUMNS, 'active', 'version'])
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ ...row, active: row.active === 1 }));
}

/** The outlet, its row locked until the end of the transaction. */
export async function lockOutlet(tx: Tx, id: string): Promise<ManagedOutlet | undefined> {
  const query = tx.db
    .selectFrom('outlet')
    .select([...COLUMNS, 'active', 'version'])
    .where('id', '=', id);
  const row = await (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
  return row && { ...row, active: row.active === 1 };
}

/** Undefined when the code is taken. */
export async function insertOutlet(tx: Tx, outlet: OutletDraft): Promise<string | undefined> {
  const id = newId(tx.now);
  const row = { id, ...outlet, active: outlet.active ? 1 : 0, version: 1, created_at: tx.now };
  return (await insertOnce(tx, 'outlet', row)) ? id : undefined;
}

/** The caller holds the row's lock. */
export async function updateOutlet(tx: Tx, { id, active, version, ...outlet }: ManagedOutlet): Promise<void> {
  await tx.db
    .updateTable('outlet')
    .set({ ...outlet, active: active ? 1 : 0, version: version + 1 })
    .where('id', '=', id)
    .execute();
}

/** Active people of each outlet; outlets without any are absent. */
export async function peopleOfOutlets(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .selectFrom('person')
    .select(['outlet_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('active', '=', 1)
    .where('outlet_id', 'is not', null)
    .groupBy('outlet_id')
    .execute();
  return new Map(rows.map(({ outlet_id, count }) => [outlet_id!, Number(count)]));
}

/** Inserts the outlet, or writes name, region and cooperation anew where the code is known. */
export async function upsertOutlet(tx: Tx, outlet: Omit<Outlet, 'id'>): Promise<string> {
  const known = await tx.db.selectFrom('outlet').select('id').where('code', '=', outlet.code).executeTakeFirst();
  if (!known) return (await insertOutlet(tx, { ...outlet, active: true }))!;
  await tx.db.updateTable('outlet').set(outlet).where('id', '=', known.id).execute();
  return known.id;
}

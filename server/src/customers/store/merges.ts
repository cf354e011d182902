import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { longText, type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';

/** Two records of one person that somebody made one: what went over, so that exactly that can go back. */
export interface CustomerMergeTable {
  id: string;
  kept_id: string;
  merged_id: string;
  /** JSON: ids by kind. */
  moved: string;
  reason_enc: string;
  merged_by: string;
  merged_at: number;
  undone_by: string | null;
  undone_at: number | null;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    customer_merge: CustomerMergeTable;
  }
}

export const mergeMigrations: readonly Migration[] = steps('0040-customer-merge', [
  (db, dialect) =>
    db.schema
      .createTable('customer_merge')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('kept_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('merged_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('moved', longText(dialect), (c) => c.notNull())
      .addColumn('reason_enc', 'varchar(2000)', (c) => c.notNull())
      .addColumn('merged_by', 'varchar(26)', (c) => c.notNull())
      .addColumn('merged_at', 'bigint', (c) => c.notNull())
      .addColumn('undone_by', 'varchar(26)')
      .addColumn('undone_at', 'bigint')
      .execute(),
  (db) => db.schema.createIndex('ix_merge_kept').on('customer_merge').columns(['kept_id', 'id']).execute(),
  (db) => db.schema.createIndex('ix_customer_merged').on('customer').column('merged_into').execute(),
]);

/** What hangs on a customer within this capability. */
const TABLES = { sites: 'site', devices: 'device', contacts: 'customer_identity', notes: 'customer_note' } as const;
type Kind = keyof typeof TABLES;
const KINDS = Object.keys(TABLES) as Kind[];
/** Rows that went over, by kind; orders too, which belong to another capability. */
export type Moved = Readonly<Record<Kind | 'orders', readonly string[]>>;
/** MariaDB and SQLite take long lists in pieces. */
const AT_ONCE = 500;

export interface Merge extends Omit<CustomerMergeTable, 'moved' | 'reason_enc'> {
  readonly moved: Moved;
  readonly reason: string;
}

export function createMergeStore(crypto: FieldCrypto) {
  const place = (rowId: string) => ({ table: 'customer_merge', column: 'reason_enc', rowId });
  const open = ({ moved, reason_enc, ...row }: CustomerMergeTable): Merge => ({
    ...row,
    moved: JSON.parse(moved) as Moved,
    reason: crypto.decrypt(place(row.id), reason_enc),
  });

  return {
    /** Ids of everything that hangs on a customer. */
    async belongings(tx: Tx, customerId: string): Promise<Record<Kind, string[]>> {
      const found: Partial<Record<Kind, string[]>> = {};
      for (const kind of KINDS) {
        const rows = await tx.db.selectFrom(TABLES[kind]).select('id').where('customer_id', '=', customerId).execute();
        found[kind] = rows.map(({ id }) => id);
      }
      return found as Record<Kind, string[]>;
    },

    /** Hangs rows on another customer, as far as they still hang on `from`. */
    async move(tx: Tx, ids: Readonly<Record<Kind, readonly string[]>>, from: string, to: string): Promise<void> {
      for (const kind of KINDS)
        for (let at = 0; at < ids[kind].length; at += AT_ONCE)
          await tx.db
            .updateTable(TABLES[kind])
            .set({ customer_id: to })
            .where('id', 'in', ids[kind].slice(at, at + AT_ONCE))
            .where('customer_id', '=', from)
            .execute();
    },

    async insert(tx: Tx, merge: { keptId: string; mergedId: string; moved: Moved; reason: string }): Promise<string> {
      const id = newId();
      await tx.db
        .insertInto('customer_merge')
        .values({
          id,
          kept_id: merge.keptId,
          merged_id: merge.mergedId,
          moved: JSON.stringify(merge.moved),
          reason_enc: crypto.encrypt(place(id), merge.reason),
          merged_by: tx.origin.actor.id,
          merged_at: tx.now,
          undone_by: null,
          undone_at: null,
        })
        .execute();
      return id;
    },

    async find(tx: Tx, id: string): Promise<Merge | undefined> {
      const row = await tx.db.selectFrom('customer_merge').selectAll().where('id', '=', id).executeTakeFirst();
      return row && open(row);
    },

    /** Newest first. */
    async of(tx: Tx, keptId: string): Promise<readonly Merge[]> {
      const rows = await tx.db
        .selectFrom('customer_merge')
        .selectAll()
        .where('kept_id', '=', keptId)
        .orderBy('id', 'desc')
        .limit(50)
        .execute();
      return rows.map(open);
    },

    /** False when somebody undid it first. */
    async end(tx: Tx, id: string): Promise<boolean> {
      const { numUpdatedRows } = await tx.db
        .updateTable('customer_merge')
        .set({ undone_by: tx.origin.actor.id, undone_at: tx.now })
        .where('id', '=', id)
        .where('undone_at', 'is', null)
        .executeTakeFirst();
      return Number(numUpdatedRows) === 1;
    },

    /** Hides a customer behind another, or shows it again; false when it is not as it was thought to be. */
    async hide(tx: Tx, id: string, before: string | null, after: string | null): Promise<boolean> {
      const { numUpdatedRows } = await tx.db
        .updateTable('customer')
        .set((eb) => ({ merged_into: after, updated_at: tx.now, version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .where('merged_into', before === null ? 'is' : '=', before)
        .executeTakeFirst();
      return Number(numUpdatedRows) === 1;
    },

    /** Which of them are hidden, and behind whom; `locks` them, always in the same order. */
    async hidden(tx: Tx, ids: readonly string[], locks: boolean): Promise<ReadonlyMap<string, string | null>> {
      const query = tx.db
        .selectFrom('customer')
        .select(['id', 'merged_into'])
        .where('id', 'in', [...ids])
        .orderBy('id');
      const rows = await (locks && tx.dialect === 'mysql' ? query.forUpdate() : query).execute();
      return new Map(rows.map((row) => [row.id, row.merged_into]));
    },
  };
}
export type MergeStore = ReturnType<typeof createMergeStore>;

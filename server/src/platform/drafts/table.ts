import type { Kysely } from 'kysely';
import { longText, type Migration } from '../db/migration.ts';
import type { Tx } from '../db/tx.ts';

/** An unpublished edit. One table per capability, all of this shape. */
export interface DraftTable {
  id: string;
  code: string;
  /** The published version it began with; null for one that began empty or from a file. */
  base_version: number | null;
  /** What is being edited, JSON text; may be wrong in any way that its editor can show. */
  definition: string;
  /** Counts the saves, from 1. */
  revision: number;
  created_by: string;
  created_at: number;
  updated_by: string;
  updated_at: number;
}

/** The step that makes one of them. */
export function draftMigration(id: string, table: string): Migration {
  return {
    id,
    up: (db, dialect) =>
      db.schema
        .createTable(table)
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('code', 'varchar(60)', (c) => c.notNull())
        .addColumn('base_version', 'integer')
        .addColumn('definition', longText(dialect), (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('created_by', 'varchar(26)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_by', 'varchar(26)', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute(),
  };
}

/** A draft without its text. */
export type DraftRow = Omit<DraftTable, 'definition'>;
const HEAD = ['id', 'code', 'base_version', 'revision', 'created_by', 'created_at', 'updated_by', 'updated_at'] as const;

/** Rows of one table of drafts. */
export function createDraftStore(name: string) {
  // the tables are alike and each is its capability's own: one stand-in gives the query builder their common type
  const table = name as 'draft';
  const dbOf = (tx: Tx) => tx.db as unknown as Kysely<{ draft: DraftTable }>;
  return {
    /** Last saved first; at most 200, which nobody has open at once. */
    list: (tx: Tx): Promise<readonly DraftRow[]> =>
      dbOf(tx).selectFrom(table).select(HEAD).orderBy('updated_at', 'desc').orderBy('id').limit(200).execute(),

    load: (tx: Tx, id: string): Promise<DraftTable | undefined> =>
      dbOf(tx).selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst(),

    async insert(tx: Tx, row: DraftTable): Promise<void> {
      await dbOf(tx).insertInto(table).values(row).execute();
    },

    /** False when somebody saved since `revision` was read, or the draft is gone. */
    async save(tx: Tx, id: string, revision: number, change: { definition: string; by: string }): Promise<boolean> {
      const { numUpdatedRows } = await dbOf(tx)
        .updateTable(table)
        .set({ definition: change.definition, revision: revision + 1, updated_by: change.by, updated_at: tx.now })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** False likewise. */
    async remove(tx: Tx, id: string, revision: number): Promise<boolean> {
      const { numDeletedRows } = await dbOf(tx).deleteFrom(table).where('id', '=', id).where('revision', '=', revision).executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

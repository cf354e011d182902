import type { PriceBook } from '@mingdan/shared/pricing/types';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { longText, type Migration } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { type DraftTable, draftMigration } from '../../platform/drafts/index.ts';

export interface PriceBookTable {
  id: string;
  code: string;
  version: number;
  /** Epoch ms; null = open end. Copied out of the definition for the look-up. */
  valid_from: number | null;
  valid_to: number | null;
  /** The book as published, JSON text. */
  definition: string;
  published_at: number;
  published_by: string;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    price_book: PriceBookTable;
    price_book_draft: DraftTable;
  }
}

export const pricingMigrations: readonly Migration[] = [
  {
    id: '0001-price-book',
    up: (db, dialect) =>
      db.schema
        .createTable('price_book')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('code', 'varchar(60)', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('valid_from', 'bigint')
        .addColumn('valid_to', 'bigint')
        .addColumn('definition', longText(dialect), (c) => c.notNull())
        .addColumn('published_at', 'bigint', (c) => c.notNull())
        .addColumn('published_by', 'varchar(26)', (c) => c.notNull())
        .addUniqueConstraint('uq_price_book_version', ['code', 'version'])
        .execute(),
  },
  draftMigration('0002-price-book-draft', 'price_book_draft'),
];

export type PriceBookHead = Omit<PriceBookTable, 'definition' | 'id'>;

const HEAD = ['code', 'version', 'valid_from', 'valid_to', 'published_at', 'published_by'] as const;

/** Newest version first. */
export async function listBookHeads(tx: Tx): Promise<readonly PriceBookHead[]> {
  return tx.db.selectFrom('price_book').select(HEAD).orderBy('code').orderBy('version', 'desc').execute();
}

/** Undefined when that version was never published. */
export async function loadBook(tx: Tx, code: string, version: number): Promise<{ head: PriceBookHead; book: PriceBook } | undefined> {
  const row = await tx.db.selectFrom('price_book').selectAll().where('code', '=', code).where('version', '=', version).executeTakeFirst();
  return row && { head: row, book: JSON.parse(row.definition) as PriceBook };
}

/** The highest version of a code that was ever published; 0 for a new one. */
export async function newestVersion(tx: Tx, code: string): Promise<number> {
  const row = await tx.db
    .selectFrom('price_book')
    .select('version')
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/** The version that answers at `at`: the highest published one whose half-open window holds it (M11). */
export async function findVersionAt(tx: Tx, code: string, at: number): Promise<number | undefined> {
  const row = await tx.db
    .selectFrom('price_book')
    .select('version')
    .where('code', '=', code)
    .where((eb) => eb.or([eb('valid_from', 'is', null), eb('valid_from', '<=', at)]))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', at)]))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version;
}

/** False when this version was published before: a published version stays as it is. */
export async function insertBook(tx: Tx, row: PriceBookTable): Promise<boolean> {
  return insertOnce(tx, 'price_book', row);
}

import { type Migration, steps } from '../db/migration.ts';

/** A stored file. Its bytes are in the blob store under the same id. */
export interface FileObjectTable {
  id: string;
  kind: 'photo' | 'signature';
  /** Of the bytes as served, before encryption. */
  sha256: string;
  type: string;
  bytes: number;
  width: number;
  height: number;
  /** Person or customer link that uploaded it. */
  owner_kind: string;
  owner_id: string;
  /** What kind of personal data it holds: decides about encryption, export and erasure. */
  label: 'photo' | 'signature';
  /** 1: encrypted in the store. */
  enc: number;
  /** What it was attached to (`order`); null until then. */
  subject_type: string | null;
  subject_id: string | null;
  created_at: number;
}

declare module '../db/schema.ts' {
  interface Database {
    file_object: FileObjectTable;
  }
}

export const fileMigrations: readonly Migration[] = steps('0001-file-object', [
  (db) =>
    db.schema
      .createTable('file_object')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
      .addColumn('kind', 'varchar(12)', (column) => column.notNull())
      .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
      .addColumn('type', 'varchar(40)', (column) => column.notNull())
      .addColumn('bytes', 'integer', (column) => column.notNull())
      .addColumn('width', 'integer', (column) => column.notNull())
      .addColumn('height', 'integer', (column) => column.notNull())
      .addColumn('owner_kind', 'varchar(10)', (column) => column.notNull())
      .addColumn('owner_id', 'varchar(26)', (column) => column.notNull())
      .addColumn('label', 'varchar(12)', (column) => column.notNull())
      .addColumn('enc', 'smallint', (column) => column.notNull())
      .addColumn('subject_type', 'varchar(12)')
      .addColumn('subject_id', 'varchar(26)')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute(),
  (db) => db.schema.createIndex('file_object_subject').on('file_object').columns(['subject_type', 'subject_id']).execute(),
  (db) => db.schema.createIndex('file_object_owner').on('file_object').columns(['owner_id', 'created_at']).execute(),
]);

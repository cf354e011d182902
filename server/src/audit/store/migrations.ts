import type { Kysely } from 'kysely';
import { longText, type Migration, steps } from '../../platform/db/migration.ts';
import type { Database } from '../../platform/db/schema.ts';
import { HEAD_ID, NO_HASH } from '../domain/chain.ts';

export const auditMigrations: readonly Migration[] = steps('0001-audit', [
  (db, dialect) =>
    db.schema
      .createTable('audit_entry')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor_kind', 'varchar(16)', (column) => column.notNull())
      .addColumn('actor_id', 'varchar(64)', (column) => column.notNull())
      .addColumn('request_id', 'varchar(64)', (column) => column.notNull())
      .addColumn('action', 'varchar(120)', (column) => column.notNull())
      .addColumn('subject_type', 'varchar(60)', (column) => column.notNull())
      .addColumn('subject_id', 'varchar(64)', (column) => column.notNull())
      .addColumn('before_json', longText(dialect) as never)
      .addColumn('after_json', longText(dialect) as never)
      .addColumn('reason', 'varchar(2000)')
      .addColumn('seq', 'bigint')
      .addColumn('hash', 'varchar(64)')
      .addColumn('format', 'smallint')
      .execute(),
  (db) => db.schema.createIndex('audit_entry_seq').on('audit_entry').column('seq').unique().execute(),
  (db) => db.schema.createIndex('audit_entry_subject').on('audit_entry').columns(['subject_type', 'subject_id', 'id']).execute(),
  (db) =>
    db.schema
      .createTable('audit_head')
      .ifNotExists()
      .addColumn('id', 'smallint', (column) => column.primaryKey())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('hash', 'varchar(64)', (column) => column.notNull())
      .execute(),
  async (db) => {
    await (db as unknown as Kysely<Database>).insertInto('audit_head').values({ id: HEAD_ID, seq: 0, hash: NO_HASH }).execute();
  },
]);

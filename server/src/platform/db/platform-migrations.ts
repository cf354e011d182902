import { longText, type Migration, steps } from './migration.ts';

/** The platform's own tables. */
export const platformMigrations: readonly Migration[] = [
  ...steps('0001-outbox', [
    (db, dialect) =>
      db.schema
        .createTable('outbox')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('target', 'varchar(120)', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('payload', longText(dialect) as never, (column) => column.notNull())
        .addColumn('request_id', 'varchar(64)', (column) => column.notNull())
        .addColumn('dedupe_key', 'varchar(190)', (column) => column.unique())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('due_at', 'bigint', (column) => column.notNull())
        .addColumn('next_at', 'bigint', (column) => column.notNull())
        .addColumn('state', 'varchar(8)', (column) => column.notNull())
        .addColumn('lease', 'varchar(26)')
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('max_attempts', 'integer', (column) => column.notNull())
        .addColumn('crashes', 'integer', (column) => column.notNull())
        .addColumn('last_error', 'varchar(2000)')
        .execute(),
    (db) => db.schema.createIndex('outbox_next').on('outbox').columns(['next_at', 'id']).execute(),
  ]),
  ...steps('0002-receipt', [
    (db) =>
      db.schema
        .createTable('receipt')
        .ifNotExists()
        .addColumn('key', 'varchar(190)', (column) => column.primaryKey())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute(),
    (db) => db.schema.createIndex('receipt_age').on('receipt').column('created_at').execute(),
  ]),
  ...steps('0003-idempotency', [
    (db, dialect) =>
      db.schema
        .createTable('idempotency_key')
        .ifNotExists()
        .addColumn('key', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('actor', 'varchar(80)', (column) => column.notNull())
        .addColumn('route', 'varchar(120)', (column) => column.notNull())
        .addColumn('body_hash', 'varchar(64)', (column) => column.notNull())
        .addColumn('status', 'varchar(8)', (column) => column.notNull())
        .addColumn('answer_enc', longText(dialect) as never)
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute(),
    (db) => db.schema.createIndex('idempotency_key_age').on('idempotency_key').column('created_at').execute(),
  ]),
  ...steps('0004-dead-letter', [
    (db, dialect) =>
      db.schema
        .createTable('dead_letter')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('target', 'varchar(120)', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('payload', longText(dialect) as never, (column) => column.notNull())
        .addColumn('request_id', 'varchar(64)', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('reason', 'varchar(2000)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('dead_at', 'bigint', (column) => column.notNull())
        .addColumn('replayed_at', 'bigint')
        .execute(),
  ]),
  ...steps('0005-cron', [
    (db) =>
      db.schema
        .createTable('cron')
        .ifNotExists()
        .addColumn('name', 'varchar(120)', (column) => column.primaryKey())
        .addColumn('next_at', 'bigint', (column) => column.notNull())
        .addColumn('lease', 'varchar(26)')
        .addColumn('lease_until', 'bigint', (column) => column.notNull())
        .execute(),
  ]),
  ...steps('0006-company-setting', [
    (db) =>
      db.schema
        .createTable('company_setting')
        .ifNotExists()
        .addColumn('key', 'varchar(60)', (column) => column.primaryKey())
        .addColumn('value_json', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('saved_at', 'bigint', (column) => column.notNull())
        .addColumn('saved_by', 'varchar(120)', (column) => column.notNull())
        .execute(),
  ]),
];

import { type Migration, steps } from '../../platform/db/migration.ts';

export const identityMigrations: readonly Migration[] = [
  ...steps('0001-outlet', [
    (db) =>
      db.schema
        .createTable('outlet')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('code', 'varchar(40)', (column) => column.notNull().unique())
        .addColumn('name', 'varchar(80)', (column) => column.notNull())
        .addColumn('region', 'varchar(6)', (column) => column.notNull())
        .addColumn('cooperation', 'varchar(12)', (column) => column.notNull())
        .addColumn('active', 'smallint', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute(),
  ]),
  ...steps('0002-person', [
    (db) =>
      db.schema
        .createTable('person')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('userid', 'varchar(64)', (column) => column.notNull().unique())
        .addColumn('name_enc', 'varchar(600)', (column) => column.notNull())
        .addColumn('phone_enc', 'varchar(200)')
        .addColumn('phone_bidx', 'varchar(64)')
        .addColumn('roles', 'varchar(255)', (column) => column.notNull())
        .addColumn('outlet_id', 'varchar(26)')
        .addColumn('regions', 'varchar(600)', (column) => column.notNull())
        .addColumn('active', 'smallint', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .execute(),
    (db) => db.schema.createIndex('person_phone').on('person').column('phone_bidx').execute(),
    (db) => db.schema.createIndex('person_outlet').on('person').column('outlet_id').execute(),
  ]),
  ...steps('0003-session', [
    (db) =>
      db.schema
        .createTable('session')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('token_hash', 'varchar(64)', (column) => column.notNull().unique())
        .addColumn('kind', 'varchar(8)', (column) => column.notNull())
        .addColumn('person_id', 'varchar(26)')
        .addColumn('link_id', 'varchar(26)')
        .addColumn('order_id', 'varchar(26)')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint')
        .execute(),
    (db) => db.schema.createIndex('session_person').on('session').column('person_id').execute(),
    (db) => db.schema.createIndex('session_link').on('session').column('link_id').execute(),
    (db) => db.schema.createIndex('session_expiry').on('session').column('expires_at').execute(),
  ]),
  ...steps('0004-login', [
    (db) =>
      db.schema
        .createTable('login_ticket')
        .ifNotExists()
        .addColumn('ticket_hash', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('purpose', 'varchar(20)', (column) => column.notNull())
        .addColumn('subject_enc', 'varchar(600)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('used_at', 'bigint')
        .execute(),
    (db) => db.schema.createIndex('login_ticket_expiry').on('login_ticket').column('expires_at').execute(),
    (db) =>
      db.schema
        .createTable('setup_code')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('code_hash', 'varchar(64)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute(),
  ]),
  ...steps('0005-demo-mark', [
    (db) =>
      db.schema
        .createTable('demo_mark')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (column) => column.primaryKey())
        .addColumn('loaded_at', 'bigint', (column) => column.notNull())
        .execute(),
  ]),
  ...steps('0006-outlet-version', [
    (db) =>
      db.schema
        .alterTable('outlet')
        .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
        .execute(),
  ]),
];

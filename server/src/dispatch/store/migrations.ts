import type { Kysely } from 'kysely';
import { longText, type Migration, steps } from '../../platform/db/migration.ts';
import type { Database } from '../../platform/db/schema.ts';
import { tellRefusals } from './told-refusals.ts';

const offerTables: readonly Migration[] = steps('0001-offer', [
  (db, dialect) =>
    db.schema
      .createTable('offer')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('visit_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('token', 'varchar(60)', (c) => c.notNull())
      .addColumn('round', 'integer', (c) => c.notNull())
      .addColumn('rounds', 'integer', (c) => c.notNull())
      .addColumn('time_box_ms', 'bigint', (c) => c.notNull())
      .addColumn('installer_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('status', 'varchar(10)', (c) => c.notNull())
      .addColumn('pay', 'bigint', (c) => c.notNull())
      .addColumn('estimate', longText(dialect), (c) => c.notNull())
      .addColumn('distance_km', 'varchar(16)')
      .addColumn('score', 'varchar(16)', (c) => c.notNull())
      .addColumn('reasons', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('answered_at', 'bigint')
      .addUniqueConstraint('uq_offer_round', ['order_id', 'token', 'round'])
      .execute(),
  (db) => db.schema.createIndex('ix_offer_installer').on('offer').columns(['installer_id', 'status']).execute(),
  (db) =>
    db.schema
      .createTable('installer_profile')
      .ifNotExists()
      .addColumn('person_id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('skills', 'text', (c) => c.notNull())
      .addColumn('base_enc', 'varchar(200)')
      .addColumn('capacity', 'integer', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute(),
]);

const crewColumns = steps('0002-offer-crew', [
  (db) =>
    db.schema
      .alterTable('offer')
      .addColumn('mode', 'varchar(10)', (c) => c.notNull().defaultTo('offer'))
      .execute(),
  (db) =>
    db.schema
      .alterTable('offer')
      .addColumn('place', 'integer', (c) => c.notNull().defaultTo(0))
      .execute(),
  (db) =>
    db.schema
      .alterTable('offer')
      .addColumn('weights', 'varchar(40)', (c) => c.notNull().defaultTo('[1]'))
      .execute(),
]);

const profileColumns = steps('0003-installer-profile', [
  (db) => db.schema.alterTable('installer_profile').addColumn('regions', 'text').execute(),
  (db) =>
    db.schema
      .alterTable('installer_profile')
      .addColumn('visit_minutes', 'integer', (c) => c.notNull().defaultTo(90))
      .execute(),
  (db) => db.schema.alterTable('installer_profile').addColumn('week', 'text').execute(),
  (db) =>
    db.schema
      .alterTable('installer_profile')
      .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
      .execute(),
]);

const rosterTables = steps('0004-roster', [
  (db) =>
    db.schema
      .createTable('roster_day')
      .ifNotExists()
      .addColumn('person_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('day', 'varchar(10)', (c) => c.notNull())
      .addColumn('shifts', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('pk_roster_day', ['person_id', 'day'])
      .execute(),
  (db) =>
    db.schema
      .createTable('installer_leave')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('person_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('to_at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'varchar(12)', (c) => c.notNull())
      .addColumn('reason_enc', 'varchar(1200)', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .execute(),
  (db) => db.schema.createIndex('ix_leave_person').on('installer_leave').columns(['person_id', 'to_at']).execute(),
  (db) =>
    db.schema
      .createTable('installer_certificate')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('person_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('name', 'varchar(40)', (c) => c.notNull())
      .addColumn('valid_to', 'varchar(10)')
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('uq_certificate', ['person_id', 'name'])
      .execute(),
  (db) =>
    db.schema
      .createTable('installer_rating')
      .ifNotExists()
      .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('installer_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('rating', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('pk_installer_rating', ['order_id', 'installer_id'])
      .execute(),
  (db) => db.schema.createIndex('ix_rating_installer').on('installer_rating').columns(['installer_id', 'at']).execute(),
]);

const refusalColumn = steps('0005-offer-refusal', [(db) => db.schema.alterTable('offer').addColumn('refusal', 'varchar(400)').execute()]);

const leaveRequestTable = steps('0006-leave-request', [
  (db) =>
    db.schema
      .createTable('leave_request')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('person_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('to_at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'varchar(12)', (c) => c.notNull())
      .addColumn('reason_enc', 'varchar(1200)', (c) => c.notNull())
      .addColumn('state', 'varchar(10)', (c) => c.notNull())
      .addColumn('leave_id', 'varchar(26)')
      .addColumn('decided_by', 'varchar(26)')
      .addColumn('decided_at', 'bigint')
      .addColumn('words_enc', 'varchar(1200)')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute(),
  (db) => db.schema.createIndex('ix_leave_request_person').on('leave_request').columns(['person_id', 'to_at']).execute(),
  (db) => db.schema.createIndex('ix_leave_request_state').on('leave_request').columns(['state', 'id']).execute(),
]);

/** Refusals and time-outs from before they were written into the order's history, which the orders' own steps have made by now. */
const toldRefusals = steps('0007-told-refusals', [(db) => tellRefusals(db as Kysely<Database>)]);

export const dispatchMigrations: readonly Migration[] = [
  ...offerTables,
  ...crewColumns,
  ...profileColumns,
  ...rosterTables,
  ...refusalColumn,
  ...leaveRequestTable,
  ...toldRefusals,
];

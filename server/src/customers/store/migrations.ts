import type { Migration } from '../../platform/db/migration.ts';

export interface CustomerTable {
  id: string;
  name_enc: string;
  name_bidx: string;
  phone_enc: string | null;
  phone_bidx: string | null;
  last4_bidx: string | null;
  level: string;
  /** The customer whom a person recognised in this one: it shows no more, and comes back when that is undone. */
  merged_into: string | null;
  created_at: number;
  updated_at: number;
  version: number;
}
export interface CustomerIdentityTable {
  id: string;
  customer_id: string;
  kind: 'external_userid' | 'openid' | 'unionid' | 'phone';
  /** Corp id for external_userid, app id for openid, `open` for unionid. */
  issuer: string;
  value_hash: string;
  value_enc: string;
  /** The customer whose it was before a person recognised them in another one; null when it never moved. */
  moved_from: string | null;
  created_at: number;
}
export interface SiteTable {
  id: string;
  customer_id: string;
  label: string;
  region: string;
  /** The outlet that serves the site, as of the last order there: whose manager may see the customer. */
  outlet_id: string | null;
  text_enc: string;
  text_bidx: string;
  /** `lat,lng` in WGS-84 degrees; null when nobody picked a point. */
  point_enc: string | null;
  created_at: number;
  updated_at: number;
}
export interface DeviceTable {
  id: string;
  customer_id: string;
  site_id: string | null;
  /** In words: 空调; empty when nobody said. */
  kind: string;
  brand: string;
  model: string;
  serial: string | null;
  order_id: string | null;
  installed_at: number | null;
  created_at: number;
}
export interface ContactFollowTable {
  /** Keyed hash of external_userid and person id. */
  id: string;
  follows: number;
  checked_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    customer: CustomerTable;
    customer_identity: CustomerIdentityTable;
    site: SiteTable;
    device: DeviceTable;
    contact_follow: ContactFollowTable;
  }
}

export const customerMigrations: readonly Migration[] = [
  {
    id: '0001-customer',
    up: (db) =>
      db.schema
        .createTable('customer')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('name_enc', 'varchar(600)', (c) => c.notNull())
        .addColumn('name_bidx', 'varchar(64)', (c) => c.notNull())
        .addColumn('phone_enc', 'varchar(200)')
        .addColumn('phone_bidx', 'varchar(64)')
        .addColumn('last4_bidx', 'varchar(64)')
        .addColumn('level', 'varchar(20)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .execute(),
  },
  { id: '0002-customer-phone', up: (db) => db.schema.createIndex('ix_customer_phone').on('customer').column('phone_bidx').execute() },
  { id: '0003-customer-last4', up: (db) => db.schema.createIndex('ix_customer_last4').on('customer').column('last4_bidx').execute() },
  { id: '0004-customer-name', up: (db) => db.schema.createIndex('ix_customer_name').on('customer').column('name_bidx').execute() },
  {
    id: '0005-customer-identity',
    up: (db) =>
      db.schema
        .createTable('customer_identity')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('customer_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('kind', 'varchar(20)', (c) => c.notNull())
        .addColumn('issuer', 'varchar(64)', (c) => c.notNull())
        .addColumn('value_hash', 'varchar(64)', (c) => c.notNull())
        .addColumn('value_enc', 'varchar(400)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('uq_customer_identity', ['kind', 'issuer', 'value_hash'])
        .execute(),
  },
  {
    id: '0006-identity-customer',
    up: (db) => db.schema.createIndex('ix_identity_customer').on('customer_identity').column('customer_id').execute(),
  },
  {
    id: '0007-site',
    up: (db) =>
      db.schema
        .createTable('site')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('customer_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('label', 'varchar(60)', (c) => c.notNull())
        .addColumn('region', 'varchar(6)', (c) => c.notNull())
        .addColumn('text_enc', 'varchar(2000)', (c) => c.notNull())
        .addColumn('text_bidx', 'varchar(64)', (c) => c.notNull())
        .addColumn('point_enc', 'varchar(200)')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute(),
  },
  { id: '0008-site-customer', up: (db) => db.schema.createIndex('ix_site_customer').on('site').column('customer_id').execute() },
  {
    id: '0009-device',
    up: (db) =>
      db.schema
        .createTable('device')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('customer_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('site_id', 'varchar(26)')
        .addColumn('model', 'varchar(120)', (c) => c.notNull())
        .addColumn('serial', 'varchar(64)')
        .addColumn('order_id', 'varchar(26)')
        .addColumn('installed_at', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute(),
  },
  { id: '0010-device-customer', up: (db) => db.schema.createIndex('ix_device_customer').on('device').column('customer_id').execute() },
  {
    id: '0011-contact-follow',
    up: (db) =>
      db.schema
        .createTable('contact_follow')
        .ifNotExists()
        .addColumn('id', 'varchar(64)', (c) => c.primaryKey())
        .addColumn('follows', 'smallint', (c) => c.notNull())
        .addColumn('checked_at', 'bigint', (c) => c.notNull())
        .execute(),
  },
  { id: '0012-site-outlet', up: (db) => db.schema.alterTable('site').addColumn('outlet_id', 'varchar(26)').execute() },
  { id: '0013-site-outlet', up: (db) => db.schema.createIndex('ix_site_outlet').on('site').column('outlet_id').execute() },
  {
    id: '0014-device-kind',
    up: (db) =>
      db.schema
        .alterTable('device')
        .addColumn('kind', 'varchar(20)', (c) => c.notNull().defaultTo(''))
        .execute(),
  },
  {
    id: '0015-device-brand',
    up: (db) =>
      db.schema
        .alterTable('device')
        .addColumn('brand', 'varchar(30)', (c) => c.notNull().defaultTo(''))
        .execute(),
  },
  { id: '0016-customer-merged', up: (db) => db.schema.alterTable('customer').addColumn('merged_into', 'varchar(26)').execute() },
  { id: '0017-identity-moved', up: (db) => db.schema.alterTable('customer_identity').addColumn('moved_from', 'varchar(26)').execute() },
  // a finish asks whose device bears its serial number
  { id: '0018-device-serial', up: (db) => db.schema.createIndex('ix_device_serial').on('device').column('serial').execute() },
];

import { longText, type Migration, steps } from '../../platform/db/migration.ts';

export interface WorkOrderTable {
  id: string;
  /** For people: MD + yymmdd + five random characters + check character. */
  number: string;
  customer_id: string;
  site_id: string;
  template_code: string;
  template_version: number;
  template_name: string;
  book_code: string;
  book_version: number;
  region_revision: string;
  state: 'open' | 'suspended' | 'done' | 'cancelled';
  settlement_state: 'estimated' | 'pending' | 'eligible' | 'settled' | 'paid';
  phase: 'new' | 'dispatch' | 'working' | 'waiting' | 'review' | 'settle' | 'closed';
  /** Name of the node where work stands, for lists. */
  node_name: string;
  urgency: 'normal' | 'urgent';
  source: string;
  region: string;
  outlet_id: string | null;
  installer_id: string | null;
  slot_date: string | null;
  slot_from: string | null;
  slot_to: string | null;
  /** Pricing time: planned start of the visit, else creation. */
  price_at: number;
  /** Kilometres with one decimal, frozen at assignment; null when not known. */
  distance_km: string | null;
  /** Customer's amount as last quoted, for lists. */
  charge: number | null;
  /** State of the flow, JSON. */
  flow_state: string;
  /** Values of the form, JSON, encrypted as one. */
  values_enc: string;
  created_by: string;
  created_at: number;
  updated_at: number;
  finished_at: number | null;
  closed_at: number | null;
  version: number;
}
export interface VisitTable {
  id: string;
  order_id: string;
  seq: number;
  installer_id: string | null;
  /** JSON: [{installer, weight}]. */
  crew: string;
  distance_km: string | null;
  assigned_at: number | null;
  finished_at: number | null;
  created_at: number;
}
export interface OrderQuoteTable {
  id: string;
  order_id: string;
  visit_id: string;
  kind: 'planned' | 'actual';
  /** The facts that were priced, the result and its arithmetic, JSON. */
  facts: string;
  quote: string;
  explanation: string;
  /** What the customer signs: SHA-256 over the lines and amounts of the bill. */
  bill_hash: string;
  created_at: number;
}
/** What one installer earns by one actual quote; written with it. */
export interface OrderPayTable {
  id: string;
  order_id: string;
  quote_id: string;
  installer_id: string;
  earn: number;
  business_day: string;
  finished_at: number;
}
export interface OrderEventTable {
  id: string;
  order_id: string;
  at: number;
  actor_kind: string;
  actor_id: string;
  actor_role: string;
  type: string;
  node: string | null;
  token: string | null;
  /** JSON: what the sentence of the timeline needs; keys of changed fields, never their values. */
  detail: string;
}
export interface OrderSignatureTable {
  order_id: string;
  bill_hash: string;
  file_id: string;
  signed_by: 'installer_phone' | 'customer_page';
  actor_id: string;
  at: number;
}
export interface CustomerLinkTable {
  id: string;
  order_id: string;
  token_hash: string;
  /** For the card that staff send; the hash is what a visitor's token is compared with. */
  token_enc: string;
  /** Keyed hash of the openid that used the link first. */
  bound_openid: string | null;
  /** 1 once somebody proved to be the customer, by a login or by the last four digits of the phone. */
  verified: number;
  /** Wrong digits since the last right ones. */
  wrong_tries: number;
  /** No digits are taken before this instant; null when the link is not locked. */
  locked_until: number | null;
  expires_at: number | null;
  created_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    work_order: WorkOrderTable;
    visit: VisitTable;
    order_quote: OrderQuoteTable;
    order_pay: OrderPayTable;
    order_event: OrderEventTable;
    order_signature: OrderSignatureTable;
    customer_link: CustomerLinkTable;
  }
}

export const orderMigrations: readonly Migration[] = [
  ...steps('0001-work-order', [
    (db, dialect) =>
      db.schema
        .createTable('work_order')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('number', 'varchar(20)', (c) => c.notNull().unique())
        .addColumn('customer_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('site_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('template_code', 'varchar(60)', (c) => c.notNull())
        .addColumn('template_version', 'integer', (c) => c.notNull())
        .addColumn('template_name', 'varchar(60)', (c) => c.notNull())
        .addColumn('book_code', 'varchar(60)', (c) => c.notNull())
        .addColumn('book_version', 'integer', (c) => c.notNull())
        .addColumn('region_revision', 'varchar(20)', (c) => c.notNull())
        .addColumn('state', 'varchar(12)', (c) => c.notNull())
        .addColumn('settlement_state', 'varchar(12)', (c) => c.notNull())
        .addColumn('phase', 'varchar(12)', (c) => c.notNull())
        .addColumn('node_name', 'varchar(60)', (c) => c.notNull())
        .addColumn('urgency', 'varchar(10)', (c) => c.notNull())
        .addColumn('source', 'varchar(20)', (c) => c.notNull())
        .addColumn('region', 'varchar(6)', (c) => c.notNull())
        .addColumn('outlet_id', 'varchar(26)')
        .addColumn('installer_id', 'varchar(26)')
        .addColumn('slot_date', 'varchar(10)')
        .addColumn('slot_from', 'varchar(5)')
        .addColumn('slot_to', 'varchar(5)')
        .addColumn('price_at', 'bigint', (c) => c.notNull())
        .addColumn('distance_km', 'varchar(16)')
        .addColumn('charge', 'bigint')
        .addColumn('flow_state', longText(dialect), (c) => c.notNull())
        .addColumn('values_enc', longText(dialect), (c) => c.notNull())
        .addColumn('created_by', 'varchar(26)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addColumn('finished_at', 'bigint')
        .addColumn('closed_at', 'bigint')
        .addColumn('version', 'integer', (c) => c.notNull())
        .execute(),
    (db) => db.schema.createIndex('ix_order_customer').on('work_order').columns(['customer_id', 'id']).execute(),
    (db) => db.schema.createIndex('ix_order_installer').on('work_order').columns(['installer_id', 'slot_date']).execute(),
    (db) => db.schema.createIndex('ix_order_region').on('work_order').columns(['region', 'id']).execute(),
    (db) => db.schema.createIndex('ix_order_state').on('work_order').columns(['state', 'id']).execute(),
    (db) => db.schema.createIndex('ix_order_settlement').on('work_order').columns(['settlement_state', 'id']).execute(),
  ]),
  ...steps('0002-visit', [
    (db) =>
      db.schema
        .createTable('visit')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('installer_id', 'varchar(26)')
        .addColumn('crew', 'text', (c) => c.notNull())
        .addColumn('distance_km', 'varchar(16)')
        .addColumn('assigned_at', 'bigint')
        .addColumn('finished_at', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('uq_visit_seq', ['order_id', 'seq'])
        .execute(),
  ]),
  ...steps('0003-order-quote', [
    (db, dialect) =>
      db.schema
        .createTable('order_quote')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('visit_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('kind', 'varchar(10)', (c) => c.notNull())
        .addColumn('facts', longText(dialect), (c) => c.notNull())
        .addColumn('quote', longText(dialect), (c) => c.notNull())
        .addColumn('explanation', longText(dialect), (c) => c.notNull())
        .addColumn('bill_hash', 'varchar(80)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('uq_order_quote', ['visit_id', 'kind'])
        .execute(),
    (db) => db.schema.createIndex('ix_quote_order').on('order_quote').columns(['order_id', 'id']).execute(),
    (db) =>
      db.schema
        .createTable('order_pay')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('quote_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('installer_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('earn', 'bigint', (c) => c.notNull())
        .addColumn('business_day', 'varchar(10)', (c) => c.notNull())
        .addColumn('finished_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('uq_order_pay', ['quote_id', 'installer_id'])
        .execute(),
    (db) => db.schema.createIndex('ix_pay_installer').on('order_pay').columns(['installer_id', 'business_day']).execute(),
  ]),
  ...steps('0004-order-event', [
    (db) =>
      db.schema
        .createTable('order_event')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('actor_kind', 'varchar(10)', (c) => c.notNull())
        .addColumn('actor_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('actor_role', 'varchar(20)', (c) => c.notNull())
        .addColumn('type', 'varchar(40)', (c) => c.notNull())
        .addColumn('node', 'varchar(40)')
        .addColumn('token', 'varchar(60)')
        .addColumn('detail', 'text', (c) => c.notNull())
        .execute(),
    (db) => db.schema.createIndex('ix_event_order').on('order_event').columns(['order_id', 'id']).execute(),
  ]),
  ...steps('0005-order-signature', [
    (db) =>
      db.schema
        .createTable('order_signature')
        .ifNotExists()
        .addColumn('order_id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('bill_hash', 'varchar(80)', (c) => c.notNull())
        .addColumn('file_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('signed_by', 'varchar(20)', (c) => c.notNull())
        .addColumn('actor_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .execute(),
    (db) =>
      db.schema
        .createTable('customer_link')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('token_hash', 'varchar(64)', (c) => c.notNull().unique())
        .addColumn('token_enc', 'varchar(300)', (c) => c.notNull())
        .addColumn('bound_openid', 'varchar(64)')
        .addColumn('verified', 'smallint', (c) => c.notNull())
        .addColumn('expires_at', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute(),
    (db) => db.schema.createIndex('ix_link_order').on('customer_link').column('order_id').execute(),
  ]),
  ...steps('0006-link-lock', [
    (db) =>
      db.schema
        .alterTable('customer_link')
        .addColumn('wrong_tries', 'smallint', (c) => c.notNull().defaultTo(0))
        .execute(),
    (db) => db.schema.alterTable('customer_link').addColumn('locked_until', 'bigint').execute(),
  ]),
];

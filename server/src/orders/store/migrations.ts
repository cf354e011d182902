import type { PayState } from '@mingdan/shared/contracts/collections';
import { type GeneratedAlways, sql } from 'kysely';
import { longText, type Migration, steps } from '../../platform/db/migration.ts';
import type { ListColumns } from '../domain/list-columns.ts';
import type { OrderHelperTable } from './crew.ts';
import type { OrderContactTable } from './own-contacts.ts';
import { pathMigrations } from './path-migrations.ts';

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
  /** What the customer owes for the whole order as far as it is quoted: bills of earlier visits, and the visit under way as planned or done. */
  charge: number | null;
  /** Who takes the customer's money. */
  pay_mode: 'prepaid' | 'company' | 'installer';
  /** Collected from the customer, net of refunds, fen; the sum of the collections that stand. */
  collected: number;
  /** What the company waived of the charge 减免, fen; the sum of the waivers that stand. */
  waived: number;
  /** How much was due when the customer was last sent the way to pay 付款方式, fen; null: never. */
  pay_told: number | null;
  /** The finished order whose return visit 返修 this is. */
  return_of: string | null;
  return_reason: string | null;
  /** 1: a return visit within warranty 质保. */
  warranty: number;
  /** State of the flow, JSON. */
  flow_state: string;
  /** Values of the form, JSON, encrypted as one. */
  values_enc: string;
  created_by: string;
  created_at: number;
  updated_at: number;
  finished_at: number | null;
  closed_at: number | null;
  /** When the visit under way began: a check-in, or its first step done; null while it is ahead. */
  begun_at: number | null;
  /** 1 while an objection of the customer's to the bill waits for an answer 争议. */
  disputed: number;
  /** 1 while a punch far from the address or well before its hours waits for somebody who looks into it 打卡异常. */
  odd_punch: number;
  version: number;
}
/** The row as it is stored, with what lists need. Written by the store alone. */
export type StoredOrder = WorkOrderTable & ListColumns & { readonly pay_state: PayState };

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
  /** JSON: lines that the customer agreed to for this visit; null on rows older than the column. */
  agreed: string | null;
  /** What the visit's settlement closed; null before. */
  scope: 'all' | 'partly' | 'fee' | null;
  created_at: number;
}
export interface OrderQuoteTable {
  id: string;
  order_id: string;
  visit_id: string;
  kind: 'planned' | 'actual';
  /** 0, and counting up where lines were agreed to after the visit was finished: each holds the whole bill and takes the place of the one before. */
  revision: number;
  /** The facts that were priced, the result and its arithmetic, JSON. */
  facts: string;
  quote: string;
  explanation: string;
  /** What the customer signs: SHA-256 over the lines and amounts of the bill. */
  bill_hash: string;
  created_at: number;
  /** Why the company took the visit's bill back 撤回: this revision holds nothing. Null on every other. */
  taken_back: string | null;
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
/** The customer's signature under one visit's bill. */
export interface BillSignatureTable {
  visit_id: string;
  order_id: string;
  bill_hash: string;
  file_id: string;
  signed_by: 'installer_phone' | 'customer_page';
  actor_id: string;
  at: number;
}
/** Extra lines 增项 that the customer was asked about. At most one per visit stands as `asked`. */
export interface ConsentTable {
  id: string;
  order_id: string;
  visit_id: string;
  status: 'asked' | 'agreed' | 'declined' | 'replaced';
  hash: string;
  /** JSON: [{item, quantity, charge}], what each adds to the bill. */
  lines: string;
  /** Fen that the lines add, and the bill with them. */
  charge: number;
  total: number;
  /** JSON: file ids. */
  photos: string;
  note: string;
  /** 1: the visit was finished without them. */
  unsettled: number;
  asked_by: string;
  asked_at: number;
  decided_by: 'customer_page' | 'signature' | null;
  decided_at: number | null;
}
/** Money that came from the customer or went back. Never changed but for being voided. */
export interface CollectionTable {
  id: string;
  order_id: string;
  kind: 'collect' | 'refund';
  method: 'cash' | 'code' | 'transfer' | 'card' | 'platform';
  /** Fen, above zero. */
  amount: number;
  /** In whose hand it is. */
  holder: 'installer' | 'company';
  /** The installer whose hand it is. */
  installer_id: string | null;
  note: string;
  business_day: string;
  recorded_by: string;
  created_at: number;
  /** Names the voiding, so that it can be posted once. */
  void_id: string | null;
  voided_by: string | null;
  voided_at: number | null;
  void_reason: string | null;
}
/** A comment 备注: what people write may name people, so it is encrypted. */
export interface OrderCommentTable {
  id: string;
  order_id: string;
  author_id: string;
  visibility: 'internal' | 'visible';
  text_enc: string;
  created_at: number;
}
export interface CustomerLinkTable {
  id: string;
  order_id: string;
  token_hash: string;
  /** For the card that staff send; the hash is what a visitor's token is compared with. */
  token_enc: string;
  /** Keyed hash of the openid that used the link first. */
  bound_openid: string | null;
  /** The same openid, sealed: messages to the customer go there. */
  openid_enc: string | null;
  /** 1 once somebody proved to be the customer, by a login or by the last four digits of the phone. */
  verified: number;
  /** Wrong digits since the last right ones. */
  wrong_tries: number;
  /** No digits are taken before this instant; null when the link is not locked. */
  locked_until: number | null;
  expires_at: number | null;
  created_at: number;
}

/** Which order a form became: whatever is sent again from that form is that order. */
export interface OrderDraftTable {
  /** `<person id>.<draft id>`: nobody meets another person's drafts. */
  id: string;
  order_id: string;
  created_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    /** Made by the database from the row, whoever writes it. `pay_state`: `payStateOf(dueOf(row), row.collected)`; `number_tail`: the last four of `number`. */
    work_order: WorkOrderTable & ListColumns & { pay_state: GeneratedAlways<PayState>; number_tail: GeneratedAlways<string> };
    order_draft: OrderDraftTable;
    visit: VisitTable;
    order_quote: OrderQuoteTable;
    order_pay: OrderPayTable;
    order_event: OrderEventTable;
    bill_signature: BillSignatureTable;
    consent: ConsentTable;
    collection: CollectionTable;
    order_comment: OrderCommentTable;
    customer_link: CustomerLinkTable;
    order_helper: OrderHelperTable;
    order_contact: OrderContactTable;
  }
}

/** The payment's state before anything could be waived; `0081-pay-state-waived` makes it anew. */
const DUE = sql`(case when state = 'cancelled' and finished_at is null then 0 else coalesce(charge, 0) end)`;
const PAY_STATE = sql`(case when collected > ${DUE} then 'over' when ${DUE} = 0 then 'none' when collected = 0 then 'unpaid'
  when collected < ${DUE} then 'part' else 'paid' end)`;

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
  ...steps('0007-link-openid', [(db) => db.schema.alterTable('customer_link').addColumn('openid_enc', 'varchar(400)').execute()]),
  ...steps('0010-order-list', [
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('region_l1', 'varchar(2)', (c) => c.notNull().defaultTo(''))
        .execute(),
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('region_l2', 'varchar(4)', (c) => c.notNull().defaultTo(''))
        .execute(),
    (db) => db.schema.alterTable('work_order').addColumn('due_at', 'bigint').execute(),
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('parked', 'smallint', (c) => c.notNull().defaultTo(0))
        .execute(),
    async (db) => {
      await sql`update work_order set region_l1 = substr(region, 1, 2), region_l2 = substr(region, 1, 4)`.execute(db);
    },
    (db) => db.schema.createIndex('ix_order_l1').on('work_order').columns(['region_l1', 'id']).execute(),
    (db) => db.schema.createIndex('ix_order_l2').on('work_order').columns(['region_l2', 'id']).execute(),
    (db) => db.schema.createIndex('ix_order_outlet').on('work_order').columns(['outlet_id', 'id']).execute(),
    (db) => db.schema.createIndex('ix_order_created').on('work_order').column('created_at').execute(),
    (db) => db.schema.createIndex('ix_order_finished').on('work_order').column('finished_at').execute(),
    (db) => db.schema.createIndex('ix_order_closed').on('work_order').column('closed_at').execute(),
    (db) => db.schema.createIndex('ix_order_slot').on('work_order').columns(['slot_date', 'id']).execute(),
  ]),
  ...steps('0020-order-draft', [
    (db) =>
      db.schema
        .createTable('order_draft')
        .ifNotExists()
        .addColumn('id', 'varchar(60)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute(),
    (db) => db.schema.createIndex('ix_order_creator').on('work_order').columns(['created_by', 'id']).execute(),
  ]),
  ...pathMigrations,
  ...steps('0030-order-helper', [
    (db) =>
      db.schema
        .createTable('order_helper')
        .ifNotExists()
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('installer_id', 'varchar(26)', (c) => c.notNull())
        .addPrimaryKeyConstraint('pk_order_helper', ['order_id', 'installer_id'])
        .execute(),
    (db) => db.schema.createIndex('ix_helper_installer').on('order_helper').column('installer_id').execute(),
  ]),
  ...steps('0031-order-list-state', [
    (db) => db.schema.createIndex('ix_order_l1_state').on('work_order').columns(['region_l1', 'state', 'id']).execute(),
    (db) => db.schema.createIndex('ix_order_l2_state').on('work_order').columns(['region_l2', 'state', 'id']).execute(),
    // what an installer has in hand, and what he finished on a day
    (db) => db.schema.createIndex('ix_order_in_hand').on('work_order').columns(['installer_id', 'state', 'id']).execute(),
    (db) => db.schema.createIndex('ix_order_done_by').on('work_order').columns(['installer_id', 'finished_at']).execute(),
  ]),
  ...steps('0040-pay-state', [
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('pay_state', 'varchar(8)', (c) => c.generatedAlwaysAs(PAY_STATE))
        .execute(),
    (db) => db.schema.createIndex('ix_order_pay').on('work_order').columns(['pay_state', 'id']).execute(),
    // which orders wait for their customer's consent: the workbench asks every half minute
    (db) => db.schema.createIndex('ix_consent_status').on('consent').columns(['status', 'order_id']).execute(),
  ]),
  ...steps('0060-order-begun', [(db) => db.schema.alterTable('work_order').addColumn('begun_at', 'bigint').execute()]),
  ...steps('0061-order-template', [
    // what lately stood on a template's bills
    (db) => db.schema.createIndex('ix_order_template').on('work_order').columns(['template_code', 'id']).execute(),
  ]),
  ...steps('0070-order-contact', [
    (db) =>
      db.schema
        .createTable('order_contact')
        .ifNotExists()
        .addColumn('order_id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('name_enc', 'text', (c) => c.notNull())
        .addColumn('name_bidx', 'varchar(64)', (c) => c.notNull())
        .addColumn('phone_enc', 'text')
        .addColumn('phone_bidx', 'varchar(64)')
        .addColumn('last4_bidx', 'varchar(64)')
        .execute(),
    (db) => db.schema.createIndex('ix_contact_name').on('order_contact').columns(['name_bidx', 'order_id']).execute(),
    (db) => db.schema.createIndex('ix_contact_phone').on('order_contact').columns(['phone_bidx', 'order_id']).execute(),
    (db) => db.schema.createIndex('ix_contact_last4').on('order_contact').columns(['last4_bidx', 'order_id']).execute(),
  ]),
  ...steps('0087-pay-of-order', [
    // what orders that were finished on a day paid
    (db) => db.schema.createIndex('ix_pay_order').on('order_pay').column('order_id').execute(),
  ]),
];

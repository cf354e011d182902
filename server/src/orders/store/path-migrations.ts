import { sql } from 'kysely';
import { longText, type Migration, steps } from '../../platform/db/migration.ts';

/** What the ways beside the straight one need: several visits and bills per order, consent, the customer's money, comments. */
export const pathMigrations: readonly Migration[] = [
  ...steps('0030-order-paths', [
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('pay_mode', 'varchar(12)', (c) => c.notNull().defaultTo('company'))
        .execute(),
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('collected', 'bigint', (c) => c.notNull().defaultTo(0))
        .execute(),
    (db) => db.schema.alterTable('work_order').addColumn('return_of', 'varchar(26)').execute(),
    (db) => db.schema.alterTable('work_order').addColumn('return_reason', 'varchar(200)').execute(),
    (db) =>
      db.schema
        .alterTable('work_order')
        .addColumn('warranty', 'smallint', (c) => c.notNull().defaultTo(0))
        .execute(),
    (db) => db.schema.createIndex('ix_order_return').on('work_order').column('return_of').execute(),
    (db) => db.schema.alterTable('visit').addColumn('agreed', 'text').execute(),
    (db) => db.schema.alterTable('visit').addColumn('scope', 'varchar(10)').execute(),
  ]),
  // a bill may be followed by another of the same visit: the key of quotes gains a revision, which neither database can do in place
  ...steps('0031-quote-revision', [
    (db, dialect) =>
      db.schema
        .createTable('order_quote_revised')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('visit_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('kind', 'varchar(10)', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('facts', longText(dialect), (c) => c.notNull())
        .addColumn('quote', longText(dialect), (c) => c.notNull())
        .addColumn('explanation', longText(dialect), (c) => c.notNull())
        .addColumn('bill_hash', 'varchar(80)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('uq_order_quote_revised', ['visit_id', 'kind', 'revision'])
        .execute(),
    async (db) => {
      await sql`insert into order_quote_revised (id, order_id, visit_id, kind, revision, facts, quote, explanation, bill_hash, created_at)
        select id, order_id, visit_id, kind, 0, facts, quote, explanation, bill_hash, created_at from order_quote
        where id not in (select id from order_quote_revised)`.execute(db);
    },
    (db) => db.schema.dropTable('order_quote').ifExists().execute(),
    async (db, dialect) => {
      // MySQL commits the renaming by itself: killed before it was noted, there is nothing left to rename
      if (dialect === 'mysql') {
        const { rows } = await sql<{ n: number | string }>`select count(*) as n from information_schema.tables
          where table_schema = database() and table_name = 'order_quote_revised'`.execute(db);
        if (Number(rows[0]?.n) === 0) return;
      }
      await db.schema.alterTable('order_quote_revised').renameTo('order_quote').execute();
    },
    (db) => db.schema.createIndex('ix_quote_of_order').on('order_quote').columns(['order_id', 'id']).execute(),
  ]),
  // every visit's bill has a signature of its own
  ...steps('0032-bill-signature', [
    (db) =>
      db.schema
        .createTable('bill_signature')
        .ifNotExists()
        .addColumn('visit_id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('bill_hash', 'varchar(80)', (c) => c.notNull())
        .addColumn('file_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('signed_by', 'varchar(20)', (c) => c.notNull())
        .addColumn('actor_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .execute(),
    async (db) => {
      await sql`insert into bill_signature (visit_id, order_id, bill_hash, file_id, signed_by, actor_id, at)
        select visit.id, order_signature.order_id, bill_hash, file_id, signed_by, actor_id, at
        from order_signature join visit on visit.order_id = order_signature.order_id and visit.seq = 1
        where visit.id not in (select visit_id from bill_signature)`.execute(db);
    },
    (db) => db.schema.createIndex('ix_signature_order').on('bill_signature').column('order_id').execute(),
    (db) => db.schema.dropTable('order_signature').ifExists().execute(),
  ]),
  ...steps('0033-consent', [
    (db) =>
      db.schema
        .createTable('consent')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('visit_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('status', 'varchar(10)', (c) => c.notNull())
        .addColumn('hash', 'varchar(80)', (c) => c.notNull())
        .addColumn('lines', 'text', (c) => c.notNull())
        .addColumn('charge', 'bigint', (c) => c.notNull())
        .addColumn('total', 'bigint', (c) => c.notNull())
        .addColumn('photos', 'text', (c) => c.notNull())
        .addColumn('note', 'varchar(200)', (c) => c.notNull())
        .addColumn('unsettled', 'smallint', (c) => c.notNull())
        .addColumn('asked_by', 'varchar(26)', (c) => c.notNull())
        .addColumn('asked_at', 'bigint', (c) => c.notNull())
        .addColumn('decided_by', 'varchar(20)')
        .addColumn('decided_at', 'bigint')
        .execute(),
    (db) => db.schema.createIndex('ix_consent_order').on('consent').columns(['order_id', 'id']).execute(),
  ]),
  ...steps('0034-collection', [
    (db) =>
      db.schema
        .createTable('collection')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('kind', 'varchar(10)', (c) => c.notNull())
        .addColumn('method', 'varchar(12)', (c) => c.notNull())
        .addColumn('amount', 'bigint', (c) => c.notNull())
        .addColumn('holder', 'varchar(10)', (c) => c.notNull())
        .addColumn('installer_id', 'varchar(26)')
        .addColumn('note', 'varchar(200)', (c) => c.notNull())
        .addColumn('business_day', 'varchar(10)', (c) => c.notNull())
        .addColumn('recorded_by', 'varchar(26)', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('void_id', 'varchar(26)')
        .addColumn('voided_by', 'varchar(26)')
        .addColumn('voided_at', 'bigint')
        .addColumn('void_reason', 'varchar(200)')
        .execute(),
    (db) => db.schema.createIndex('ix_collection_order').on('collection').columns(['order_id', 'id']).execute(),
    (db) => db.schema.createIndex('ix_collection_installer').on('collection').columns(['installer_id', 'business_day']).execute(),
  ]),
  ...steps('0035-comment', [
    (db) =>
      db.schema
        .createTable('order_comment')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('author_id', 'varchar(26)', (c) => c.notNull())
        .addColumn('visibility', 'varchar(10)', (c) => c.notNull())
        .addColumn('text_enc', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute(),
    (db) => db.schema.createIndex('ix_comment_order').on('order_comment').columns(['order_id', 'id']).execute(),
  ]),
];

import { type Migration, steps } from '../../platform/db/migration.ts';

export interface SubscribeCreditTable {
  /** Person and template, hashed: what makes a second row impossible. */
  id: string;
  /** The person within the mini-program, as a keyed hash and sealed. */
  openid_bidx: string;
  openid_enc: string;
  template_id: string;
  /** Messages that may still be sent. */
  credits: number;
  /** What the person last chose in WeChat's sheet. */
  last_answer: 'accept' | 'reject' | 'ban' | 'filter';
  changed_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    subscribe_credit: SubscribeCreditTable;
  }
}

export const wechatMigrations: readonly Migration[] = steps('0001-subscribe-credit', [
  (db) =>
    db.schema
      .createTable('subscribe_credit')
      .ifNotExists()
      .addColumn('id', 'varchar(64)', (c) => c.primaryKey())
      .addColumn('openid_bidx', 'varchar(64)', (c) => c.notNull())
      .addColumn('openid_enc', 'varchar(400)', (c) => c.notNull())
      .addColumn('template_id', 'varchar(64)', (c) => c.notNull())
      .addColumn('credits', 'integer', (c) => c.notNull())
      .addColumn('last_answer', 'varchar(10)', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .execute(),
  (db) => db.schema.createIndex('ix_credit_openid').on('subscribe_credit').column('openid_bidx').execute(),
]);

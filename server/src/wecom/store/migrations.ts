import { longText, type Migration, steps } from '../../platform/db/migration.ts';

export interface WecomInboxTable {
  /** SHA-256 of the decrypted message: what makes a repeat a repeat. */
  digest: string;
  /** The decrypted message, sealed: it may name customers. */
  raw_enc: string;
  received_at: number;
}
export interface WecomTokenTable {
  /** `access`, `ticket:corp`, `ticket:agent`. */
  name: string;
  value_enc: string | null;
  /** Until when it is handed out: a while before the platform lets it end. */
  expires_at: number;
  /** Who fetches a new one now, and until when that is believed. */
  lease: string | null;
  lease_until: number;
}
export interface OauthStateTable {
  /** Hash of the state parameter. */
  id: string;
  kind: 'wecom' | 'wechat' | 'console';
  /** Hash of the cookie that the browser got with the redirect. */
  browser: string;
  return_to: string;
  created_at: number;
}

/** An API that was called too often. */
export interface ApiPauseTable {
  /** Its path. */
  api: string;
  /** Nobody calls before. */
  until: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    wecom_inbox: WecomInboxTable;
    wecom_token: WecomTokenTable;
    oauth_state: OauthStateTable;
    api_pause: ApiPauseTable;
  }
}

const tables = steps('0001-wecom', [
  (db, dialect) =>
    db.schema
      .createTable('wecom_inbox')
      .ifNotExists()
      .addColumn('digest', 'varchar(64)', (c) => c.primaryKey())
      .addColumn('raw_enc', longText(dialect), (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .execute(),
  (db) =>
    db.schema
      .createTable('wecom_token')
      .ifNotExists()
      .addColumn('name', 'varchar(40)', (c) => c.primaryKey())
      .addColumn('value_enc', 'varchar(2000)')
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('lease', 'varchar(26)')
      .addColumn('lease_until', 'bigint', (c) => c.notNull())
      .execute(),
  (db) =>
    db.schema
      .createTable('oauth_state')
      .ifNotExists()
      .addColumn('id', 'varchar(64)', (c) => c.primaryKey())
      .addColumn('kind', 'varchar(10)', (c) => c.notNull())
      .addColumn('browser', 'varchar(64)', (c) => c.notNull())
      .addColumn('return_to', 'varchar(2000)', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute(),
]);

/** What the hourly cleaning looks for. */
const ages = steps('0002-wecom-ages', [
  (db) => db.schema.createIndex('ix_wecom_inbox_received').on('wecom_inbox').column('received_at').execute(),
  (db) => db.schema.createIndex('ix_oauth_state_created').on('oauth_state').column('created_at').execute(),
]);

const pauses = steps('0003-api-pause', [
  (db) =>
    db.schema
      .createTable('api_pause')
      .ifNotExists()
      .addColumn('api', 'varchar(120)', (c) => c.primaryKey())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .execute(),
]);

export const wecomMigrations: readonly Migration[] = [...tables, ...ages, ...pauses];

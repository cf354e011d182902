import type { SubscribeWords } from '@mingdan/shared/contracts/message-templates';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { type Migration, steps } from '../../platform/db/migration.ts';
import { preparedOne } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/tx.ts';
import { newId } from '../../platform/ids.ts';
import type { Audience, MessageWords } from '../domain/message.ts';

/** One saved version of a notice's words. Rows never change. */
export interface MessageTemplateTable {
  id: string;
  event: string;
  audience: Audience;
  version: number;
  title: string;
  text: string;
  subscribe_json: string | null;
  saved_at: number;
  saved_by: string;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    message_template: MessageTemplateTable;
  }
}

export const messageTemplateMigrations: readonly Migration[] = steps('0004-message-template', [
  (db) =>
    db.schema
      .createTable('message_template')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('event', 'varchar(40)', (c) => c.notNull())
      .addColumn('audience', 'varchar(10)', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('title', 'varchar(120)', (c) => c.notNull())
      .addColumn('text', 'varchar(500)', (c) => c.notNull())
      .addColumn('subscribe_json', 'text')
      .addColumn('saved_at', 'bigint', (c) => c.notNull())
      .addColumn('saved_by', 'varchar(120)', (c) => c.notNull())
      .execute(),
  (db) => db.schema.createIndex('ux_message_template').on('message_template').columns(['event', 'audience', 'version']).unique().execute(),
]);

export interface SavedMessage extends MessageWords {
  readonly event: string;
  readonly audience: Audience;
  readonly version: number;
  readonly savedAt: number;
  readonly savedBy: string;
}

const savedOf = (row: MessageTemplateTable): SavedMessage => ({
  event: row.event,
  audience: row.audience,
  version: row.version,
  title: row.title,
  text: row.text,
  subscribe: row.subscribe_json === null ? null : (JSON.parse(row.subscribe_json) as SubscribeWords),
  savedAt: row.saved_at,
  savedBy: row.saved_by,
});

/** All versions of one notice's words, newest first. */
export async function savedVersions(tx: Tx, event: string, audience: Audience): Promise<readonly SavedMessage[]> {
  const rows = await tx.db
    .selectFrom('message_template')
    .selectAll()
    .where('event', '=', event)
    .where('audience', '=', audience)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(savedOf);
}

const newest = preparedOne((db, { event, audience }: { event: string; audience: Audience }) =>
  db
    .selectFrom('message_template')
    .selectAll()
    .where('event', '=', event)
    .where('audience', '=', audience)
    .orderBy('version', 'desc')
    .limit(1),
);

/** The version in force, where there is one. */
export async function savedMessage(tx: Tx, event: string, audience: Audience): Promise<SavedMessage | undefined> {
  const row = await newest(tx, { event, audience });
  return row && savedOf(row);
}

/** The newest version of every notice that was ever saved. */
export async function savedMessages(tx: Tx): Promise<readonly SavedMessage[]> {
  const rows = await tx.db.selectFrom('message_template').selectAll().orderBy('version', 'asc').execute();
  return [...new Map(rows.map((row) => [`${row.event} ${row.audience}`, savedOf(row)])).values()];
}

/** False when somebody saved this version first. */
export async function insertMessage(tx: Tx, message: Omit<SavedMessage, 'savedAt' | 'savedBy'>): Promise<boolean> {
  return insertOnce(tx, 'message_template', {
    id: newId(),
    event: message.event,
    audience: message.audience,
    version: message.version,
    title: message.title,
    text: message.text,
    subscribe_json: message.subscribe && JSON.stringify(message.subscribe),
    saved_at: tx.now,
    saved_by: tx.origin.actor.name,
  });
}

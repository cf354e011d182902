import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { longText, type Migration } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

export interface OrderTemplateTable {
  id: string;
  code: string;
  version: number;
  name: string;
  scene: string;
  icon: string;
  summary: string;
  /** The template as published, JSON text. */
  definition: string;
  published_at: number;
  published_by: string;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    order_template: OrderTemplateTable;
  }
}

export const templateMigrations: readonly Migration[] = [
  {
    id: '0001-order-template',
    up: (db, dialect) =>
      db.schema
        .createTable('order_template')
        .ifNotExists()
        .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
        .addColumn('code', 'varchar(60)', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('name', 'varchar(60)', (c) => c.notNull())
        .addColumn('scene', 'varchar(20)', (c) => c.notNull())
        .addColumn('icon', 'varchar(40)', (c) => c.notNull())
        .addColumn('summary', 'varchar(200)', (c) => c.notNull())
        .addColumn('definition', longText(dialect), (c) => c.notNull())
        .addColumn('published_at', 'bigint', (c) => c.notNull())
        .addColumn('published_by', 'varchar(26)', (c) => c.notNull())
        .addUniqueConstraint('uq_order_template_version', ['code', 'version'])
        .execute(),
  },
];

export type TemplateHead = Omit<OrderTemplateTable, 'definition' | 'id'>;
const HEAD = ['code', 'version', 'name', 'scene', 'icon', 'summary', 'published_at', 'published_by'] as const;

/** Every version, newest first within a code. */
export async function listTemplateHeads(tx: Tx): Promise<readonly TemplateHead[]> {
  return tx.db.selectFrom('order_template').select(HEAD).orderBy('code').orderBy('version', 'desc').execute();
}

/** Undefined when that version was never published. `version` null asks for the newest. */
export async function loadTemplate(
  tx: Tx,
  code: string,
  version: number | null,
): Promise<{ head: TemplateHead; template: TemplateDefinition } | undefined> {
  let query = tx.db.selectFrom('order_template').selectAll().where('code', '=', code).orderBy('version', 'desc').limit(1);
  if (version !== null) query = query.where('version', '=', version);
  const row = await query.executeTakeFirst();
  return row && { head: row, template: JSON.parse(row.definition) as TemplateDefinition };
}

/** False when this version was published before: a published version stays as it is. */
export async function insertTemplate(tx: Tx, row: OrderTemplateTable): Promise<boolean> {
  return insertOnce(tx, 'order_template', row);
}

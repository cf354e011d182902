import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { longText, type Migration } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { type DraftTable, draftMigration } from '../../platform/drafts/index.ts';

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

/** A version that no order is opened with any more. The template itself stays as it was published. */
export interface TemplateWithdrawalTable {
  /** `<code>@<version>`. */
  id: string;
  code: string;
  version: number;
  reason: string;
  withdrawn_at: number;
  withdrawn_by: string;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    order_template: OrderTemplateTable;
    template_withdrawal: TemplateWithdrawalTable;
    order_template_draft: DraftTable;
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
  {
    id: '0002-template-withdrawal',
    up: (db) =>
      db.schema
        .createTable('template_withdrawal')
        .ifNotExists()
        .addColumn('id', 'varchar(80)', (c) => c.primaryKey())
        .addColumn('code', 'varchar(60)', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('reason', 'varchar(200)', (c) => c.notNull())
        .addColumn('withdrawn_at', 'bigint', (c) => c.notNull())
        .addColumn('withdrawn_by', 'varchar(26)', (c) => c.notNull())
        .execute(),
  },
  draftMigration('0003-order-template-draft', 'order_template_draft'),
];

export type TemplateHead = Omit<OrderTemplateTable, 'definition' | 'id'>;
/** A head in a list, with when it was withdrawn. */
export type ListedHead = TemplateHead & { readonly withdrawn_at: number | null };
const HEAD = ['code', 'version', 'name', 'scene', 'icon', 'summary', 'published_at', 'published_by'] as const;

/** Every version, newest first within a code. */
export async function listTemplateHeads(tx: Tx): Promise<readonly ListedHead[]> {
  const heads = await tx.db.selectFrom('order_template').select(HEAD).orderBy('code').orderBy('version', 'desc').execute();
  const gone = new Map(
    (await tx.db.selectFrom('template_withdrawal').select(['id', 'withdrawn_at']).execute()).map((row) => [row.id, row]),
  );
  return heads.map((head) => ({ ...head, withdrawn_at: gone.get(withdrawalId(head.code, head.version))?.withdrawn_at ?? null }));
}

/** The version that orders are opened with: the newest that is not withdrawn; null when there is none. */
export async function currentVersion(tx: Tx, code: string): Promise<number | null> {
  const gone = tx.db.selectFrom('template_withdrawal').select('template_withdrawal.version').where('template_withdrawal.code', '=', code);
  const row = await tx.db
    .selectFrom('order_template')
    .select('version')
    .where('code', '=', code)
    .where('version', 'not in', gone)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? null;
}

/** When a version was withdrawn; null while it is in use. */
export async function withdrawnAt(tx: Tx, code: string, version: number): Promise<number | null> {
  const row = await tx.db
    .selectFrom('template_withdrawal')
    .select('withdrawn_at')
    .where('id', '=', withdrawalId(code, version))
    .executeTakeFirst();
  return row?.withdrawn_at ?? null;
}

/** False when it is withdrawn already. */
export async function insertWithdrawal(tx: Tx, code: string, version: number, reason: string): Promise<boolean> {
  return insertOnce(tx, 'template_withdrawal', {
    id: withdrawalId(code, version),
    code,
    version,
    reason,
    withdrawn_at: tx.now,
    withdrawn_by: tx.origin.actor.id,
  });
}

const withdrawalId = (code: string, version: number): string => `${code}@${version}`;

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

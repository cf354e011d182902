import type { Objection } from '@mingdan/shared/orders/objection';
import { longText, type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/tx.ts';

/** What a customer asked about an order, and the answer. Words may name anything: both are sealed. */
export interface OrderQuestionTable {
  id: string;
  order_id: string;
  text_enc: string;
  /** Why the customer objects to the bill; null for a question. */
  objection: Objection | null;
  asked_at: number;
  answer_enc: string | null;
  answered_at: number | null;
  answered_by: string | null;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    order_question: OrderQuestionTable;
  }
}

export const questionMigrations: readonly Migration[] = steps('0030-order-question', [
  (db, dialect) =>
    db.schema
      .createTable('order_question')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('text_enc', longText(dialect), (c) => c.notNull())
      .addColumn('asked_at', 'bigint', (c) => c.notNull())
      .addColumn('answer_enc', longText(dialect))
      .addColumn('answered_at', 'bigint')
      .addColumn('answered_by', 'varchar(26)')
      .execute(),
  (db) => db.schema.createIndex('ix_question_order').on('order_question').columns(['order_id', 'id']).execute(),
  // which orders have an open question: the workbench asks every half minute
  (db) => db.schema.createIndex('ix_question_open').on('order_question').columns(['answered_at', 'order_id']).execute(),
]);

export const objectionMigrations: readonly Migration[] = steps('0062-objection', [
  (db) => db.schema.alterTable('order_question').addColumn('objection', 'varchar(10)').execute(),
  (db) =>
    db.schema
      .alterTable('work_order')
      .addColumn('disputed', 'smallint', (c) => c.notNull().defaultTo(0))
      .execute(),
  (db) => db.schema.createIndex('ix_order_disputed').on('work_order').columns(['disputed', 'id']).execute(),
]);

/** An objection among these waits for its answer. */
export function isObjectionOpen(questions: readonly Pick<OrderQuestionTable, 'objection' | 'answer_enc'>[]): boolean {
  return questions.some(({ objection, answer_enc }) => objection !== null && answer_enc === null);
}

/** Writes whether an objection waits for an answer onto the order. The order's row is locked. */
export async function noteDispute(tx: Tx, orderId: string): Promise<boolean> {
  const open = isObjectionOpen(await questionsOf(tx, orderId));
  await tx.db
    .updateTable('work_order')
    .set({ disputed: open ? 1 : 0, updated_at: tx.now })
    .where('id', '=', orderId)
    .execute();
  return open;
}

/** Oldest first. */
export async function questionsOf(tx: Tx, orderId: string): Promise<readonly OrderQuestionTable[]> {
  return tx.db.selectFrom('order_question').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
}

/** When an objection to the order's bill was answered last; 0 where none was. */
export async function lastAnswer(tx: Tx, orderId: string): Promise<number> {
  return Math.max(
    0,
    ...(await questionsOf(tx, orderId)).map(({ objection, answered_at }) => (objection === null ? 0 : (answered_at ?? 0))),
  );
}

/** Counts what was asked since `from`. */
export async function questionsSince(tx: Tx, orderId: string, from: number): Promise<number> {
  const { count } = await tx.db
    .selectFrom('order_question')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('order_id', '=', orderId)
    .where('asked_at', '>=', from)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** False when somebody answered first. */
export async function storeAnswer(tx: Tx, id: string, sealed: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('order_question')
    .set({ answer_enc: sealed, answered_at: tx.now, answered_by: tx.origin.actor.id })
    .where('id', '=', id)
    .where('answer_enc', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

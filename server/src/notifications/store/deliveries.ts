import { insertOnce } from '../../platform/db/insert-once.ts';
import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';

export interface DeliveryTable {
  id: string;
  /** Event and receiver: what makes a second row impossible. */
  event_key: string;
  order_id: string | null;
  audience: 'customer' | 'staff' | 'installer';
  /** Receiver within the company; null for customers. */
  person_id: string | null;
  /** What the row is about beside the order: an offer. */
  subject_id: string | null;
  template: string;
  title: string;
  text: string;
  /** Which page it leads to. */
  page: 'customer' | 'order' | 'offer';
  channel: string | null;
  status: 'pending' | 'sent' | 'staff_todo' | 'undeliverable';
  reason: string | null;
  /** Code for one update of a card with buttons, sealed. */
  response_code_enc: string | null;
  created_at: number;
  sent_at: number | null;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    delivery: DeliveryTable;
  }
}

export const notificationMigrations: readonly Migration[] = steps('0001-delivery', [
  (db) =>
    db.schema
      .createTable('delivery')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('event_key', 'varchar(120)', (c) => c.notNull().unique())
      .addColumn('order_id', 'varchar(26)')
      .addColumn('audience', 'varchar(10)', (c) => c.notNull())
      .addColumn('person_id', 'varchar(26)')
      .addColumn('subject_id', 'varchar(26)')
      .addColumn('template', 'varchar(40)', (c) => c.notNull())
      .addColumn('title', 'varchar(120)', (c) => c.notNull())
      .addColumn('text', 'varchar(500)', (c) => c.notNull())
      .addColumn('page', 'varchar(10)', (c) => c.notNull())
      .addColumn('channel', 'varchar(30)')
      .addColumn('status', 'varchar(14)', (c) => c.notNull())
      .addColumn('reason', 'varchar(200)')
      .addColumn('response_code_enc', 'varchar(600)')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('sent_at', 'bigint')
      .execute(),
  (db) => db.schema.createIndex('ix_delivery_order').on('delivery').columns(['order_id', 'id']).execute(),
  (db) => db.schema.createIndex('ix_delivery_status').on('delivery').columns(['status', 'id']).execute(),
  (db) => db.schema.createIndex('ix_delivery_subject').on('delivery').column('subject_id').execute(),
]);

export type NewDelivery = Pick<
  DeliveryTable,
  'event_key' | 'order_id' | 'audience' | 'person_id' | 'subject_id' | 'template' | 'title' | 'text' | 'page' | 'status'
> & {
  readonly reason?: string;
};

/** Undefined when this event had its row already. */
export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<string | undefined> {
  const id = newId();
  const row: DeliveryTable = {
    ...delivery,
    reason: delivery.reason ?? null,
    id,
    channel: null,
    response_code_enc: null,
    created_at: tx.now,
    sent_at: null,
  };
  return (await insertOnce(tx, 'delivery', row)) ? id : undefined;
}

export async function loadDelivery(tx: Tx, id: string): Promise<DeliveryTable | undefined> {
  return tx.db.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function deliveryOfSubject(tx: Tx, subjectId: string): Promise<DeliveryTable | undefined> {
  return tx.db.selectFrom('delivery').selectAll().where('subject_id', '=', subjectId).orderBy('id', 'desc').executeTakeFirst();
}

export async function updateDelivery(
  tx: Tx,
  id: string,
  changes: Partial<Pick<DeliveryTable, 'status' | 'channel' | 'reason' | 'response_code_enc' | 'sent_at'>>,
): Promise<void> {
  await tx.db.updateTable('delivery').set(changes).where('id', '=', id).execute();
}

/** Newest first, below `before`. */
export async function listDeliveries(
  tx: Tx,
  filter: { orderId?: string | undefined; status?: DeliveryTable['status'] | undefined; before?: string | undefined; limit: number },
): Promise<readonly DeliveryTable[]> {
  let query = tx.db.selectFrom('delivery').selectAll().orderBy('id', 'desc').limit(filter.limit);
  if (filter.orderId) query = query.where('order_id', '=', filter.orderId);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.before) query = query.where('id', '<', filter.before);
  return query.execute();
}

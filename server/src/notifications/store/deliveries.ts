import { insertOnce } from '../../platform/db/insert-once.ts';
import { type Migration, steps } from '../../platform/db/migration.ts';
import { prepared, preparedOne } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { Tried } from '../domain/ladder.ts';
import { paceMigrations } from './member-pace.ts';
import { messageTemplateMigrations } from './message-templates.ts';

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
  /** `leave`: the installer's own leave; `roster`: the console's roster. */
  page: 'customer' | 'order' | 'offer' | 'leave' | 'roster';
  channel: string | null;
  status: 'pending' | 'sent' | 'staff_todo' | 'undeliverable';
  reason: string | null;
  /** Code for one update of a card with buttons, sealed. */
  response_code_enc: string | null;
  /** 1: about money or a decision that waits; goes before others. */
  urgent: number;
  /** The ways to a customer that were looked at, with why: JSON of `Tried[]`. */
  ladder: string | null;
  /** Epoch ms: no place within the member's pace, or the API was stopped. */
  waits_until: number | null;
  /** Delivery whose message says this one too. */
  digest_of: string | null;
  /** 1: a subscribe credit was taken for it. */
  credit_taken: number;
  /** Epoch ms until which somebody is believed to be sending it. */
  sending_until: number | null;
  created_at: number;
  sent_at: number | null;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    delivery: DeliveryTable;
  }
}

const delivery = steps('0001-delivery', [
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

const ladder = steps('0002-ladder', [
  (db) =>
    db.schema
      .alterTable('delivery')
      .addColumn('urgent', 'smallint', (c) => c.notNull().defaultTo(0))
      .execute(),
  (db) => db.schema.alterTable('delivery').addColumn('ladder', 'text').execute(),
  (db) => db.schema.alterTable('delivery').addColumn('waits_until', 'bigint').execute(),
  (db) => db.schema.alterTable('delivery').addColumn('digest_of', 'varchar(26)').execute(),
  (db) =>
    db.schema
      .alterTable('delivery')
      .addColumn('credit_taken', 'smallint', (c) => c.notNull().defaultTo(0))
      .execute(),
  (db) => db.schema.alterTable('delivery').addColumn('sending_until', 'bigint').execute(),
  (db) => db.schema.createIndex('ix_delivery_waiting').on('delivery').columns(['person_id', 'status', 'waits_until']).execute(),
  (db) => db.schema.createIndex('ix_delivery_digest').on('delivery').column('digest_of').execute(),
]);

// what waits for staff on one order: by the status alone a database would read all that wait, of every order
const waitingOfOrder = steps('0005-waiting-of-order', [
  (db) => db.schema.createIndex('ix_delivery_order_status').on('delivery').columns(['order_id', 'status', 'id']).execute(),
]);

export const notificationMigrations: readonly Migration[] = [
  ...delivery,
  ...ladder,
  ...paceMigrations,
  ...messageTemplateMigrations,
  ...waitingOfOrder,
];

export type NewDelivery = Pick<
  DeliveryTable,
  'event_key' | 'order_id' | 'audience' | 'person_id' | 'subject_id' | 'template' | 'title' | 'text' | 'page' | 'status'
> & {
  readonly reason?: string | null;
  readonly urgent?: boolean;
  readonly ladder?: readonly Tried[];
};

const byId = preparedOne((db, { id }: { id: string }) => db.selectFrom('delivery').selectAll().where('id', '=', id));
const byIdHeld = preparedOne((db, { id }: { id: string }, dialect) => {
  const query = db.selectFrom('delivery').selectAll().where('id', '=', id);
  return dialect === 'mysql' ? query.forUpdate() : query;
});
const gatheredBy = prepared((db, { leaderId }: { leaderId: string }) =>
  db.selectFrom('delivery').selectAll().where('digest_of', '=', leaderId).orderBy('id', 'asc'),
);

/** Undefined when this event had its row already. */
export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<string | undefined> {
  const id = newId();
  const row: DeliveryTable = {
    ...delivery,
    reason: delivery.reason ?? null,
    urgent: delivery.urgent ? 1 : 0,
    ladder: delivery.ladder ? JSON.stringify(delivery.ladder) : null,
    waits_until: null,
    digest_of: null,
    credit_taken: 0,
    sending_until: null,
    id,
    channel: null,
    response_code_enc: null,
    created_at: tx.now,
    sent_at: null,
  };
  return (await insertOnce(tx, 'delivery', row)) ? id : undefined;
}

export async function loadDelivery(tx: Tx, id: string): Promise<DeliveryTable | undefined> {
  return byId(tx, { id });
}

export async function deliveryOfSubject(tx: Tx, subjectId: string): Promise<DeliveryTable | undefined> {
  return tx.db.selectFrom('delivery').selectAll().where('subject_id', '=', subjectId).orderBy('id', 'desc').executeTakeFirst();
}

/** Both tell who comes and when. Which of them is left to be said: that somebody comes where somebody was found since the move, else the new hours. */
const ALIKE = { moved: 'visit-rescheduled', assigned: 'installer-assigned' } as const;

/** When an order's appointment was moved, and somebody found for it, last; epoch ms, null: never. */
interface LastMoves {
  readonly rescheduledAt: number | null;
  readonly assignedAt: number | null;
}

/** Whether the customer has a newer notice of the same kind about the same order, or another that tells as much. */
export async function hasNewer(
  tx: Tx,
  { id, order_id, template }: DeliveryTable,
  { rescheduledAt, assignedAt }: LastMoves,
): Promise<boolean> {
  const isFound = rescheduledAt !== null && assignedAt !== null && assignedAt > rescheduledAt;
  const [lesser, told] = isFound ? [ALIKE.moved, ALIKE.assigned] : [ALIKE.assigned, ALIKE.moved];
  const newer = await tx.db
    .selectFrom('delivery')
    .select('id')
    .where('order_id', '=', order_id)
    .where('audience', '=', 'customer')
    .where((eb) =>
      eb.or([
        eb.and([eb('template', '=', template), eb('id', '>', id)]),
        ...(template === lesser && rescheduledAt !== null
          ? [eb.and([eb('template', '=', told), eb('created_at', '>=', rescheduledAt)])]
          : []),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return newer !== undefined;
}

export async function updateDelivery(
  tx: Tx,
  id: string,
  changes: Partial<Omit<DeliveryTable, 'id' | 'event_key' | 'created_at'>>,
): Promise<void> {
  await tx.db.updateTable('delivery').set(changes).where('id', '=', id).execute();
}

/** The row, held for this transaction. */
export async function lockDelivery(tx: Tx, id: string): Promise<DeliveryTable | undefined> {
  return byIdHeld(tx, { id });
}

/** At most so many titles stand in one message. */
const IN_ONE_MESSAGE = 50;

/** Puts what else waits for this member and may wait into one message with `leader`. */
export async function gather(tx: Tx, leader: DeliveryTable): Promise<void> {
  const waiting = await tx.db
    .selectFrom('delivery')
    .select('id')
    .where('person_id', '=', leader.person_id)
    .where('status', '=', 'pending')
    .where('waits_until', 'is not', null)
    .where('urgent', '=', 0)
    .where('page', '=', 'order')
    .where('digest_of', 'is', null)
    .where('id', '!=', leader.id)
    .orderBy('id', 'asc')
    .limit(IN_ONE_MESSAGE)
    .execute();
  if (waiting.length === 0) return;
  await tx.db
    .updateTable('delivery')
    .set({ digest_of: leader.id })
    .where(
      'id',
      'in',
      waiting.map(({ id }) => id),
    )
    .execute();
}

/** What is said by the leader's message beside its own words, oldest first. */
export async function gathered(tx: Tx, leaderId: string): Promise<readonly DeliveryTable[]> {
  return gatheredBy(tx, { leaderId });
}

/** Removes this very code; false when a newer one stands there. */
export async function dropCode(tx: Tx, id: string, sealed: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('delivery')
    .set({ response_code_enc: null })
    .where('id', '=', id)
    .where('response_code_enc', '=', sealed)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Newest first, below `before`. */
export async function listDeliveries(
  tx: Tx,
  filter: {
    /** About one of these orders; undefined: whatever it is about. */
    orderIds?: readonly string[] | undefined;
    status?: DeliveryTable['status'] | undefined;
    audience?: DeliveryTable['audience'] | undefined;
    channel?: string | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<readonly DeliveryTable[]> {
  let query = tx.db.selectFrom('delivery').selectAll().orderBy('id', 'desc').limit(filter.limit);
  if (filter.orderIds) query = query.where('order_id', 'in', filter.orderIds.length ? [...filter.orderIds] : ['']);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.audience) query = query.where('audience', '=', filter.audience);
  if (filter.channel) query = query.where('channel', '=', filter.channel);
  if (filter.before) query = query.where('id', '<', filter.before);
  return query.execute();
}

import { longText, type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';

export interface OfferTable {
  id: string;
  order_id: string;
  visit_id: string;
  /** Token of the flow's dispatch action. */
  token: string;
  round: number;
  rounds: number;
  time_box_ms: number;
  installer_id: string;
  status: 'offered' | 'accepted' | 'refused' | 'expired' | 'withdrawn';
  /** Estimated pay 预估收益 in fen. */
  pay: number;
  /** Quote and explanation of the estimate, JSON. */
  estimate: string;
  distance_km: string | null;
  score: string;
  /** Why this candidate, JSON list of sentences. */
  reasons: string;
  expires_at: number;
  created_at: number;
  answered_at: number | null;
}
export interface InstallerProfileTable {
  person_id: string;
  /** JSON: item categories he may do; ["*"] for all. */
  skills: string;
  /** `lat,lng`; null when not known. */
  base_enc: string | null;
  /** Visits a day. */
  capacity: number;
  updated_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    offer: OfferTable;
    installer_profile: InstallerProfileTable;
  }
}

export const dispatchMigrations: readonly Migration[] = steps('0001-offer', [
  (db, dialect) =>
    db.schema
      .createTable('offer')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('order_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('visit_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('token', 'varchar(60)', (c) => c.notNull())
      .addColumn('round', 'integer', (c) => c.notNull())
      .addColumn('rounds', 'integer', (c) => c.notNull())
      .addColumn('time_box_ms', 'bigint', (c) => c.notNull())
      .addColumn('installer_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('status', 'varchar(10)', (c) => c.notNull())
      .addColumn('pay', 'bigint', (c) => c.notNull())
      .addColumn('estimate', longText(dialect), (c) => c.notNull())
      .addColumn('distance_km', 'varchar(16)')
      .addColumn('score', 'varchar(16)', (c) => c.notNull())
      .addColumn('reasons', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('answered_at', 'bigint')
      .addUniqueConstraint('uq_offer_round', ['order_id', 'token', 'round'])
      .execute(),
  (db) => db.schema.createIndex('ix_offer_installer').on('offer').columns(['installer_id', 'status']).execute(),
  (db) =>
    db.schema
      .createTable('installer_profile')
      .ifNotExists()
      .addColumn('person_id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('skills', 'text', (c) => c.notNull())
      .addColumn('base_enc', 'varchar(200)')
      .addColumn('capacity', 'integer', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute(),
]);

export async function insertOffer(tx: Tx, offer: Omit<OfferTable, 'id' | 'status' | 'created_at' | 'answered_at'>): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('offer')
    .values({ ...offer, id, status: 'offered', created_at: tx.now, answered_at: null })
    .execute();
  return id;
}

export async function loadOffer(tx: Tx, id: string): Promise<OfferTable | undefined> {
  return tx.db.selectFrom('offer').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, held for this transaction: of two who answer at once the second reads what the first made of it. */
export async function lockOffer(tx: Tx, id: string): Promise<OfferTable | undefined> {
  const query = tx.db.selectFrom('offer').selectAll().where('id', '=', id);
  return (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
}

/** Gives the offer its answer; false when it had one already. */
export async function answer(tx: Tx, id: string, status: Exclude<OfferTable['status'], 'offered'>): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('offer')
    .set({ status, answered_at: tx.now })
    .where('id', '=', id)
    .where('status', '=', 'offered')
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Oldest first. */
export async function offersOfOrder(tx: Tx, orderId: string): Promise<readonly OfferTable[]> {
  return tx.db.selectFrom('offer').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
}

/** What stands open for an installer now. */
export async function standingOffers(tx: Tx, installerId: string): Promise<readonly OfferTable[]> {
  return tx.db
    .selectFrom('offer')
    .selectAll()
    .where('installer_id', '=', installerId)
    .where('status', '=', 'offered')
    .where('expires_at', '>', tx.now)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}

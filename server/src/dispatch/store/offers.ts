import { insertRows, prepared, preparedOne } from '../../platform/db/prepared.ts';
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
  /** How he came to be asked: by rank, several at once, without asking, by a dispatcher. */
  mode: 'offer' | 'pool' | 'auto' | 'manual';
  /** Place in the crew, 0 the leader. */
  place: number;
  /** Weights of the whole crew, JSON. */
  weights: string;
  status: 'offered' | 'accepted' | 'refused' | 'expired' | 'withdrawn';
  /** Estimated pay 预估收益 in fen. */
  pay: number;
  /** Quote and explanation of the estimate, JSON. */
  estimate: string;
  distance_km: string | null;
  score: string;
  /** Why this candidate, JSON list of sentences. */
  reasons: string;
  /** For one that needs no answer: when it was made. */
  expires_at: number;
  created_at: number;
  answered_at: number | null;
  /** Why the installer refused, phone numbers taken out; null where he gave no reason. */
  refusal: string | null;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    offer: OfferTable;
  }
}

const byId = preparedOne((db, { id }: { id: string }) => db.selectFrom('offer').selectAll().where('id', '=', id));
const byIdHeld = preparedOne((db, { id }: { id: string }, dialect) => {
  const query = db.selectFrom('offer').selectAll().where('id', '=', id);
  return dialect === 'mysql' ? query.forUpdate() : query;
});
const ofOrder = prepared((db, { orderId }: { orderId: string }) =>
  db.selectFrom('offer').selectAll().where('order_id', '=', orderId).orderBy('id'),
);

/** What an offer says when it is made. */
export type NewOffer = Omit<OfferTable, 'id' | 'status' | 'created_at' | 'answered_at' | 'refusal'>;

/** @param status `accepted` for one that nobody is asked about */
export async function insertOffer(tx: Tx, offer: NewOffer, status: 'offered' | 'accepted' = 'offered'): Promise<string> {
  const id = newId();
  const row = { ...offer, id, status, created_at: tx.now, answered_at: status === 'offered' ? null : tx.now, refusal: null };
  await insertRows(tx, 'offer', [row]);
  return id;
}

export async function loadOffer(tx: Tx, id: string): Promise<OfferTable | undefined> {
  return byId(tx, { id });
}

/** The same, held for this transaction: of two who answer at once the second reads what the first made of it. */
export async function lockOffer(tx: Tx, id: string): Promise<OfferTable | undefined> {
  return byIdHeld(tx, { id });
}

/** Gives the offer its answer; false when it had one already. `from`: what it must be now. `refusal`: why, where he says so. */
export async function answer(
  tx: Tx,
  id: string,
  status: Exclude<OfferTable['status'], 'offered'>,
  from: 'offered' | 'accepted' = 'offered',
  refusal: string | null = null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('offer')
    .set({ status, answered_at: tx.now, refusal })
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Oldest first. */
export async function offersOfOrder(tx: Tx, orderId: string): Promise<readonly OfferTable[]> {
  return ofOrder(tx, { orderId });
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

/** What an installer was offered, the latest first; one more than `size`. `before`: only what is older than this offer. */
export async function pastOffers(tx: Tx, installerId: string, size: number, before: string | undefined): Promise<readonly OfferTable[]> {
  return tx.db
    .selectFrom('offer')
    .selectAll()
    .where('installer_id', '=', installerId)
    .where('status', '!=', 'offered')
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(size + 1)
    .execute();
}

/** Offers that stand for an installer, oldest first. */
export async function standingFor(tx: Tx, installerId: string): Promise<readonly { id: string }[]> {
  return tx.db
    .selectFrom('offer')
    .select('id')
    .where('installer_id', '=', installerId)
    .where('status', '=', 'offered')
    .orderBy('id')
    .execute();
}

/** Offers of several orders, oldest first. */
export async function offersOfOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly OfferTable[]> {
  if (orderIds.length === 0) return [];
  return tx.db
    .selectFrom('offer')
    .selectAll()
    .where('order_id', 'in', [...orderIds])
    .orderBy('id')
    .execute();
}

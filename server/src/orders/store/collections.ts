import type { Compilable } from 'kysely';
import { prepared } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { CollectionTable } from './migrations.ts';

/** Fen that a collection adds to what the order has collected: a refund takes away. */
export function effectOf(collection: Pick<CollectionTable, 'kind' | 'amount'>): number {
  return collection.kind === 'collect' ? collection.amount : -collection.amount;
}

/** Oldest first, voided ones among them. */
export async function collectionsOf(tx: Tx, orderId: string): Promise<readonly CollectionTable[]> {
  return tx.db.selectFrom('collection').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
}

export async function loadCollection(tx: Tx, id: string): Promise<CollectionTable | undefined> {
  return tx.db.selectFrom('collection').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A collection with the number of its order. */
export type NumberedCollection = Pick<CollectionTable, 'id' | 'order_id' | 'kind' | 'amount' | 'business_day' | 'method'> & {
  readonly number: string;
};

/** What an installer took from customers on business days from … to, both included, and what stands; newest first. */
export const collectedBy = prepared(
  (db, { installerId, from, to }: { installerId: string; from: string; to: string }): Compilable<NumberedCollection> =>
    db
      .selectFrom('collection')
      .innerJoin('work_order', 'work_order.id', 'collection.order_id')
      .select(['collection.id', 'order_id', 'kind', 'amount', 'business_day', 'method', 'number'])
      .where('collection.installer_id', '=', installerId)
      .where('voided_at', 'is', null)
      .where('business_day', '>=', from)
      .where('business_day', '<=', to)
      .orderBy('collection.id', 'desc'),
);

/** Customers' money that installers took, fen, by installer: refunds out of their hands taken off, voided entries out. */
export async function takenBy(tx: Tx, installerId?: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .selectFrom('collection')
    .select((eb) => ['installer_id', 'kind', eb.fn.sum<number | string>('amount').as('sum')])
    .where('installer_id', 'is not', null)
    .where('voided_at', 'is', null)
    .$if(installerId !== undefined, (query) => query.where('installer_id', '=', installerId!))
    .groupBy(['installer_id', 'kind'])
    .execute();
  const taken = new Map<string, number>();
  for (const { installer_id, kind, sum } of rows)
    taken.set(installer_id!, (taken.get(installer_id!) ?? 0) + (kind === 'collect' ? 1 : -1) * Number(sum));
  return taken;
}

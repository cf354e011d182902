import type { Tx } from '../../platform/db/unit-of-work.ts';

/** Long lists go in pieces. */
const AT_ONCE = 500;

/** Ids of all orders of a customer, whoever asks: for a merge of two records of one person. */
export async function ordersOfCustomer(tx: Tx, customerId: string): Promise<readonly string[]> {
  const rows = await tx.db.selectFrom('work_order').select('id').where('customer_id', '=', customerId).execute();
  return rows.map(({ id }) => id);
}

/** Gives orders to another customer, as far as they are still `from`'s. Who works on one does not notice: its version stays. */
export async function giveOrders(tx: Tx, ids: readonly string[], from: string, to: string): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await tx.db
      .updateTable('work_order')
      .set({ customer_id: to })
      .where('id', 'in', ids.slice(at, at + AT_ONCE))
      .where('customer_id', '=', from)
      .execute();
}

/** Numbers by id, whoever asks. Unknown ids are absent. */
export async function numbersOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('work_order')
    .select(['id', 'number'])
    .where('id', 'in', [...orderIds])
    .execute();
  return new Map(rows.map((row) => [row.id, row.number]));
}

/** Whose order a link leads to, by the id of the link. */
export async function customersOfLinks(tx: Tx, linkIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (linkIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('customer_link')
    .innerJoin('work_order', 'work_order.id', 'customer_link.order_id')
    .select(['customer_link.id', 'work_order.customer_id'])
    .where('customer_link.id', 'in', [...linkIds])
    .execute();
  return new Map(rows.map((row) => [row.id, row.customer_id]));
}

import type { Tx } from '../../platform/db/unit-of-work.ts';

/** The order's crew beside its leader, who is `work_order.installer_id`. Kept with the order after it is done: what they did is theirs to read. */
export interface OrderHelperTable {
  order_id: string;
  installer_id: string;
}

/** Helpers by order id; orders without any are absent. */
export async function helpersOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('order_helper')
    .selectAll()
    .where('order_id', 'in', [...orderIds])
    .orderBy('installer_id')
    .execute();
  const byOrder = new Map<string, string[]>();
  for (const row of rows) byOrder.set(row.order_id, [...(byOrder.get(row.order_id) ?? []), row.installer_id]);
  return byOrder;
}

/** Replaces the order's helpers. The caller holds the order's lock. */
export async function setHelpers(tx: Tx, orderId: string, installerIds: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('order_helper').where('order_id', '=', orderId).execute();
  if (installerIds.length === 0) return;
  await tx.db
    .insertInto('order_helper')
    .values(installerIds.map((installer_id) => ({ order_id: orderId, installer_id })))
    .execute();
}

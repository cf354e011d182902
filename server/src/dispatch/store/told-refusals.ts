import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/schema.ts';
import { idBetween } from '../../platform/ids.ts';

const PAGE = 500;

/**
 * Writes into the history of orders what offers alone knew: who refused, with his reason, and who let the time go by, each at its moment. What stands there already is
 * left as it is, so that a run that was broken off goes on with the rest.
 */
export async function tellRefusals(db: Kysely<Database>): Promise<void> {
  for (let after = ''; ; ) {
    const orders = await db
      .selectFrom('offer')
      .select('order_id')
      .distinct()
      .where('order_id', '>', after)
      .where('status', 'in', ['refused', 'expired'])
      .orderBy('order_id')
      .limit(PAGE)
      .execute();
    for (const { order_id } of orders) await tellOf(db, order_id);
    if (orders.length < PAGE) return;
    after = orders.at(-1)!.order_id;
  }
}

async function tellOf(db: Kysely<Database>, orderId: string): Promise<void> {
  const told = await db
    .selectFrom('order_event')
    .select(['id', 'at', 'type', 'detail'])
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  const offers = await db
    .selectFrom('offer')
    .select(['id', 'installer_id', 'status', 'answered_at', 'refusal'])
    .where('order_id', '=', orderId)
    .where('status', 'in', ['refused', 'expired'])
    .orderBy('answered_at')
    .orderBy('id')
    .execute();
  for (const { installer_id, status, answered_at, refusal } of offers) {
    const at = Number(answered_at);
    const type = `offer_${status}`;
    const stands = told.some((event) => event.type === type && Number(event.at) === at && event.detail.includes(installer_id));
    // what followed from the answer bears its time too, and stands after it
    const place = told.findLastIndex((event) => Number(event.at) < at || (Number(event.at) === at && event.type.startsWith('offer_')));
    const id = stands || answered_at === null || place < 0 ? null : idBetween(told[place]!.id, told[place + 1]?.id ?? null);
    if (id === null) continue;
    const himself = status === 'refused';
    const event = {
      id,
      order_id: orderId,
      at,
      actor_kind: himself ? 'person' : 'system',
      actor_id: himself ? installer_id : 'system',
      actor_role: himself ? 'installer' : 'system',
      type,
      node: null,
      token: null,
      detail: JSON.stringify({ to: [installer_id], reason: refusal }),
    };
    await db.insertInto('order_event').values(event).execute();
    told.splice(place + 1, 0, event);
  }
}

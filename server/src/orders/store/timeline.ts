import type { Actor } from '../../platform/actor.ts';
import { insertRows } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { OrderEventTable } from './migrations.ts';

/** One line of the order's history. `detail` holds ids, keys and figures, never personal values. */
export interface TimelineFact {
  readonly type: string;
  readonly node?: string | null;
  readonly token?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Writes what happened, in this order.
 *
 * @param actor who did it; another than the transaction's where nobody is logged in yet: a customer who opens the link
 */
export async function tell(
  tx: Tx,
  orderId: string,
  facts: readonly TimelineFact[],
  actor: Pick<Actor, 'kind' | 'id' | 'roles'> = tx.origin.actor,
): Promise<void> {
  await insertRows(
    tx,
    'order_event',
    facts.map((fact) => ({
      id: newId(),
      order_id: orderId,
      at: tx.now,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_role: actor.roles[0] ?? 'system',
      type: fact.type,
      node: fact.node ?? null,
      token: fact.token ?? null,
      detail: JSON.stringify(fact.detail ?? {}),
    })),
  );
}

/** Oldest first. */
export async function timelineOf(tx: Tx, orderId: string): Promise<readonly OrderEventTable[]> {
  return tx.db.selectFrom('order_event').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
}

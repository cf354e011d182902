import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { OrderEventTable } from './migrations.ts';

/** One line of the order's history. `detail` holds ids, keys and figures, never personal values. */
export interface TimelineFact {
  readonly type: string;
  readonly node?: string | null;
  readonly token?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Who did it, where that is not the origin's actor: an installer whose card click arrived as a callback. */
  readonly by?: Pick<Actor, 'kind' | 'id' | 'roles'>;
}

export async function tell(tx: Tx, orderId: string, fact: TimelineFact): Promise<void> {
  const by = fact.by ?? tx.origin.actor;
  await tx.db
    .insertInto('order_event')
    .values({
      id: newId(),
      order_id: orderId,
      at: tx.now,
      actor_kind: by.kind,
      actor_id: by.id,
      actor_role: by.roles[0] ?? 'system',
      type: fact.type,
      node: fact.node ?? null,
      token: fact.token ?? null,
      detail: JSON.stringify(fact.detail ?? {}),
    })
    .execute();
}

/** Oldest first. */
export async function timelineOf(tx: Tx, orderId: string): Promise<readonly OrderEventTable[]> {
  return tx.db.selectFrom('order_event').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
}

import type { Tx } from '../../platform/db/unit-of-work.ts';
import { noticeAsked } from '../events.ts';
import type { Work } from './drive-flow.ts';

/** Who goes there decides the way, and the way may be in the price: where the customer's figure is another now, the history says so and the customer is told. */
export async function tellRepriced(tx: Tx, { row, changes, state, story }: Work): Promise<void> {
  if (row.charge === null || changes.charge === undefined || changes.charge === null || changes.charge === row.charge) return;
  story.push({ type: 'repriced', detail: { before: row.charge, charge: changes.charge } });
  const node = state.tokens[0]?.node ?? '';
  await tx.outbox.append(noticeAsked, { orderId: row.id, template: 'price-changed', to: { type: 'customer' }, node });
}

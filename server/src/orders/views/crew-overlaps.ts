import { overlapping, overlapWords } from '@mingdan/shared/orders/overlap';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { slotOf } from '../store/orders.ts';
import { heldOf, visitsBetween } from './dispatch-board.ts';

/** What an open order's crew has promised to other customers in its hours, one sentence for each of them; none without hours, and once the work is done. */
export async function crewOverlaps(
  tx: Tx,
  row: WorkOrderTable,
  helpers: readonly string[],
  nameOf: (personId: string) => string,
): Promise<string[]> {
  const slot = slotOf(row);
  if (row.state !== 'open' || row.finished_at !== null || row.installer_id === null || slot === null) return [];
  const crew = [row.installer_id, ...helpers];
  const visits = (await visitsBetween(tx, crew, slot.date, slot.date)).filter(({ id }) => id !== row.id);
  return crew.flatMap((installer) => {
    const held = heldOf(visits.filter(({ installerId }) => installerId === installer));
    return overlapWords(overlapping(held, slot)).map((words) => `${nameOf(installer)} ${words}`);
  });
}

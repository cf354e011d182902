import { overlapping, overlapWords } from '@mingdan/shared/orders/overlap';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { slotOf } from '../store/orders.ts';
import { visitsBetween } from './dispatch-board.ts';

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
  const visits = (await visitsBetween(tx, crew, slot.date, slot.date)).filter(
    (visit) => visit.id !== row.id && visit.state === 'open' && visit.finished_at === null,
  );
  return crew.flatMap((installer) => {
    const his = visits.filter(({ installerId }) => installerId === installer);
    const held = his.map(({ number, slot_from, slot_to }) => ({ number, from: slot_from!, to: slot_to! }));
    return overlapWords(overlapping(held, slot)).map((words) => `${nameOf(installer)} ${words}`);
  });
}

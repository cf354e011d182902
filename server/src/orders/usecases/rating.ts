import type { FormDefinition, FormValues } from '@mingdan/shared/forms/definition';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { orderRated } from '../events.ts';
import { helpersOf } from '../store/crew.ts';
import type { Work } from './drive-flow.ts';

/** The form's field for stars, where it has one. */
export const ratingField = (form: FormDefinition) => form.fields.find((field) => field.type === 'rating');

/** A rating 评价 that was just submitted is told, on the scale of one to five, together with whose visit it was; null: it was taken back. */
export async function tellRating(tx: Tx, work: Work, submitted: FormValues): Promise<void> {
  const field = ratingField(work.template.form);
  const value = field && submitted[field.key];
  const leader = work.changes.installer_id ?? work.row.installer_id;
  if (!field || value === undefined || !leader) return;
  const max = field.max !== undefined && field.max > 1 ? field.max : 5;
  const helpers = (await helpersOf(tx, [work.row.id])).get(work.row.id) ?? [];
  await tx.outbox.append(orderRated, {
    orderId: work.row.id,
    installerIds: [leader, ...helpers],
    rating: typeof value === 'number' ? 1 + ((value - 1) * 4) / (max - 1) : null,
  });
}

import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { FieldDefinition, LineValue } from '@mingdan/shared/forms/definition';

const LINE_TYPES: readonly string[] = ['service-lines', 'part-lines'];

function isLines(value: unknown): value is readonly LineValue[] {
  return Array.isArray(value) && value.length > 0;
}

/**
 * The lines that would be settled now: what the current task's form holds, else what was filled in earlier, else those of the bill. Fees are the
 * price book's own and never among them.
 *
 * @param values of the form under the hand, drafts included, by field key
 */
export function linesNow(
  order: Pick<OrderView, 'filled' | 'bill'>,
  fields: readonly FieldDefinition[],
  values: Readonly<Record<string, unknown>>,
): readonly LineValue[] {
  const lineFields = fields.filter(({ type }) => LINE_TYPES.includes(type));
  if (lineFields.length > 0) return lineFields.flatMap(({ key }) => (isLines(values[key]) ? values[key] : []));
  const earlier = order.filled
    .flatMap(({ fields: filled }) => filled.filter(({ type }) => LINE_TYPES.includes(type)))
    .flatMap(({ value }) => (isLines(value) ? value : []));
  if (earlier.length > 0) return earlier;
  return order.bill.lines.filter(({ kind }) => kind !== 'fee').map(({ item, quantity }) => ({ item, quantity }));
}

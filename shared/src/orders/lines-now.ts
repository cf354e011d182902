import type { OrderView } from '../contracts/orders.ts';
import type { FieldDefinition, LineValue } from '../forms/definition.ts';

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

/** Types of fields that a price rule may ask for. */
const PRICE_TYPES: readonly string[] = ['number', 'boolean', 'select', 'rating'];

/** The values under the hand that may change a price: with no others the bill need not be asked anew for every picture. */
export function pricedValues(
  fields: readonly FieldDefinition[],
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const types = new Map(fields.map(({ key, type }) => [key, type]));
  return Object.fromEntries(Object.entries(values).filter(([key]) => PRICE_TYPES.includes(types.get(key) ?? '')));
}

const milli = (quantity: string): number => Math.round(Number(quantity) * 1000);

/** Lines without what goes beyond an agreement; a line of which nothing is left is gone. Thousandths stay exact. */
export function linesWithout(
  lines: readonly LineValue[],
  extra: readonly { readonly item: string; readonly quantity: string }[],
): LineValue[] {
  const over = new Map(extra.map(({ item, quantity }) => [item, milli(quantity)]));
  return lines.flatMap(({ item, quantity }) => {
    const taken = Math.min(milli(quantity), over.get(item) ?? 0);
    over.set(item, (over.get(item) ?? 0) - taken);
    const left = milli(quantity) - taken;
    return left > 0 ? [{ item, quantity: String(left / 1000) }] : [];
  });
}

import type { FieldType, FormDefinition, FormValues } from '@mingdan/shared/forms/definition';
import type { OrderLine } from '@mingdan/shared/pricing/types';
import { LINE_FIELD } from './agreement.ts';

/** What proves one visit and says nothing of the next: the next is punched in and signed anew. Photos stay, since they show the whole work. */
const OF_ONE_VISIT: ReadonlySet<FieldType> = new Set(['location', 'signature']);

type KindOf = (item: string) => keyof typeof LINE_FIELD;

/** The form's values as the next visit finds them; lines stay as they are. */
export function forNextVisit(form: FormDefinition, values: FormValues): FormValues {
  const gone = new Set(form.fields.filter(({ type }) => OF_ONE_VISIT.has(type)).map(({ key }) => key));
  return Object.fromEntries(Object.entries(values).filter(([key]) => !gone.has(key)));
}

/** The form's values with these lines in place of its own: all of a kind stand in the first field of that kind. */
export function withLines(form: FormDefinition, values: FormValues, kindOf: KindOf, lines: readonly OrderLine[]): FormValues {
  const next: Record<string, FormValues[string]> = { ...values };
  const filled = new Set<FieldType>();
  for (const { key, type } of form.fields) {
    if (type !== 'service-lines' && type !== 'part-lines') continue;
    if (filled.has(type)) delete next[key];
    else next[key] = lines.filter((line) => LINE_FIELD[kindOf(line.item)] === type).map(({ item, quantity }) => ({ item, quantity }));
    filled.add(type);
  }
  return next;
}

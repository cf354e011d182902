import type {
  AddressValue,
  FieldDefinition,
  FieldType,
  FormDefinition,
  FormValues,
  LineValue,
  TimeslotValue,
} from '@mingdan/shared/forms/definition';
import { type Build, buildOf } from '@mingdan/shared/intake/forms';
import type { OrderLine } from '@mingdan/shared/pricing/types';

/** What an order takes out of its form, found by the fields' types: the form decides what its fields are called. */
export interface OrderValues {
  readonly address: AddressValue | null;
  readonly slot: TimeslotValue | null;
  readonly phone: string | null;
  /** First text field marked personal: the customer's name. */
  readonly contactName: string | null;
  readonly lines: readonly OrderLine[];
  readonly serial: string | null;
}

/** The device that an order leaves behind, as its form tells of it; a word that nobody wrote is empty. */
export interface DeviceSaid {
  readonly serial: string | null;
  readonly model: string;
  readonly brand: string;
  /** What was chosen as its build 机型; null where no option names one. */
  readonly build: Build | null;
}

/** Reads stored values; the form has checked their shapes. */
export function readOrderValues(form: FormDefinition, values: FormValues): OrderValues {
  return {
    address: (first(form, values, (field) => field.type === 'address') as AddressValue | undefined) ?? null,
    slot: (first(form, values, (field) => field.type === 'timeslot') as TimeslotValue | undefined) ?? null,
    phone: (first(form, values, (field) => field.type === 'phone') as string | undefined) ?? null,
    contactName: (first(form, values, (field) => field.type === 'text' && field.personal === true) as string | undefined) ?? null,
    lines: linesOf(form, values),
    serial: (first(form, values, (field) => field.type === 'serial') as string | undefined) ?? null,
  };
}

/** Model and brand by the keys that templates give them; the build by the words of a choice. */
export function readDevice(form: FormDefinition, values: FormValues): DeviceSaid {
  return {
    serial: readOrderValues(form, values).serial,
    model: labelled(form, values, 'model'),
    brand: labelled(form, values, 'brand'),
    build: buildChosen(form, values),
  };
}

/** A field's text, or the words of the option that was chosen; empty for none. */
function labelled({ fields }: FormDefinition, values: FormValues, key: string): string {
  const field = fields.find((candidate) => candidate.key === key);
  const value = values[key];
  if (field?.type === 'select') return field.options.find((option) => option.value === value)?.label ?? '';
  return typeof value === 'string' ? value : '';
}

function buildChosen({ fields }: FormDefinition, values: FormValues): Build | null {
  for (const field of fields) {
    const chosen = field.type === 'select' ? field.options.find(({ value }) => value === values[field.key]) : undefined;
    const build = chosen ? buildOf(chosen.label) : null;
    if (build) return build;
  }
  return null;
}

/** All service lines, then all part lines, in form order. */
export function linesOf(form: Pick<FormDefinition, 'fields'>, values: FormValues): readonly OrderLine[] {
  const of = (type: FieldType) =>
    form.fields.filter((field) => field.type === type).flatMap((field) => (values[field.key] as readonly LineValue[] | undefined) ?? []);
  return [...of('service-lines'), ...of('part-lines')].map(({ item, quantity }) => ({ item, quantity }));
}

const ATTRIBUTE_TYPES: ReadonlySet<FieldType> = new Set(['number', 'quantity', 'money', 'boolean', 'select', 'multiselect', 'rating']);

/**
 * What price rules may ask for beside the fixed facts: numbers, amounts (fen), yes/no and choices of the form. Nothing that names a person ever
 * reaches the price engine, since its facts are kept with the quote.
 */
export function priceAttributes(form: FormDefinition, values: FormValues): Readonly<Record<string, unknown>> {
  const attributes: Record<string, unknown> = {};
  for (const field of form.fields) {
    if (!ATTRIBUTE_TYPES.has(field.type) || field.personal === true) continue;
    const value = values[field.key];
    if (value === undefined || value === null) continue;
    // stored numbers are decimal text; a rule compares numbers
    attributes[field.key] = field.type === 'number' || field.type === 'quantity' ? Number(value) : value;
  }
  return attributes;
}

function first(form: FormDefinition, values: FormValues, wanted: (field: FieldDefinition) => boolean): unknown {
  for (const field of form.fields) {
    if (!wanted(field)) continue;
    const value = values[field.key];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

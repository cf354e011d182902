import type { CustomerView } from '@mingdan/shared/contracts/customers';
import type { AddressValue, FieldDefinition, LineValue, SelectField } from '@mingdan/shared/forms/definition';
import { buildOf } from '@mingdan/shared/intake/forms';
import { rangeIn, sizeGap, sizeOf } from '@mingdan/shared/intake/sizes';
import type { Said } from './said.ts';
import { fitSlot } from './slot-choice.ts';

const NAME_KEYS: readonly string[] = ['contact', 'contactName', 'customerName', 'name'];
const NOTE_KEYS: readonly string[] = ['note', 'remark', 'remarks', 'comment', 'symptom', 'fault', 'problem', 'description'];
const MODEL_KEYS: readonly string[] = ['model', 'deviceModel'];
const BRAND_KEYS: readonly string[] = ['brand', 'deviceBrand'];
const OLD_PLACE_KEYS: readonly string[] = ['oldPlace', 'oldAddress'];
const OLD_PLACE = /^(?:旧址|原址|旧地址|原地址|拆机地址)$/;
/** Types whose answers of the last order are likely the answers of the next: what hangs on the place and the device, not on the day. */
const LASTING: readonly FieldDefinition['type'][] = [
  'text',
  'textarea',
  'number',
  'quantity',
  'boolean',
  'select',
  'multiselect',
  'service-lines',
  'part-lines',
];

/** Preset lines of the template that belong into a field of this type. */
function presetLines(type: 'service-lines' | 'part-lines', { lines, items }: Presets): readonly LineValue[] {
  const parts = type === 'part-lines';
  return lines.filter(({ item }) => (items.find(({ code }) => code === item)?.kind === 'part') === parts);
}

/** What the template brings beside its fields. */
export interface Presets {
  readonly lines: readonly LineValue[];
  readonly items: readonly { readonly code: string; readonly kind: string }[];
}

/** A value that was filled before, with the kind of field that it was filled into. */
export interface Earlier {
  readonly key: string;
  readonly type: string;
  readonly value: unknown;
}

/** Everything that a form can be filled from, besides the template's own values. */
export interface Knowledge {
  readonly customer: CustomerView;
  readonly presets: Presets;
  /** What a message said. */
  readonly said?: Said | undefined;
  /** What was filled in the customer's last order of this template. */
  readonly last?: readonly Earlier[] | undefined;
  /** What was filled into a form that could not be sent: another version of this template, or another template. */
  readonly carried?: readonly Earlier[] | undefined;
  /** Business day and time of day now. */
  readonly today: string;
  readonly time: string;
}

/** The value of a field of the same name and kind. */
function earlier(list: readonly Earlier[] | undefined, { key, type }: FieldDefinition): unknown {
  const found = list?.find((each) => each.key === key && each.type === type)?.value;
  return found === undefined || found === null ? undefined : found;
}

/** The option that a message means: its device's build or capacity, its brand, what is wrong, or whatever else of it stands in the message word for word. */
function optionSaid({ options }: SelectField, { device, symptoms, note }: Said): string | undefined {
  const size = sizeOf(device.size);
  const words = [device.brand, device.kind, ...symptoms].filter((word) => word.length >= 2);
  const fits: readonly ((label: string) => boolean)[] = [
    (label) => device.form !== '' && buildOf(label)?.name === device.form,
    (label) => {
      const range = rangeIn(label);
      return size !== null && range !== null && sizeGap(size, range) === 0;
    },
    (label) => words.includes(label),
    (label) => label.length >= 2 && words.some((word) => word.includes(label)),
    (label) => label.length >= 2 && isSaid(label, note),
  ];
  for (const fit of fits) {
    const found = options.find(({ label }) => fit(label));
    if (found) return found.value;
  }
  return undefined;
}

/** Whether words stand in a text without a 不 or 没 in front. */
function isSaid(words: string, text: string): boolean {
  const at = text.indexOf(words);
  return at >= 0 && !/(?:不是|不要|不用|没有|没|不|非|无)$/.test(text.slice(Math.max(0, at - 2), at));
}

/** Whether a message says that there is a lift 电梯, or none. */
function liftSaid(note: string): boolean | undefined {
  if (/(?:没有?|无)电梯/.test(note)) return false;
  return /有电梯|电梯房/.test(note) ? true : undefined;
}

/** Whether a field asks where a device that moves is taken from 旧址; the order's own address is where it goes. */
export const isOldPlace = ({ key, type, label }: FieldDefinition): boolean =>
  ['text', 'textarea', 'address'].includes(type) && (OLD_PLACE_KEYS.includes(key) || OLD_PLACE.test(label));

function oldPlaceSaid(field: FieldDefinition, { from }: Said): unknown {
  if (!from || from.text.trim() === '') return undefined;
  return field.type === 'address'
    ? { region: from.region, text: from.text }
    : cut(from.text, field.type === 'text' ? field.max : undefined);
}

function sayingOf(field: FieldDefinition, said: Said, { customer, today, time }: Knowledge): unknown {
  if (isOldPlace(field)) return oldPlaceSaid(field, said);
  switch (field.type) {
    case 'phone':
      return said.phone || undefined;
    case 'region':
      return said.region || undefined;
    case 'address':
      return said.region || said.address ? placed({ region: said.region, text: said.address }, customer) : undefined;
    case 'timeslot':
      return (said.time && fitSlot(field, said.time, today, time)) ?? undefined;
    case 'serial':
      return said.device.serial || undefined;
    case 'number': {
      const size = sizeOf(said.device.size);
      return size && field.unit === size.unit ? String(size.value) : undefined;
    }
    case 'text':
    case 'textarea':
      if (NAME_KEYS.includes(field.key)) return said.name || undefined;
      if (MODEL_KEYS.includes(field.key)) return cut(said.device.model, field.max);
      if (BRAND_KEYS.includes(field.key)) return cut(said.device.brand, field.max);
      return NOTE_KEYS.includes(field.key) ? cut(said.note, field.max) : undefined;
    case 'select':
      return optionSaid(field, said);
    case 'boolean':
      return field.label.includes('电梯') ? liftSaid(said.note) : undefined;
    default:
      return undefined;
  }
}

const cut = (text: string, max = 2000): string | undefined => (text === '' ? undefined : text.slice(0, max));

type Site = CustomerView['sites'][number];

/** A site as an order's address: with its point where it has one, so that the distance is known. */
export function siteAddress({ region, text, lat, lng }: Site): AddressValue {
  return { region, text, ...(lat !== null && lng !== null ? { lat, lng } : {}) };
}

const bare = (text: string): string => text.replace(/[\s,，.。、;；-]/g, '').toLowerCase();

/** Whether an address is this site of the customer's, however it is spaced. */
export function isSite({ region, text }: Pick<AddressValue, 'region' | 'text'>, site: Site): boolean {
  return (region === '' || region === site.region) && text.trim() !== '' && bare(text) === bare(site.text);
}

/** An address, with the point that the customer's file has for it. */
function placed(address: AddressValue, { sites }: CustomerView): AddressValue {
  const site = sites.find((each) => isSite(address, each));
  return site ? siteAddress(site) : address;
}

function ofCustomer(field: FieldDefinition, { customer }: Knowledge): unknown {
  const site = customer.sites[0];
  if (field.type === 'phone') return customer.phone ?? undefined;
  if (field.type === 'region') return site?.region;
  if (isOldPlace(field)) return undefined;
  if (field.type === 'text' && NAME_KEYS.includes(field.key)) return customer.name;
  return field.type === 'address' && site ? siteAddress(site) : undefined;
}

/** What the last order of this template held, where it may hold again: an option that is no more is none. */
function ofLast(field: FieldDefinition, { last }: Knowledge): unknown {
  if (!LASTING.includes(field.type) || NOTE_KEYS.includes(field.key)) return undefined;
  const value = earlier(last, field);
  return field.type === 'select' && !field.options.some((option) => option.value === value) ? undefined : value;
}

/**
 * What the form can be filled with before anybody types, by what is surest: what was filled and could not be sent, what the message says, what the last order
 * of this template held of place and device (never its day), what the template says, the customer's file, the template's preset lines. A value that the
 * template says stands above the file and above the last order's lines.
 *
 * @param fields of the start form, with the template's own values
 */
export function knownValues(
  fields: readonly { readonly definition: unknown; readonly value: unknown }[],
  given: Knowledge,
): Readonly<Record<string, unknown>> {
  // floor, lift and machine of another home say nothing of this one
  const knowledge = isElsewhere(given) ? { ...given, last: undefined } : given;
  const known: Record<string, unknown> = {};
  for (const { definition, value } of fields) {
    const field = definition as FieldDefinition;
    const isPreset = value !== null && value !== undefined;
    const found =
      earlier(knowledge.carried, field) ??
      (knowledge.said && sayingOf(field, knowledge.said, knowledge)) ??
      remembered(field, isPreset, knowledge);
    if (found !== undefined) known[field.key] = found;
  }
  return known;
}

/** Whether the form is for another place than the last order was: the message names one that is none of the customer's sites, or the file's own is another. */
function isElsewhere({ said, last, customer }: Knowledge): boolean {
  if (said !== undefined && said.address !== '')
    return !customer.sites.some((site) => isSite({ region: said.region, text: said.address }, site));
  const before = last?.find(({ type }) => type === 'address')?.value as AddressValue | undefined;
  const [site] = customer.sites;
  return before !== undefined && before !== null && site !== undefined && !isSite(before, site);
}

/** Beside what was said: memory goes over a template's answer, but not over its lines and words. */
function remembered(field: FieldDefinition, isPreset: boolean, knowledge: Knowledge): unknown {
  if (isPreset) return ['select', 'number', 'boolean'].includes(field.type) ? ofLast(field, knowledge) : undefined;
  const lines = field.type === 'service-lines' || field.type === 'part-lines' ? presetLines(field.type, knowledge.presets) : [];
  return ofCustomer(field, knowledge) ?? ofLast(field, knowledge) ?? (lines.length > 0 ? lines : undefined);
}

const KIND_LABELS = /机型|类型|种类|能源|方式$/;

/** Whether a choice says what kind of device it is about. */
const isKind = (field: FieldDefinition): field is SelectField =>
  field.type === 'select' && (KIND_LABELS.test(field.label) || field.options.some(({ label }) => buildOf(label) !== null));

/**
 * Keys of fields that would keep the last order's model although it is about another kind of device now, by hand or by what a message said. Choosing back
 * brings the model back; what was said, carried over or typed stays.
 *
 * @param fields with the values that they were filled with
 */
export function modelsOfOtherKind(
  fields: readonly { readonly definition: unknown; readonly value: unknown }[],
  byHand: Readonly<Record<string, unknown>>,
  last: readonly Earlier[] | undefined,
): readonly string[] {
  const all = fields.map(({ definition, value }) => ({ field: definition as FieldDefinition, value }));
  const isOther = all.some(({ field, value }) => {
    const before = earlier(last, field) ?? value;
    const now = field.key in byHand ? byHand[field.key] : value;
    return isKind(field) && before !== null && before !== undefined && now !== before;
  });
  if (!isOther) return [];
  return all
    .filter(
      ({ field, value }) =>
        (MODEL_KEYS.includes(field.key) || field.type === 'serial') && !(field.key in byHand) && value === earlier(last, field),
    )
    .map(({ field }) => field.key);
}

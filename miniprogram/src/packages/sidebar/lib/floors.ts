import type { FieldDefinition, NumberField } from '@mingdan/shared/forms/definition';
import { type FoundFloor, floorIn } from '@mingdan/shared/intake/floors';
import { t } from '../../../messages/staff.ts';
import { type Earlier, isOldPlace } from './known.ts';
import type { Said } from './said.ts';

interface Filled {
  readonly definition: unknown;
  readonly value: unknown;
}

/** What stands beside the form's own values. */
export interface FloorSources {
  /** Values that a person gave, by field key. */
  readonly byHand: Readonly<Record<string, unknown>>;
  readonly said?: Said | undefined;
  readonly last?: readonly Earlier[] | undefined;
  readonly carried?: readonly Earlier[] | undefined;
}

/** Whether a field asks for a floor, and of which place: the order's, or the one that a device is taken from. */
function placeOf(field: FieldDefinition): 'here' | 'old' | null {
  if (field.type !== 'number') return null;
  if (field.key === 'oldFloor' || /^(?:旧址|原址)楼层$/.test(field.label)) return 'old';
  return field.key === 'floor' || field.label === '楼层' ? 'here' : null;
}

const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : String((value as { text?: string } | null | undefined)?.text ?? '');

/**
 * Floors 楼层 as the addresses in the form speak of them, by field key: what an address or the message says goes over a template's answer and the last
 * order; a room's number only suggests one, where the last order told none. `notes` marks what was suggested. What a person gave stays.
 */
export function floorsOf(
  fields: readonly Filled[],
  { byHand, said, last, carried }: FloorSources,
): { readonly values: Readonly<Record<string, string>>; readonly notes: Readonly<Record<string, string>> } {
  const values: Record<string, string> = {};
  const notes: Record<string, string> = {};
  const all = fields.map(({ definition, value }) => ({ field: definition as FieldDefinition, value }));
  const addressOf = (place: 'here' | 'old'): string => {
    const found = all.find(({ field }) => (place === 'old' ? isOldPlace(field) : field.type === 'address' && !isOldPlace(field)));
    return found ? wordsOf(found.field.key in byHand ? byHand[found.field.key] : found.value) : '';
  };
  for (const { field, value } of all) {
    const place = placeOf(field);
    if (place === null || field.key in byHand || earlier(carried, field) !== undefined) continue;
    const found = tell(addressOf(place), place === 'here' ? (said?.note ?? '') : '');
    const remembered = value !== null && earlier(last, field) === value;
    if (!found || !fits(field as NumberField, found.floor) || (!found.sure && remembered)) continue;
    values[field.key] = String(found.floor);
    if (!found.sure) notes[field.key] = t('create.floorGuessed', { word: found.word });
  }
  return { values, notes };
}

/** What the address says; else what the message's other words say (住三楼); else what the address suggests. */
function tell(address: string, note: string): FoundFloor | null {
  const found = floorIn(address);
  if (found?.sure) return found;
  const noted = floorIn(note);
  return noted?.sure ? noted : found;
}

const earlier = (list: readonly Earlier[] | undefined, { key, type }: FieldDefinition): unknown =>
  list?.find((each) => each.key === key && each.type === type)?.value ?? undefined;

const fits = ({ min, max }: NumberField, floor: number): boolean =>
  (min === undefined || floor >= Number(min)) && (max === undefined || floor <= Number(max));

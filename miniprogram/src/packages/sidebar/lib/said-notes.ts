import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { t } from '../../../messages/staff.ts';
import { isOldPlace } from './known.ts';
import type { Said } from './said.ts';

/**
 * What the form says below values that a message only hinted at, so that a person looks them over: nothing once the field was changed by hand. By field key.
 *
 * @param fields with the values that they were filled with
 * @param byHand values that a person gave, by field key
 */
export function saidNotes(
  fields: readonly { readonly definition: unknown; readonly value: unknown }[],
  said: Said | undefined,
  byHand: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const notes: Record<string, string> = {};
  for (const { definition, value } of fields) {
    const field = definition as FieldDefinition;
    if (value === null || field.key in byHand) continue;
    if (said?.from && isOldPlace(field)) notes[field.key] = t('create.oldPlaceSaid');
  }
  return notes;
}

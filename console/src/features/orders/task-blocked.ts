import type { OpenTask } from '@mingdan/shared/contracts/orders';
import type { ShownField } from '@mingdan/shared/forms/live-form';
import { canAnswer } from '../../ui/answer-field.tsx';

/** True for a field that a desk cannot fill in: a punch, a picture, a signature, lines and places want the phone's hand. */
const needsPhone = ({ definition, editable }: ShownField): boolean =>
  editable && definition.type !== 'heading' && definition.type !== 'timeslot' && !canAnswer(definition);

/**
 * Names of the fields that keep an outcome from being submitted here: what it must have, has not got, and can only get on the phone. Empty: it may be
 * submitted. An outcome with `needs` of its own wants them anew each time.
 */
export function blocked(
  shown: readonly ShownField[],
  { partial, needs }: Pick<OpenTask['outcomes'][number], 'partial' | 'needs'>,
): readonly string[] {
  return shown
    .filter((field) => needsPhone(field) && field.value === null && ((field.required && !partial) || needs.includes(field.definition.key)))
    .map(({ definition }) => definition.label);
}

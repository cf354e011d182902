import type { OpenTask } from '@mingdan/shared/contracts/orders';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import type { LiveForm, ShownField } from '@mingdan/shared/forms/live-form';
import { formError } from '@mingdan/shared/forms/messages';
import { canAnswer } from '../../ui/answer-field.tsx';

type Outcome = Pick<OpenTask['outcomes'][number], 'partial' | 'needs'>;

/** Types that have a control of their own at the desk, beside those that {@link canAnswer} knows. */
const AT_DESK: readonly FieldDefinition['type'][] = ['heading', 'timeslot', 'service-lines', 'part-lines', 'photo', 'address'];

/** True for what a desk cannot fill in: a punch, a signature, and a picture that must be taken on the spot want the phone's hand. */
export const needsPhone = (definition: FieldDefinition): boolean =>
  (definition.type === 'photo' && definition.camera === true) || (!AT_DESK.includes(definition.type) && !canAnswer(definition));

/**
 * Names of the fields that keep an outcome from being submitted here: what it must have, has not got, and can only get on the phone. Empty: it may be
 * submitted. An outcome with `needs` of its own wants them anew each time.
 */
export function blocked(shown: readonly ShownField[], { partial, needs }: Outcome): readonly string[] {
  return shown
    .filter(
      ({ definition, editable, required, value }) =>
        editable && needsPhone(definition) && value === null && ((required && !partial) || needs.includes(definition.key)),
    )
    .map(({ definition }) => definition.label);
}

/**
 * What is wrong or missing for an outcome, in words for the person. A result that may leave the form unfinished is kept back by nothing but what it asks for
 * itself.
 */
export function faultsOf({ shown, errors }: LiveForm, { partial, needs }: Outcome): readonly string[] {
  const labels = new Map(shown.map(({ definition }) => [definition.key, definition.label]));
  const own = shown
    .filter(({ definition, editable, value }) => editable && value === null && needs.includes(definition.key))
    .map(({ definition }) => formError(definition, 'form.required'));
  const wrong = partial ? [] : errors.filter(({ path }) => !own.some((error) => error.path === path));
  return [...wrong, ...own].map(({ path, message }) => {
    const label = labels.get(path.split('.')[0] ?? '') ?? path;
    return message.includes(label) ? message : `${label}：${message}`;
  });
}

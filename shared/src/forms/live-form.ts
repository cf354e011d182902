import type { FieldError } from '../kernel/result.ts';
import { businessDay, epochMs } from '../kernel/time.ts';
import type { FieldDefinition, FormContext, FormDefinition } from './definition.ts';
import { evaluateForm } from './evaluate.ts';
import { formError } from './messages.ts';

/** A field as the server offers it to this reader. */
export interface OfferedField {
  readonly definition: unknown;
  readonly state: 'read' | 'edit';
  readonly required: boolean;
  readonly value: unknown;
}

/** A field as it stands on the screen now. */
export interface ShownField {
  readonly definition: FieldDefinition;
  readonly editable: boolean;
  readonly required: boolean;
  readonly value: unknown;
}

/** A form under the hand. */
export interface LiveForm {
  /** Visible fields in form order. */
  readonly shown: readonly ShownField[];
  /** What to submit: values of the fields that may be edited now; null for one that had a value and was emptied, which would else stay. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Everything that the screen can tell is wrong or missing. The server checks again, patterns and regions too. */
  readonly errors: readonly FieldError[];
}

type PartialContext = Pick<FormContext, 'node' | 'role'> & { readonly order?: FormContext['order'] };

/** Decides with the same engine as the server what is shown, what is required and what is wrong, for offered fields and a draft over them. */
export function liveForm(
  offered: readonly OfferedField[],
  draft: Readonly<Record<string, unknown>>,
  context: PartialContext,
  now: number,
): LiveForm {
  const definitions = offered.map(({ definition }) => definition as FieldDefinition);
  const keys = new Set(definitions.map(({ key }) => key));
  const form: FormDefinition = { code: 'screen', version: 1, name: '', fields: definitions };
  const byKey = new Map(offered.map((field) => [(field.definition as FieldDefinition).key, field]));
  const editable = (key: string) => byKey.get(key)?.state === 'edit';
  const submitted = Object.fromEntries(Object.entries(draft).filter(([key]) => keys.has(key) && editable(key)));

  const result = evaluateForm({
    form,
    access: Object.fromEntries(offered.map(({ definition, state }) => [(definition as FieldDefinition).key, state])),
    stored: Object.fromEntries(offered.map(({ definition, value }) => [(definition as FieldDefinition).key, value])),
    submitted,
    context: {
      node: context.node,
      role: context.role,
      scene: null,
      order: context.order ?? {},
      attempt: 1,
      today: businessDay(epochMs(now)),
    },
  });

  const shown: ShownField[] = [];
  const values: Record<string, unknown> = {};
  for (const { key, state, required, value } of result.fields) {
    const field = byKey.get(key);
    if (!field || state === 'hidden') continue;
    const definition = field.definition as FieldDefinition;
    // a condition may change under the hand; a plain yes or no is the server's
    const must = state === 'edit' && (typeof definition.required === 'object' ? required : field.required);
    shown.push({ definition, editable: state === 'edit', required: must, value });
    if (state === 'edit' && (value !== null || (field.value !== null && field.value !== undefined))) values[key] = value;
  }
  const missing = shown
    .filter(({ definition, required, value }) => required && value === null && !result.errors.some(({ field }) => field === definition.key))
    .map(({ definition }) => formError(definition, 'form.required'));
  // a field that fell out of sight while it was filled is simply not sent
  const errors = result.errors.filter(({ code }) => code !== 'form.hidden' && code !== 'form.readonly');
  return { shown, values, errors: [...errors, ...missing] };
}

/** The first error of each field, by the field's key. Paths from the server may begin with `values.`. */
export function errorsByField(errors: readonly FieldError[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { path, message } of errors) {
    const key = path.replace(/^values\./, '').split('.')[0] ?? '';
    if (key !== '' && found[key] === undefined) found[key] = message;
  }
  return found;
}

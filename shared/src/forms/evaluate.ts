import { accessTo, stricter } from './access.ts';
import { type CompiledForm, compileForm } from './compile.ts';
import { type ConditionData, conditionValue, contextData, holds } from './conditions.ts';
import type { Access, FieldAccess, FormContext, FormDefinition, FormValues } from './definition.ts';
import { clipped, isObject, own, utf8Length } from './json.ts';
import { type FormError, formError, formMessage } from './messages.ts';
import { checkValue, isEmpty, type ValueHost } from './value.ts';

/** Values of one order's form, as JSON in UTF-8. */
export const MAX_VALUES_BYTES = 65_536;

/** Everything that evaluating a form depends on. */
export interface FormInput {
  readonly form: FormDefinition;
  /** Bounds of whoever looks or submits at this node (see `accessFor`); null: the form alone decides. */
  readonly access: FieldAccess | null;
  /** What the order holds already. */
  readonly stored: FormValues;
  /** What someone sends, untrusted: a JSON object by field key. `null`, `""` and `[]` empty a field. `{}` to look only. */
  readonly submitted: unknown;
  readonly context: FormContext;
  /** True where required fields may stay empty: a draft, an outcome like 客户不在. */
  readonly partial?: boolean;
  /** Keys of fields that must be among what is submitted, whatever is stored: an outcome's own proof. Only what may be edited is asked for. */
  readonly needs?: readonly string[];
  readonly matchPattern?: ValueHost['matchPattern'];
  readonly checkRegion?: ValueHost['checkRegion'];
}

/** What one field is for this reader now. */
export interface EvaluatedField {
  readonly key: string;
  readonly state: Access;
  /** Only what may be edited is ever required. */
  readonly required: boolean;
  /** Submitted, else stored; null when empty, and always when hidden. */
  readonly value: unknown;
}

/** What evaluating a form gives. */
export interface FormResult {
  /** Every field, in form order. */
  readonly fields: readonly EvaluatedField[];
  /** What to store when there are no errors: all fields, those hidden from the reader too. Never for the reader's eyes. */
  readonly values: FormValues;
  readonly errors: readonly FormError[];
}

/**
 * Decides what each field is for this reader at this moment, and whether what was submitted may be stored. All errors come at once: unknown
 * names first, then in form order.
 *
 * A field whose `visible` fails reads as null in every condition. One that only the access list hides keeps its value in conditions, so that
 * what the form does never depends on who looks.
 *
 * @throws only for a form that has not passed the check
 */
export function evaluateForm(input: FormInput): FormResult {
  const form = compileForm(input.form);
  const errors: FormError[] = [];
  const sent = readSubmitted(input.submitted, form, errors);
  const candidates = new Map<string, unknown>();
  for (const key of form.keys) {
    const value = sent.has(key) ? sent.get(key) : own(input.stored, key);
    if (!isEmpty(value)) candidates.set(key, value);
  }
  const data = contextData(input.context);
  const invisible = settleVisibility(form, candidates, data);
  const host: ValueHost = {
    today: input.context.today,
    ...(input.matchPattern ? { matchPattern: input.matchPattern } : {}),
    ...(input.checkRegion ? { checkRegion: input.checkRegion } : {}),
  };

  const fields: EvaluatedField[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, { definition, readonly, required }] of form.fields) {
    const isShown = definition.type === 'heading' || holds(readonly, data);
    const byForm: Access = invisible.has(key) ? 'hidden' : isShown ? 'read' : 'edit';
    const state = stricter(byForm, accessTo(input.access, key));
    const needed = state === 'edit' && (input.needs?.includes(key) ?? false);
    const demanded = needed || (state === 'edit' && holds(required, data));
    const stored = own(input.stored, key);
    if (!isEmpty(stored)) values[key] = stored;

    if (state === 'edit') {
      const value = candidates.get(key);
      const wrong = sent.has(key) && value !== undefined ? checkValue(definition, value, host) : [];
      errors.push(...wrong);
      if (value === undefined) delete values[key];
      else if (wrong.length === 0) values[key] = value;
      const missing = needed ? value === undefined || !sent.has(key) : demanded && value === undefined && input.partial !== true;
      if (missing) errors.push(formError(definition, 'form.required'));
      fields.push({ key, state, required: demanded, value: value ?? null });
      continue;
    }
    if (sent.has(key)) errors.push(formError(definition, state === 'hidden' ? 'form.hidden' : 'form.readonly'));
    fields.push({ key, state, required: false, value: state === 'hidden' || isEmpty(stored) ? null : stored });
  }

  if (utf8Length(JSON.stringify(values)) > MAX_VALUES_BYTES) errors.push(wholeForm('form.too_big', { limit: MAX_VALUES_BYTES / 1024 }));
  return { fields, values, errors };
}

/** The submitted values of known fields; everything else becomes an error by name. */
function readSubmitted(submitted: unknown, form: CompiledForm, errors: FormError[]): ReadonlyMap<string, unknown> {
  const sent = new Map<string, unknown>();
  if (!isObject(submitted)) {
    errors.push(wholeForm('form.malformed'));
    return sent;
  }
  for (const key of Object.keys(submitted)) {
    if (form.fields.has(key)) {
      sent.set(key, submitted[key]);
      continue;
    }
    const name = clipped(key);
    errors.push({
      field: '',
      path: name,
      code: 'form.unknown_field',
      params: { key: name },
      message: formMessage('form.unknown_field', { key: name }),
    });
  }
  return sent;
}

/**
 * Decides every visibility and fills the conditions' data. Each field comes after those that its visibility reads, so one pass reaches the
 * fixed point that repeated passes in form order would reach.
 */
function settleVisibility(form: CompiledForm, candidates: ReadonlyMap<string, unknown>, data: ConditionData): ReadonlySet<string> {
  const invisible = new Set<string>();
  for (const { definition, visible } of form.byVisibility) {
    if (holds(visible, data)) data[definition.key] = conditionValue(definition, candidates.get(definition.key));
    else {
      invisible.add(definition.key);
      data[definition.key] = null;
    }
  }
  return invisible;
}

function wholeForm(code: 'form.malformed' | 'form.too_big', params: Readonly<Record<string, number>> = {}): FormError {
  return { field: '', path: '', code, params, message: formMessage(code, params) };
}

import { compileTest, fieldsRead, type Test } from './conditions.ts';
import type { FieldDefinition, FormDefinition } from './definition.ts';

/** A field with its tests ready. */
export interface CompiledField {
  readonly definition: FieldDefinition;
  readonly visible: Test;
  readonly required: Test;
  readonly readonly: Test;
}

/** A form ready to be evaluated many times. */
export interface CompiledForm {
  readonly definition: FormDefinition;
  readonly keys: readonly string[];
  /** In form order. */
  readonly fields: ReadonlyMap<string, CompiledField>;
  /** The same fields, each after all those that its visibility reads: one pass in this order is the fixed point. */
  readonly byVisibility: readonly CompiledField[];
}

const compiled = new WeakMap<FormDefinition, CompiledForm>();

/**
 * Prepares a checked form; the same definition object is prepared once. Definitions are immutable once published.
 *
 * @throws when a condition is invalid or visibilities form a cycle: such a form cannot have passed the check
 */
export function compileForm(definition: FormDefinition): CompiledForm {
  const known = compiled.get(definition);
  if (known) return known;
  const fields = new Map(
    definition.fields.map((field): [string, CompiledField] => [
      field.key,
      {
        definition: field,
        visible: compileTest(field.visible, true),
        required: compileTest(field.required, false),
        readonly: compileTest(field.readonly, false),
      },
    ]),
  );
  const { order, cycle } = sortByDependency([...fields.keys()], (key) =>
    fieldsRead(fields.get(key)!.visible).filter((read) => fields.has(read)),
  );
  if (cycle) throw new Error(`form ${definition.code}: the visibility of ${cycle.join(', ')} depends on itself`);
  const form = { definition, keys: [...fields.keys()], fields, byVisibility: order.map((key) => fields.get(key)!) };
  compiled.set(definition, form);
  return form;
}

/** Each key after what it depends on, otherwise in the given order; or the first cycle, in the order in which it is walked. */
export function sortByDependency(
  keys: readonly string[],
  dependsOn: (key: string) => readonly string[],
): { readonly order: readonly string[]; readonly cycle: readonly string[] | null } {
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (key: string): readonly string[] | null => {
    if (done.has(key)) return null;
    const start = path.indexOf(key);
    if (start >= 0) return path.slice(start);
    path.push(key);
    for (const next of dependsOn(key)) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(key);
    order.push(key);
    return null;
  };
  for (const key of keys) {
    const cycle = visit(key);
    if (cycle) return { order: [], cycle };
  }
  return { order, cycle: null };
}

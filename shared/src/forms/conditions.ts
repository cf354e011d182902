import { type CompiledCondition, compileCondition, evaluate, truthy } from '../kernel/conditions.ts';
import type { BooleanOrCondition, FieldDefinition, FieldType, FormContext } from './definition.ts';

/** Context names that a condition may read, each without parts of its own. */
export const CONTEXT_NAMES = ['$node', '$role', '$scene', '$attempt', '$today'] as const;
/** Facts of the order, read as `$order.<name>`. */
export const ORDER_NAMES = ['state', 'priority', 'region', 'customerLevel', 'source', 'charge'] as const;

/** Parts of structured values that a condition may read as `<field>.<part>`. */
export const PARTS: Partial<Record<FieldType, readonly string[]>> = {
  address: ['region', 'text', 'lat', 'lng'],
  timeslot: ['date', 'from', 'to'],
  location: ['lat', 'lng', 'accuracy', 'at'],
};

/** A boolean, or a compiled condition. */
export type Test = boolean | CompiledCondition;

/** Throws when the condition is invalid: definitions are checked before they are compiled. */
export function compileTest(setting: BooleanOrCondition | undefined, otherwise: boolean): Test {
  if (setting === undefined) return otherwise;
  return typeof setting === 'boolean' ? setting : compileCondition(setting);
}

/** Whether a test holds over these data. Never throws. */
export function holds(test: Test, data: ConditionData): boolean {
  return typeof test === 'boolean' ? test : truthy(evaluate(test, data));
}

/** The fields that a test reads. */
export function fieldsRead(test: Test): readonly string[] {
  if (typeof test === 'boolean') return [];
  return test.vars.map(rootOf).filter((root) => !root.startsWith('$'));
}

/** What conditions see: values by field key and the context by its `$` names. Without a prototype, so that only own keys exist. */
export type ConditionData = Record<string, unknown>;

/** The context's part of a condition's data. */
export function contextData(context: FormContext): ConditionData {
  const data = Object.create(null) as ConditionData;
  data.$node = context.node;
  data.$role = context.role;
  data.$scene = context.scene;
  data.$attempt = context.attempt;
  data.$today = context.today;
  const order = Object.create(null) as ConditionData;
  for (const name of ORDER_NAMES) order[name] = context.order[name] ?? null;
  data.$order = order;
  return data;
}

/** A stored value as conditions see it: decimal text of a number or quantity field becomes the number that it prints. */
export function conditionValue(field: FieldDefinition, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (field.type !== 'number' && field.type !== 'quantity') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Null when a condition may read this path, else a Chinese sentence that says why not. */
export function unreadable(path: string, fields: ReadonlyMap<string, FieldDefinition>): string | null {
  const root = rootOf(path);
  const rest = path.slice(root.length + 1);
  if (root === '$order') return isOneOf(ORDER_NAMES, rest) ? null : `条件引用了不存在的工单信息「${path}」`;
  if (root.startsWith('$')) return isOneOf(CONTEXT_NAMES, path) ? null : `条件引用了不存在的信息「${path}」`;
  const field = fields.get(root);
  if (!field) return `条件引用了不存在的字段「${root}」`;
  if (path === root || isOneOf(PARTS[field.type] ?? [], rest)) return null;
  return `字段「${field.label}」没有「${rest}」这一部分`;
}

function rootOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

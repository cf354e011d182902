import { type Calculation, calculationOf, isWhole, logicOfCalculation, nameOf, numberOf, operation } from './calculations.ts';

/** What a row of a condition compares a name with. */
export type RowOperator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'filled' | 'empty';

/**
 * One comparison: `floor >= 7`, `kind in a, b`, `note filled`. Values are text as typed; `kind` tells what they are meant as, `name` that it is another
 * name, `calculation` that what is compared with is calculated (`right`). With `left` the row compares what is calculated in place of the name.
 */
export interface ConditionRow {
  readonly path: string;
  readonly operator: RowOperator;
  readonly values: readonly string[];
  readonly kind: 'text' | 'number' | 'boolean' | 'name' | 'calculation';
  readonly left?: Calculation;
  readonly right?: Calculation;
}

/** A condition as rows that all, or any, must hold; a row may be such a group itself. */
export interface ConditionRows {
  readonly join: 'and' | 'or';
  readonly rows: readonly (ConditionRow | ConditionRows)[];
}

/** Whether a row is a group of rows. */
export function isGroup(row: ConditionRow | ConditionRows): row is ConditionRows {
  return 'join' in row;
}

/** Operators that compare two sides, either of which may be calculated. */
export const COMPARES: readonly RowOperator[] = ['==', '!=', '>', '>=', '<', '<='];
/** The same comparison from its other side. */
const TURNED = { '==': '==', '!=': '!=', '>': '<', '>=': '<=', '<': '>', '<=': '>=' } as const;
const comparing = (operator: string): keyof typeof TURNED | null => {
  const plain = operator.replace(/^(==|!=)=$/, '$1');
  return plain in TURNED ? (plain as keyof typeof TURNED) : null;
};

type Logic = { readonly [operator: string]: unknown };

function valueRow(path: string, operator: RowOperator, values: readonly unknown[]): ConditionRow | null {
  const kinds = new Set(values.map((value) => typeof value));
  const [kind] = kinds;
  if (kinds.size !== 1 || (kind !== 'string' && kind !== 'number' && kind !== 'boolean')) return null;
  return { path, operator, values: values.map(String), kind: kind === 'string' ? 'text' : kind };
}

function rowOf(logic: unknown): ConditionRow | null {
  const bare = nameOf(logic);
  if (bare !== null) return { path: bare, operator: 'filled', values: [], kind: 'text' };
  const [operator, list] = operation(logic) ?? ['', []];
  const path = nameOf(list[0]);
  if (path !== null && operator === '!!' && list.length === 1) return { path, operator: 'filled', values: [], kind: 'text' };
  if (path !== null && operator === '!' && list.length === 1) return { path, operator: 'empty', values: [], kind: 'text' };
  if (list.length !== 2) return null;
  if (path !== null && operator === 'in') return Array.isArray(list[1]) && list[1].length > 0 ? valueRow(path, 'in', list[1]) : null;
  const compares = comparing(operator);
  return compares && comparison(compares, list[0], list[1]);
}

/** Two sides: a value can only stand on the right, so one on the left changes places with what it is compared with. */
function comparison(operator: keyof typeof TURNED, one: unknown, other: unknown): ConditionRow | null {
  const path = nameOf(one);
  const left = path === null ? calculationOf(one) : null;
  if (path === null && left === null)
    return nameOf(other) !== null || calculationOf(other) ? comparison(TURNED[operator], other, one) : null;
  const side = { path: path ?? '', operator, ...(left ? { left } : {}) };
  const name = nameOf(other);
  if (name !== null) return { ...side, values: [name], kind: 'name' };
  const right = calculationOf(other);
  if (right) return { ...side, values: [], kind: 'calculation', right };
  const value = valueRow(side.path, operator, [other]);
  // what is calculated is a number
  if (!value || (left && value.kind !== 'number')) return null;
  return left ? { ...value, left } : value;
}

/** The rows of a condition; null when it says more than rows can, which must then not be touched. */
export function rowsOf(logic: unknown): ConditionRows | null {
  const group = groupOf(logic);
  if (group !== undefined) return group;
  const row = rowOf(logic);
  return row && { join: 'and', rows: [row] };
}

/** Null for a group that no rows can say; undefined for what is no group. A middle between two ends is a group of two comparisons. */
function groupOf(logic: unknown): ConditionRows | null | undefined {
  const [operator, parts] = operation(logic) ?? ['', []];
  if (comparing(operator) && parts.length === 3) {
    const [low, middle, high] = parts;
    return groupOf({ and: [{ [operator]: [low, middle] }, { [operator]: [middle, high] }] });
  }
  if (operator !== 'and' && operator !== 'or') return undefined;
  const rows = parts.map((part) => {
    const group = groupOf(part);
    return group === undefined ? rowOf(part) : group;
  });
  return rows.length > 0 && rows.every((row) => row !== null) ? { join: operator, rows: rows as (ConditionRow | ConditionRows)[] } : null;
}

/** The value that a row's text means; undefined when it is no such value. */
function meant(text: string, kind: ConditionRow['kind']): unknown {
  if (kind === 'text') return text;
  if (kind === 'name') return { var: text };
  if (kind === 'boolean') return text === 'true';
  return numberOf(text);
}

/** Whether a row is complete: has both its sides, and values of their kind. */
export function isComplete(row: ConditionRow): boolean {
  if (row.left ? !isWhole(row.left) : row.path === '') return false;
  if (row.operator === 'filled' || row.operator === 'empty') return true;
  if (row.kind === 'calculation') return row.right !== undefined && isWhole(row.right);
  return row.values.length > 0 && row.values.every((text) => text !== '' && meant(text, row.kind) !== undefined);
}

function logicOf(row: ConditionRow): Logic {
  const side = row.left ? logicOfCalculation(row.left) : { var: row.path };
  if (row.operator === 'filled') return { '!!': [side] };
  if (row.operator === 'empty') return { '!': [side] };
  if (row.kind === 'calculation') return { [row.operator]: [side, logicOfCalculation(row.right!)] };
  const values = row.values.map((text) => meant(text, row.kind));
  return { [row.operator]: [side, row.operator === 'in' ? values : values[0]] };
}

/** The condition of complete rows; undefined when there is none. */
export function conditionOf({ join, rows }: ConditionRows): Logic | undefined {
  const complete = rows.map(logicOfEntry).filter((logic) => logic !== undefined);
  if (complete.length === 0) return undefined;
  return complete.length === 1 ? complete[0] : { [join]: complete };
}

const logicOfEntry = (row: ConditionRow | ConditionRows): Logic | undefined =>
  isGroup(row) ? conditionOf(row) : isComplete(row) ? logicOf(row) : undefined;

/** Where each row stands in the condition that all of them make: `and.1`. Empty for the only one, null for one that is no part of it. */
export function placesOf({ join, rows }: ConditionRows): readonly (string | null)[] {
  const counts = rows.map((row) => logicOfEntry(row) !== undefined);
  const all = counts.filter(Boolean).length;
  return counts.map((is, at) => (!is ? null : all === 1 ? '' : `${join}.${counts.slice(0, at).filter(Boolean).length}`));
}

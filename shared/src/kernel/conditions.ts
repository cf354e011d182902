/**
 * Conditions: JsonLogic's shape with a strict meaning, the same on the server, in the console and on a phone. Price rules, flows and forms
 * all use this one implementation. Nothing is converted on the way: `"7"` never equals `7`, null is not 0, and numbers are exact decimals.
 *
 * Values: null, booleans, numbers, strings, lists and objects (which are only truthy). A number is a JavaScript number that means its shortest
 * decimal print, or a {@link Decimal} when it needs more than 15 digits.
 */
import { add, compareDecimals, Decimal, decimalOfNumber, formatDecimal, isZero, multiply, negate, toExactNumber } from './decimal.ts';

export type JsonObject = { readonly [key: string]: unknown };
export type Value = null | boolean | number | Decimal | string | readonly Value[] | JsonObject;

/** What is wrong with a condition and where: `and.1.>.0`. */
export interface ConditionFinding {
  readonly code: 'CONDITION_INVALID';
  /** Dots from the condition's root; empty for the root itself. */
  readonly path: string;
  /** For people, in Chinese. */
  readonly message: string;
}

/** A condition ready to be evaluated. Immutable; safe to keep and share. */
export interface CompiledCondition {
  /** Every path that the condition reads, each once, in order of first use. */
  readonly vars: readonly string[];
  /** @internal use {@link evaluate} */
  readonly run: (data: unknown) => Value;
}

/** Thrown by {@link compileCondition}; the findings say what is wrong. */
export class InvalidCondition extends Error {
  readonly findings: readonly ConditionFinding[];
  constructor(findings: readonly ConditionFinding[]) {
    super(findings.map(({ path, message }) => `${path || '(root)'}: ${message}`).join('; '));
    this.name = 'InvalidCondition';
    this.findings = findings;
  }
}

/** Operations, literals and lists that one condition may have. */
export const MAX_CONDITION_NODES = 200;
/** Levels from the root to the deepest literal. */
export const MAX_CONDITION_LEVELS = 16;
/** UTF-16 units of a literal string or path. */
export const MAX_CONDITION_STRING = 256;

const OPERANDS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['var', [1, 2]],
  ['!', [1, 1]],
  ['!!', [1, 1]],
  ['==', [2, 2]],
  ['===', [2, 2]],
  ['!=', [2, 2]],
  ['!==', [2, 2]],
  ['in', [2, 2]],
  ['>', [2, 3]],
  ['>=', [2, 3]],
  ['<', [2, 3]],
  ['<=', [2, 3]],
  ['-', [1, 2]],
  ['+', [1, Number.POSITIVE_INFINITY]],
  ['*', [1, Number.POSITIVE_INFINITY]],
  ['and', [1, Number.POSITIVE_INFINITY]],
  ['or', [1, Number.POSITIVE_INFINITY]],
  ['if', [2, Number.POSITIVE_INFINITY]],
]);

const owns = (object: object, key: string): boolean => Object.hasOwn(object, key);

/** The operator and its operands; a single operand may stand without its list. */
function operation(node: object): readonly [operator: string, operands: readonly unknown[]] | null {
  const keys = Object.keys(node);
  if (keys.length !== 1) return null;
  const operator = keys[0]!;
  const operands = (node as JsonObject)[operator];
  return [operator, Array.isArray(operands) ? operands : [operands]];
}

/** Everything wrong with a condition; empty when it may be compiled. Never throws, whatever is passed. */
export function checkCondition(json: unknown): ConditionFinding[] {
  const findings: ConditionFinding[] = [];
  let nodes = 0;
  const report = (path: string, message: string) => {
    findings.push({ code: 'CONDITION_INVALID', path, message });
  };
  const visit = (node: unknown, path: string, level: number) => {
    nodes += 1;
    if (nodes === MAX_CONDITION_NODES + 1) report('', `条件过大，最多 ${MAX_CONDITION_NODES} 个节点`);
    if (nodes > MAX_CONDITION_NODES) return;
    if (level > MAX_CONDITION_LEVELS) {
      report(path, `条件嵌套过深，最多 ${MAX_CONDITION_LEVELS} 层`);
      return;
    }
    const below = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);

    if (node === null || typeof node === 'boolean') return;
    if (typeof node === 'number') {
      if (!Number.isFinite(node)) report(path, '数字超出范围');
      return;
    }
    if (typeof node === 'string') {
      if (node.length > MAX_CONDITION_STRING) report(path, `文字过长，最多 ${MAX_CONDITION_STRING} 个字`);
      return;
    }
    if (Array.isArray(node)) {
      node.forEach((element, index) => {
        visit(element, below(index), level + 1);
      });
      return;
    }
    if (typeof node !== 'object') {
      report(path, '只能是 JSON 的值');
      return;
    }

    const parts = operation(node);
    if (!parts) {
      report(path, '每个运算必须恰好是一个键的对象');
      return;
    }
    const [operator, operands] = parts;
    const bounds = OPERANDS.get(operator);
    if (!bounds) {
      report(path, `不认识的运算「${operator.slice(0, 40)}」`);
      return;
    }
    const inside = below(operator);
    const [least, most] = bounds;
    if (operands.length < least || operands.length > most) {
      const wanted = least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `至少 ${least}` : `${least} 到 ${most}`;
      report(inside, `「${operator}」需要 ${wanted} 个参数，现有 ${operands.length} 个`);
    }
    if (operator === 'var') {
      const name = operands[0];
      if (typeof name !== 'string' || name === '') report(inside, '「var」的路径必须是非空文字');
      else if (name.length > MAX_CONDITION_STRING) report(inside, `路径过长，最多 ${MAX_CONDITION_STRING} 个字`);
    }
    const bare = !Array.isArray((node as JsonObject)[operator]);
    operands.forEach((operand, index) => {
      if (operator === 'var' && index === 0) return;
      visit(operand, bare ? inside : `${inside}.${index}`, level + 1);
    });
  };
  visit(json, '', 1);
  return findings;
}

type Run = (data: unknown) => Value;

function compileVar(path: string, fallback: Run | null): Run {
  const keys = path.split('.');
  const missing: Run = fallback ?? (() => null);
  if (keys.length === 1) {
    return (data) => {
      if (data === null || typeof data !== 'object' || !owns(data, path)) return missing(data);
      if (Array.isArray(data) || data instanceof Decimal) return missing(data);
      return known((data as JsonObject)[path]) ?? missing(data);
    };
  }
  return (data) => {
    let at: unknown = data;
    for (const key of keys) {
      if (at === null || typeof at !== 'object' || Array.isArray(at) || at instanceof Decimal || !owns(at, key)) return missing(data);
      at = (at as JsonObject)[key];
    }
    return known(at) ?? missing(data);
  };
}

/** What came from outside as a value: what JSON cannot say (undefined, NaN, an infinity) is null. */
function known(found: unknown): Value {
  if (typeof found === 'number') return Number.isFinite(found) ? found : null;
  if (typeof found === 'object' || typeof found === 'string' || typeof found === 'boolean') return found as Value;
  return null;
}

function isNumeric(value: Value): value is number | Decimal {
  return typeof value === 'number' || value instanceof Decimal;
}

const exact = (value: number | Decimal): Decimal => (typeof value === 'number' ? decimalOfNumber(value)! : value);
const simplest = (value: Decimal): number | Decimal => toExactNumber(value) ?? value;

/** Strict equality: same type and value; lists and objects equal nothing. */
export function valuesEqual(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (isNumeric(a)) return isNumeric(b) && compareDecimals(exact(a), exact(b)) === 0;
  return a === b && (a === null || typeof a !== 'object');
}

/** Falsy are null, false, 0, "" and the empty list; everything else is truthy, an object too. */
export function truthy(value: Value): boolean {
  if (value === null || typeof value !== 'object') return Boolean(value);
  if (value instanceof Decimal) return !isZero(value);
  return !Array.isArray(value) || value.length > 0;
}

/** Two JavaScript numbers compare as their shortest prints do, since both orders are the same. */
function compareNumbers(a: number | Decimal, b: number | Decimal): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareDecimals(exact(a), exact(b));
}

function comparison(holds: (order: number) => boolean, operands: readonly Run[]): Run {
  const [first, second, third] = operands as readonly [Run, Run, (Run | undefined)?];
  const pair = (a: Value, b: Value): boolean => isNumeric(a) && isNumeric(b) && holds(compareNumbers(a, b));
  if (!third) return (data) => pair(first(data), second(data));
  return (data) => {
    const middle = second(data);
    const last = third(data);
    return pair(first(data), middle) && pair(middle, last);
  };
}

function sum(a: Value, b: Value): Value {
  if (!isNumeric(a) || !isNumeric(b)) return null;
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const total = a + b;
    if (Number.isSafeInteger(total)) return total;
  }
  return simplest(add(exact(a), exact(b)));
}

function product(a: Value, b: Value): Value {
  if (!isNumeric(a) || !isNumeric(b)) return null;
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const total = a * b;
    if (Number.isSafeInteger(total)) return total;
  }
  return simplest(multiply(exact(a), exact(b)));
}

function negated(value: Value): Value {
  if (typeof value === 'number') return -value;
  return value instanceof Decimal ? negate(value) : null;
}

function folded(step: (a: Value, b: Value) => Value, operands: readonly Run[]): Run {
  const [first, ...others] = operands as readonly [Run, ...Run[]];
  return (data) => {
    let total = first(data);
    if (!isNumeric(total)) total = null;
    for (const operand of others) total = step(total, operand(data));
    return total;
  };
}

function contains(needle: Value, haystack: Value): boolean {
  if (typeof haystack === 'string') return typeof needle === 'string' && haystack.includes(needle);
  return Array.isArray(haystack) && haystack.some((element) => valuesEqual(needle, known(element)));
}

function decided(by: boolean, operands: readonly Run[]): Run {
  return (data) => {
    let value: Value = null;
    for (const operand of operands) {
      value = operand(data);
      if (truthy(value) === by) return value;
    }
    return value;
  };
}

function branches(operands: readonly Run[]): Run {
  return (data) => {
    let index = 0;
    for (; index + 1 < operands.length; index += 2) {
      if (truthy(operands[index]!(data))) return operands[index + 1]!(data);
    }
    return index < operands.length ? operands[index]!(data) : null;
  };
}

function compileOperation(operator: string, operands: readonly Run[]): Run {
  const [first, second] = operands as readonly [Run, Run];
  switch (operator) {
    case '==':
    case '===':
      return (data) => valuesEqual(first(data), second(data));
    case '!=':
    case '!==':
      return (data) => !valuesEqual(first(data), second(data));
    case '>':
      return comparison((order) => order > 0, operands);
    case '>=':
      return comparison((order) => order >= 0, operands);
    case '<':
      return comparison((order) => order < 0, operands);
    case '<=':
      return comparison((order) => order <= 0, operands);
    case '!':
      return (data) => !truthy(first(data));
    case '!!':
      return (data) => truthy(first(data));
    case 'in':
      return (data) => contains(first(data), second(data));
    case '+':
      return folded(sum, operands);
    case '*':
      return folded(product, operands);
    case '-':
      return second ? (data) => sum(first(data), negated(second(data))) : (data) => negated(first(data));
    case 'and':
      return decided(false, operands);
    case 'or':
      return decided(true, operands);
    default:
      return branches(operands);
  }
}

function compileNode(node: unknown, vars: Set<string>): Run {
  if (Array.isArray(node)) {
    const elements = node.map((element) => compileNode(element, vars));
    return (data) => elements.map((element) => element(data));
  }
  if (node === null || typeof node !== 'object') {
    const literal = node as Value;
    return () => literal;
  }
  const [operator, operands] = operation(node)!;
  if (operator === 'var') {
    const path = operands[0] as string;
    vars.add(path);
    return compileVar(path, operands.length > 1 ? compileNode(operands[1], vars) : null);
  }
  return compileOperation(
    operator,
    operands.map((operand) => compileNode(operand, vars)),
  );
}

/** Makes a condition ready to be evaluated many times. Throws {@link InvalidCondition} when {@link checkCondition} finds anything. */
export function compileCondition(json: unknown): CompiledCondition {
  const findings = checkCondition(json);
  if (findings.length > 0) throw new InvalidCondition(findings);
  const vars = new Set<string>();
  const run = compileNode(json, vars);
  return { vars: [...vars], run };
}

/**
 * The value of a condition over `data` (usually an object of attributes). Never throws: a missing name is null, an operand of the wrong kind
 * makes a comparison false and an arithmetic result null. A {@link Decimal} inside the data counts as a number.
 */
export function evaluate(compiled: CompiledCondition, data: unknown): Value {
  return compiled.run(data);
}

/** Canonical print of a number value: `12.5`, never an exponent. Null for anything that is no number. */
export function numberText(value: Value): string | null {
  return isNumeric(value) ? formatDecimal(exact(value)) : null;
}

import { fillIn } from '@mingdan/shared/messages/text';

const SIGNS: Readonly<Record<string, string>> = {
  '==': '=',
  '===': '=',
  '!=': '≠',
  '!==': '≠',
  '>': '>',
  '>=': '≥',
  '<': '<',
  '<=': '≤',
  '+': '+',
  '-': '−',
  '*': '×',
};
const COMPARES = new Set(['==', '===', '!=', '!==', '>', '>=', '<', '<=']);

/** How names and amounts of a condition are written. */
export interface LogicNames {
  /** Word for a path that a `var` reads. */
  readonly nameOf: (path: string) => string;
  /** Text of a number that is compared with the path; absent: as it stands. */
  readonly numberAt?: (path: string, value: number) => string;
  /** Word for a text that is compared with the path; absent: as it stands. */
  readonly textAt?: (path: string, value: string) => string;
}

/**
 * A condition (JsonLogic's shape) as people read it: `楼层 ≥ 7 且 非 有电梯`. An operator that has no everyday sign keeps its own name, so that
 * nothing is left out.
 */
export function logicWords(condition: unknown, names: LogicNames): string {
  return words(condition, names, []);
}

/** `beside`: the paths that a number or text is compared with or added to, each of which may say how it is written. */
function words(condition: unknown, names: LogicNames, beside: readonly string[]): string {
  if (condition === null) return '空';
  if (typeof condition === 'boolean') return condition ? '是' : '否';
  if (typeof condition === 'number') return numberWords(condition, names, beside);
  if (typeof condition === 'string') return condition === '' ? '空' : textWords(condition, names, beside);
  if (Array.isArray(condition)) return condition.map((entry) => words(entry, names, beside)).join('、');
  const [operator, rest] = Object.entries(condition as object)[0] ?? ['', []];
  const operands: readonly unknown[] = Array.isArray(rest) ? rest : [rest];
  if (operator === 'var') return names.nameOf(String(operands[0]));
  if (operator === 'and' || operator === 'or')
    return operands.map((operand) => inner(operand, names, [], ['and', 'or'])).join(operator === 'and' ? ' 且 ' : ' 或 ');
  if (operator === '!') return `非 ${inner(operands[0], names, [], ['and', 'or'])}`;
  if (operator === '!!') return words(operands[0], names, []);
  if (operator === 'in')
    return fillIn('{what} 属于 {list}', { what: words(operands[0], names, []), list: words(operands[1], names, pathsIn(operands[0])) });
  const sign = SIGNS[operator];
  if (sign === undefined) return `${operator}(${operands.map((operand) => words(operand, names, [])).join('，')})`;
  const others = besideOperands(operator, operands, names, beside);
  if (operands.length === 1) return `${sign}${words(operands[0], names, others)}`;
  return operands.map((operand, at) => inner(operand, names, others, bracketed(operator, at))).join(` ${sign} `);
}

function numberWords(value: number, { numberAt }: LogicNames, beside: readonly string[]): string {
  const plain = String(value);
  return (numberAt && beside.map((path) => numberAt(path, value)).find((text) => text !== plain)) ?? plain;
}

function textWords(value: string, { textAt }: LogicNames, beside: readonly string[]): string {
  return (textAt && beside.map((path) => textAt(path, value)).find((text) => text !== value)) ?? value;
}

/** A comparison tells its numbers and texts what they stand beside, a sum hands it on; what multiplies an amount is none. */
function besideOperands(operator: string, operands: readonly unknown[], names: LogicNames, beside: readonly string[]): readonly string[] {
  if (COMPARES.has(operator)) return operands.flatMap(pathsIn);
  if (operator !== '*') return beside;
  return numberWords(1, names, operands.flatMap(pathsIn)) === '1' ? beside : [];
}

/** Operations that stand in brackets there: × binds before + and −, and what is taken away is taken away as a whole. */
function bracketed(operator: string, at: number): readonly string[] {
  if (operator === '*') return ['and', 'or', '+', '-'];
  return operator === '-' && at > 0 ? ['and', 'or', '+', '-'] : ['and', 'or'];
}

function inner(operand: unknown, names: LogicNames, beside: readonly string[], within: readonly string[]): string {
  const text = words(operand, names, beside);
  const isGroup = typeof operand === 'object' && operand !== null && within.some((operator) => operator in operand);
  return isGroup ? `（${text}）` : text;
}

/** Every path that is read, at any depth. */
function pathsIn(operand: unknown): readonly string[] {
  if (typeof operand !== 'object' || operand === null) return [];
  if (Array.isArray(operand)) return operand.flatMap(pathsIn);
  if ('var' in operand) {
    const path = Array.isArray(operand.var) ? operand.var[0] : operand.var;
    return typeof path === 'string' ? [path] : [];
  }
  return Object.values(operand).flatMap(pathsIn);
}

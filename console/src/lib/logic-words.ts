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
}

/**
 * A condition (JsonLogic's shape) as people read it: `楼层 ≥ 7 且 非 有电梯`. An operator that has no everyday sign keeps its own name, so that
 * nothing is left out.
 */
export function logicWords(condition: unknown, names: LogicNames): string {
  return words(condition, names, null);
}

function words(condition: unknown, names: LogicNames, beside: string | null): string {
  if (condition === null) return '空';
  if (typeof condition === 'boolean') return condition ? '是' : '否';
  if (typeof condition === 'number') return beside !== null && names.numberAt ? names.numberAt(beside, condition) : String(condition);
  if (typeof condition === 'string') return condition === '' ? '空' : condition;
  if (Array.isArray(condition)) return condition.map((entry) => words(entry, names, beside)).join('、');
  const [operator, rest] = Object.entries(condition as object)[0] ?? ['', []];
  const operands: readonly unknown[] = Array.isArray(rest) ? rest : [rest];
  if (operator === 'var') return names.nameOf(String(operands[0]));
  if (operator === 'and' || operator === 'or') return joined(operands, operator === 'and' ? ' 且 ' : ' 或 ', names);
  if (operator === '!') return `非 ${inner(operands[0], names)}`;
  if (operator === '!!') return words(operands[0], names, null);
  if (operator === 'in')
    return fillIn('{what} 属于 {list}', { what: words(operands[0], names, null), list: words(operands[1], names, null) });
  const sign = SIGNS[operator];
  if (sign === undefined) return `${operator}(${operands.map((operand) => words(operand, names, null)).join('，')})`;
  const other = COMPARES.has(operator) ? (operands.map(pathOf).find((path) => path !== null) ?? null) : null;
  if (operands.length === 1) return `${sign}${words(operands[0], names, other)}`;
  return operands.map((operand) => inner(operand, names, other)).join(` ${sign} `);
}

function joined(operands: readonly unknown[], by: string, names: LogicNames): string {
  return operands.map((operand) => inner(operand, names)).join(by);
}

/** An operand, in brackets when it is a choice or a conjunction itself. */
function inner(operand: unknown, names: LogicNames, beside: string | null = null): string {
  const text = words(operand, names, beside);
  const isGroup = typeof operand === 'object' && operand !== null && ('and' in operand || 'or' in operand);
  return isGroup ? `（${text}）` : text;
}

function pathOf(operand: unknown): string | null {
  if (typeof operand !== 'object' || operand === null || !('var' in operand)) return null;
  const path = Array.isArray(operand.var) ? operand.var[0] : operand.var;
  return typeof path === 'string' ? path : null;
}

import type { ListKey, PriceBook, When } from '@mingdan/shared/pricing/types';

/** An attribute of orders that a book's rules ask for, with how its value is given and the words that it is compared with. */
export interface AskedAttribute {
  /** As conditions write it: `floor`, `home.area`. */
  readonly path: string;
  readonly kind: 'flag' | 'number' | 'text';
  readonly values: readonly string[];
}

const COMPARES = ['==', '===', '!=', '!==', '>', '>=', '<', '<=', 'in'];
const SUMS = ['+', '-', '*'];

/** How operands of an operation are given, by what they stand beside, and the words among them. */
function besideOf(operator: string, operands: readonly unknown[]): [AskedAttribute['kind'], readonly string[]] {
  if (SUMS.includes(operator)) return ['number', []];
  if (!COMPARES.includes(operator)) return ['flag', []];
  const literals = operands.flat();
  const texts = literals.filter((literal) => typeof literal === 'string');
  if (literals.some((literal) => typeof literal === 'number')) return ['number', texts];
  return [texts.length > 0 ? 'text' : 'flag', texts];
}

function whens(book: PriceBook): readonly When[] {
  const rules = [...(book.tierRules ?? []), ...(book.adjustments ?? []), ...(book.fees ?? []), ...(book.splits ?? [])];
  return rules.flatMap(({ when }) => (when === undefined ? [] : [when]));
}

/** The values of a fact that some rule of the book names, in the order of the rules; any other value changes no price. */
export function namedValues(book: PriceBook, key: ListKey): readonly string[] {
  return [...new Set(whens(book).flatMap((when) => when[key] ?? []))];
}

/** What the book's conditions ask of an order beyond its facts, in the order in which they do. */
export function askedAttributes(book: PriceBook): readonly AskedAttribute[] {
  const found = new Map<string, { kind: AskedAttribute['kind']; values: Set<string> }>();
  const note = (path: string, kind: AskedAttribute['kind'], values: readonly string[] = []) => {
    const known = found.get(path) ?? { kind, values: new Set<string>() };
    // compared with a number or a word once, it is no mere yes or no
    if (known.kind === 'flag') known.kind = kind;
    for (const value of values) known.values.add(value);
    found.set(path, known);
  };
  const walk = (node: unknown, kind: AskedAttribute['kind'], values: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    const [operator = '', rest] = Array.isArray(node) ? ['', node] : (Object.entries(node)[0] ?? []);
    const operands: readonly unknown[] = Array.isArray(rest) ? rest : [rest];
    if (operator === 'var') note(String(operands[0]), kind, values);
    else {
      const [beside, texts] = besideOf(operator, operands);
      for (const operand of operands) walk(operand, beside, texts);
    }
  };
  for (const { logic } of whens(book)) walk(logic, 'flag', []);
  return [...found].map(([path, { kind, values }]) => ({ path, kind, values: [...values] }));
}

/** What is added, taken away or multiplied: a name, a number as typed, or a calculation in brackets. */
export type Operand =
  | { readonly kind: 'name' | 'number'; readonly text: string }
  | { readonly kind: 'brackets'; readonly inside: Calculation };
export type Sign = '+' | '-' | '*';

/** One step, read as it is written: × binds before + and −. The first one's sign is `+` and is not shown. */
export interface Step {
  readonly sign: Sign;
  readonly operand: Operand;
}
/** `费用 × 2 + 300`, step by step. */
export type Calculation = readonly Step[];

const NUMBER = /^-?\d+(\.\d+)?$/;

/** The number that a text means; undefined when it is none. */
export function numberOf(text: string): number | undefined {
  return NUMBER.test(text.trim()) ? Number(text) : undefined;
}

/** The name that a `var` reads; null for everything else, also for one with a value in its absence. */
export function nameOf(logic: unknown): string | null {
  const [operator, operands] = operation(logic) ?? [];
  const [path] = operands ?? [];
  return operator === 'var' && operands?.length === 1 && typeof path === 'string' && path !== '' ? path : null;
}

/** An operation of a condition with its operands; null for what is none. */
export function operation(logic: unknown): readonly [operator: string, operands: readonly unknown[]] | null {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return null;
  const entries = Object.entries(logic);
  if (entries.length !== 1) return null;
  const [operator, operands] = entries[0]!;
  return [operator, Array.isArray(operands) ? operands : [operands]];
}

/** The steps of a sum, a difference or a product; null for everything else, and for one that steps cannot say. */
export function calculationOf(logic: unknown): Calculation | null {
  const [operator] = operation(logic) ?? [];
  return operator === '+' || operator === '-' || operator === '*' ? sumOf(logic) : null;
}

function sumOf(logic: unknown): Calculation | null {
  const [operator, operands] = operation(logic) ?? ['', []];
  if ((operator !== '+' && operator !== '-') || operands.length < 2) return termOf(logic, '+');
  const [first, ...rest] = operands;
  // a sum in front of a sum stays in brackets: what is read and written again is the same to the letter
  const begin = operator === '+' && operation(first)?.[0] === '+' ? [step('+', operandOf(first))] : sumOf(first);
  return whole([begin, ...rest.map((each) => termOf(each, operator))]);
}

function termOf(logic: unknown, sign: Sign): Calculation | null {
  const [operator, operands] = operation(logic) ?? ['', []];
  if (operator !== '*' || operands.length < 2) return whole([[step(sign, operandOf(logic))]]);
  return whole([operands.map((each, at) => step(at === 0 ? sign : '*', operandOf(each)))]);
}

function operandOf(logic: unknown): Operand | null {
  if (typeof logic === 'number') return numberOf(String(logic)) === undefined ? null : { kind: 'number', text: String(logic) };
  const name = nameOf(logic);
  if (name !== null) return { kind: 'name', text: name };
  const [operator, operands] = operation(logic) ?? ['', []];
  if (!['+', '-', '*'].includes(operator) || operands.length < 2) return null;
  const inside = sumOf(logic);
  return inside && { kind: 'brackets', inside };
}

const step = (sign: Sign, operand: Operand | null): Step | null => operand && { sign, operand };

function whole(parts: readonly (readonly (Step | null)[] | null)[]): Calculation | null {
  const steps = parts.flatMap((part) => part ?? [null]);
  return steps.every((each) => each !== null) ? (steps as Calculation) : null;
}

/** Whether every step has its name or number. */
export function isWhole(calculation: Calculation): boolean {
  return (
    calculation.length > 0 &&
    calculation.every(({ operand }) =>
      operand.kind === 'brackets'
        ? isWhole(operand.inside)
        : operand.kind === 'name'
          ? operand.text !== ''
          : numberOf(operand.text) !== undefined,
    )
  );
}

/** The condition's part that a whole calculation is. */
export function logicOfCalculation(calculation: Calculation): unknown {
  const [first, ...rest] = termsOf(calculation);
  let sum = logicOfTerm(first!);
  let open: unknown[] | null = null;
  for (const term of rest) {
    const logic = logicOfTerm(term);
    if (term[0]!.sign === '-') {
      sum = { '-': [sum, logic] };
      open = null;
    } else if (open) open.push(logic);
    else {
      open = [sum, logic];
      sum = { '+': open };
    }
  }
  return sum;
}

function logicOfTerm(term: Calculation): unknown {
  const factors = term.map(({ operand }) => logicOfOperand(operand));
  return factors.length === 1 ? factors[0] : { '*': factors };
}

function logicOfOperand(operand: Operand): unknown {
  if (operand.kind === 'brackets') return logicOfCalculation(operand.inside);
  return operand.kind === 'name' ? { var: operand.text } : numberOf(operand.text);
}

/** The products that are added up. */
function termsOf(calculation: Calculation): readonly Calculation[] {
  const terms: Step[][] = [];
  for (const [at, each] of calculation.entries()) {
    if (at > 0 && each.sign === '*') terms.at(-1)!.push(each);
    else terms.push([each]);
  }
  return terms;
}

/** Every name in it. */
export function namesIn(calculation: Calculation): readonly string[] {
  return calculation.flatMap(({ operand }) =>
    operand.kind === 'brackets' ? namesIn(operand.inside) : operand.kind === 'name' ? [operand.text] : [],
  );
}

/**
 * Whether the operand of a step is an amount of money, where the whole is one: of a product one factor is, the name where one is money, else its first
 * number or brackets.
 */
export function isAmount(calculation: Calculation, at: Step, isMoney: (name: string) => boolean): boolean {
  const term = termsOf(calculation).find((each) => each.includes(at)) ?? [];
  const holdsMoney = ({ operand }: Step) => namesIn([{ sign: '+', operand }]).some(isMoney);
  const amount = term.find(holdsMoney) ?? term.find(({ operand }) => operand.kind !== 'name');
  return amount === at;
}

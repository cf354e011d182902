import { add, type Decimal, decimalOf, formatDecimal, isZero, multiply, parseDecimal, toExactNumber } from '../kernel/decimal.ts';
import type { AdjustmentOp, Explanation, PriceStep } from '../pricing/types.ts';
import type { LinePart } from './quantity-words.ts';

interface Part {
  readonly quantity: Decimal;
  readonly each: Decimal;
}

/** Wide enough for every step that an explanation prints. */
const GRAMMAR = { integerDigits: 40, fractionDigits: 40, signed: true };
const ONE = decimalOf(1);
const read = (text: string): Decimal => parseDecimal(text, GRAMMAR) ?? decimalOf(0);
const isOne = ({ quantity }: Part): boolean => formatDecimal(quantity) === '1';

/**
 * What a line costs the customer in parts of one price each, from the quote's own steps: three metres at one price and a fourth at another. None where
 * the amount is not so many times a price (a surcharge per line, a floor, a rounded share), for a reduction, and for what is free.
 *
 * @param line index in the quote's lines
 * @param charge what the line costs, fen: a bill that was taken back costs nothing of what was explained
 */
export function lineParts(explanation: Pick<Explanation, 'lines'>, line: number, charge: number): readonly LinePart[] {
  const steps = explanation.lines.find((each) => each.line === line && each.side === 'charge')?.steps ?? [];
  let parts: readonly Part[] | null = [];
  for (const step of steps) parts = after(parts, step);
  if (!parts || parts.length === 0) return [];
  const sum = parts.reduce((total, { quantity, each }) => add(total, multiply(quantity, each)), decimalOf(0));
  const priced = merged(parts).map(({ quantity, each }) => ({ quantity: formatDecimal(quantity), each: toExactNumber(each) }));
  const isTrue = formatDecimal(sum) === String(charge) && priced.every(({ each }) => each !== null && Number.isInteger(each) && each > 0);
  return isTrue ? (priced as readonly LinePart[]) : [];
}

/** The parts after a step; null once the amount is no longer so many times a price. */
function after(parts: readonly Part[] | null, step: PriceStep): readonly Part[] | null {
  switch (step.step) {
    case 'base': {
      const price = read(step.price);
      const bands = step.ladder?.bands ?? [{ quantity: step.quantity, rate: '1' }];
      return bands
        .map(({ quantity, rate }) => ({ quantity: read(quantity), each: multiply(price, read(rate)) }))
        .filter(({ quantity }) => !isZero(quantity));
    }
    case 'fee':
      return [{ quantity: read(step.quantity), each: read(step.price) }];
    case 'adjust':
      return parts && adjusted(parts, step.op, step);
    default:
      return parts;
  }
}

function adjusted(
  parts: readonly Part[],
  op: AdjustmentOp,
  step: { readonly before: string; readonly after: string },
): readonly Part[] | null {
  const each = (change: (price: Decimal) => Decimal) => parts.map((part) => ({ ...part, each: change(part.each) }));
  if ('multiply' in op) return each((price) => multiply(price, read(op.multiply)));
  if ('addPerUnit' in op) return each((price) => add(price, decimalOf(op.addPerUnit)));
  if (step.before === step.after) return parts;
  // of a single one, whatever it comes to is its price
  const [only] = parts;
  return only && parts.length === 1 && isOne(only) ? [{ quantity: ONE, each: read(step.after) }] : null;
}

/** Neighbours of one price are one part. */
function merged(parts: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last && formatDecimal(last.each) === formatDecimal(part.each))
      found[found.length - 1] = { ...last, quantity: add(last.quantity, part.quantity) };
    else found.push(part);
  }
  return found;
}

import { add, compareDecimals, type Decimal, decimalOf, formatDecimal, multiply, parseDecimal } from '../kernel/decimal.ts';
import type { CompiledLadder } from './compiled.ts';
import type { AdjustmentOp, LadderBand } from './types.ts';

/**
 * The amounts of a line side with exact decimals of any size. The quick path of the engine uses safe integers and turns to this when a
 * product leaves them; explanations always do.
 */

/** Which part of a quantity is charged at which rate of a ladder: one band for `whole`, one per step reached for `graduated`. */
export function ladderBands(ladder: CompiledLadder, quantityMilli: number): { from: Decimal; rate: Decimal; quantity: Decimal }[] {
  const reached = ladder.steps.filter(({ fromMilli }) => fromMilli <= quantityMilli);
  const bands = reached.map(({ fromMilli, rate }, index) => ({
    from: decimalOf(fromMilli, 3),
    rate: decimalOf(rate.coefficient, rate.scale),
    quantity: decimalOf((reached[index + 1]?.fromMilli ?? quantityMilli) - fromMilli, 3),
  }));
  if (ladder.graduated) return bands;
  return bands.slice(-1).map((band) => ({ ...band, quantity: decimalOf(quantityMilli, 3) }));
}

/** price × quantity, through the ladder if there is one. */
export function exactBase(price: number, quantityMilli: number, ladder: CompiledLadder | null): Decimal {
  if (!ladder) return multiply(decimalOf(price), decimalOf(quantityMilli, 3));
  const weighted = ladderBands(ladder, quantityMilli).map(({ rate, quantity }) => multiply(rate, quantity));
  return multiply(decimalOf(price), weighted.reduce(add, decimalOf(0)));
}

/** The bands as an explanation prints them. */
export function printedBands(ladder: CompiledLadder, quantityMilli: number): LadderBand[] {
  return ladderBands(ladder, quantityMilli).map(({ from, rate, quantity }) => ({
    from: formatDecimal(from),
    rate: formatDecimal(rate),
    quantity: formatDecimal(quantity),
  }));
}

/** What one adjustment makes of an amount. */
export function exactStep(amount: Decimal, op: AdjustmentOp, quantityMilli: number): Decimal {
  if ('multiply' in op) return multiply(amount, parseDecimal(op.multiply, { integerDigits: 12, fractionDigits: 6 })!);
  if ('addPerUnit' in op) return add(amount, multiply(decimalOf(op.addPerUnit), decimalOf(quantityMilli, 3)));
  if ('addPerLine' in op) return add(amount, decimalOf(op.addPerLine));
  const { min, max } = op.clamp;
  const raised = min !== undefined && compareDecimals(amount, decimalOf(min)) < 0 ? decimalOf(min) : amount;
  return max !== undefined && compareDecimals(raised, decimalOf(max)) > 0 ? decimalOf(max) : raised;
}

/** How far the order's distance lies beyond what is free, in thousandths; never negative. */
export function chargedMilli(distanceMilli: number, freeMilli: number): number {
  return Math.max(0, distanceMilli - freeMilli);
}

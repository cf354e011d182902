import { decimalOf, multiply, roundHalfAway } from '../kernel/decimal.ts';
import {
  ADD_PER_LINE,
  ADD_PER_UNIT,
  type BookTables,
  type CompiledLadder,
  MULTIPLY,
  OP_KIND,
  OP_MAX,
  OP_MIN,
  OP_SCALE,
  OP_STRIDE,
  OP_VALUE,
} from './compiled.ts';
import { exactBase, exactStep } from './exact-amount.ts';

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Half away from zero: coefficient ÷ 10^scale to a whole number. The coefficient is a safe integer, so the quotient of doubles never
 * reaches the next whole number by its own rounding.
 */
export function roundScaled(coefficient: number, scale: number): number {
  if (scale === 0) return coefficient;
  const power = POWERS_OF_TEN[scale]!;
  const magnitude = coefficient < 0 ? -coefficient : coefficient;
  let whole = Math.floor(magnitude / power);
  if ((magnitude - whole * power) * 2 >= power) whole += 1;
  return coefficient < 0 && whole !== 0 ? -whole : whole;
}

/** coefficient × factor ÷ 10^scale, rounded; an infinity of its sign beyond the safe integers. */
export function roundedProduct(coefficient: number, factor: number, scale: number): number {
  const product = coefficient * factor;
  if (product <= MAX_SAFE && product >= -MAX_SAFE) return roundScaled(product === 0 ? 0 : product, scale);
  return roundHalfAway(multiply(decimalOf(coefficient), decimalOf(factor, scale))) ?? product * Number.POSITIVE_INFINITY;
}

/** An order line as the amounts need it. */
export interface LineQuantity {
  coefficient: number;
  scale: number;
  milli: number;
}

/**
 * The rounded amount of one side of a line: base, then the adjustments in turn.
 *
 * @param applied numbers of the adjustments that apply to the line, in the order in which they run
 * @param sides   beside them, the sides on which each applies (bits); `count` of both are used
 * @returns whole fen; Infinity when beyond the safe integers
 */
export function lineAmount(
  tables: BookTables,
  price: number,
  quantity: LineQuantity,
  ladder: CompiledLadder | null,
  sideBit: number,
  applied: Int32Array,
  sides: Int32Array,
  count: number,
): number {
  const quick = quickAmount(tables.ops, price, quantity, ladder, sideBit, applied, sides, count);
  return !Number.isNaN(quick) ? quick : exactAmount(tables, price, quantity, ladder, sideBit, applied, sides, count);
}

/** The base of a line with a ladder, as coefficient ÷ 10^scale: the second result of {@link ladderBase}. */
let ladderScale = 0;

/** The coefficient of a ladder's base; NaN when it leaves the safe integers. Leaves its scale in {@link ladderScale}. */
function ladderBase(price: number, quantity: LineQuantity, ladder: CompiledLadder): number {
  const { steps } = ladder;
  let reached = steps.length - 1;
  while (reached > 0 && steps[reached]!.fromMilli > quantity.milli) reached -= 1;
  const step = steps[reached]!;
  if (!ladder.graduated) {
    const perUnit = price * step.rate.coefficient;
    ladderScale = step.rate.scale + quantity.scale;
    return Math.abs(perUnit) <= MAX_SAFE ? perUnit * quantity.coefficient : Number.NaN;
  }
  const band = (quantity.milli - step.fromMilli) * step.coefficient;
  let weighted = step.below + (band <= MAX_SAFE ? band : Number.NaN);
  let scale = ladder.scale + 3;
  while (scale > 0 && weighted % 10 === 0) {
    weighted /= 10;
    scale -= 1;
  }
  ladderScale = scale;
  return price * (weighted <= MAX_SAFE ? weighted : Number.NaN);
}

/** With safe integers alone; NaN when one of them would overflow. */
function quickAmount(
  ops: Float64Array,
  price: number,
  quantity: LineQuantity,
  ladder: CompiledLadder | null,
  sideBit: number,
  applied: Int32Array,
  sides: Int32Array,
  count: number,
): number {
  let amount = ladder === null ? price * quantity.coefficient : ladderBase(price, quantity, ladder);
  let scale = ladder === null ? quantity.scale : ladderScale;
  if (!(amount <= MAX_SAFE && amount >= -MAX_SAFE)) return Number.NaN;

  for (let index = 0; index < count; index++) {
    if ((sides[index]! & sideBit) === 0) continue;
    const at = applied[index]! * OP_STRIDE;
    const kind = ops[at + OP_KIND]!;
    if (kind === MULTIPLY) {
      const rate = ops[at + OP_VALUE]!;
      let product = amount * rate;
      if (product > MAX_SAFE || product < -MAX_SAFE) {
        // zeros at the end make room for the product
        while (scale > 0 && amount % 10 === 0) {
          amount /= 10;
          scale -= 1;
        }
        product = amount * rate;
      }
      amount = product;
      scale += ops[at + OP_SCALE]!;
    } else if (kind === ADD_PER_LINE) {
      const added = ops[at + OP_VALUE]! * POWERS_OF_TEN[scale]!;
      amount = Math.abs(added) <= MAX_SAFE ? amount + added : Number.NaN;
    } else if (kind === ADD_PER_UNIT) {
      if (scale < quantity.scale) {
        amount *= POWERS_OF_TEN[quantity.scale - scale]!;
        scale = quantity.scale;
      }
      const added = ops[at + OP_VALUE]! * quantity.coefficient * POWERS_OF_TEN[scale - quantity.scale]!;
      amount = Math.abs(added) <= MAX_SAFE && Math.abs(amount) <= MAX_SAFE ? amount + added : Number.NaN;
    } else {
      // a bound that is inexact as a double lies beyond every safe amount, so the comparison still holds
      if (amount < ops[at + OP_MIN]! * POWERS_OF_TEN[scale]!) {
        amount = ops[at + OP_MIN]!;
        scale = 0;
      }
      if (amount > ops[at + OP_MAX]! * POWERS_OF_TEN[scale]!) {
        amount = ops[at + OP_MAX]!;
        scale = 0;
      }
    }
    if (!(amount <= MAX_SAFE && amount >= -MAX_SAFE) || scale >= POWERS_OF_TEN.length) return Number.NaN;
  }
  return roundScaled(amount === 0 ? 0 : amount, scale);
}

/** The same with decimals of any size. */
function exactAmount(
  tables: BookTables,
  price: number,
  quantity: LineQuantity,
  ladder: CompiledLadder | null,
  sideBit: number,
  applied: Int32Array,
  sides: Int32Array,
  count: number,
): number {
  let amount = exactBase(price, quantity.milli, ladder);
  for (let index = 0; index < count; index++) {
    if ((sides[index]! & sideBit) === 0) continue;
    amount = exactStep(amount, tables.adjustments[applied[index]!]!.source.op, quantity.milli);
  }
  return roundHalfAway(amount) ?? Number.POSITIVE_INFINITY;
}

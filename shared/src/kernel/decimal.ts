import {
  addNaturals,
  compareNaturals,
  multiplyNaturals,
  type Natural,
  naturalDigits,
  naturalFromDigits,
  naturalOf,
  naturalToSafe,
  shiftDown,
  shiftUp,
  subtractNaturals,
  trailingZeros,
} from './natural.ts';

/** Powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * An exact decimal number: sign × coefficient ÷ 10^scale, without trailing zeros behind the point. A class, so that a number made by us can
 * never be mistaken for a JSON object that came from outside. Make one with {@link decimalOf}, {@link parseDecimal} or {@link decimalOfNumber}.
 *
 * `small` carries the value while the coefficient is a safe integer; otherwise it is NaN and `limbs` carries the magnitude.
 */
export class Decimal {
  readonly small: number;
  readonly limbs: Natural | null;
  readonly negative: boolean;
  /** Digits behind the point, ≥ 0. */
  readonly scale: number;

  constructor(small: number, limbs: Natural | null, negative: boolean, scale: number) {
    this.small = small;
    this.limbs = limbs;
    this.negative = negative;
    this.scale = scale;
  }
}

/** coefficient ÷ 10^scale, for a safe integer coefficient. */
export function decimalOf(coefficient: number, scale = 0): Decimal {
  let value = coefficient;
  let digits = scale;
  while (digits > 0 && value % 10 === 0) {
    if (value === 0) digits = 1;
    value /= 10;
    digits -= 1;
  }
  return new Decimal(value === 0 ? 0 : value, null, value < 0, digits);
}

export const DECIMAL_ZERO: Decimal = decimalOf(0);

function fromNatural(magnitude: Natural, negative: boolean, scale: number): Decimal {
  const zeros = scale > 0 ? Math.min(scale, trailingZeros(magnitude)) : 0;
  const reduced = zeros > 0 ? shiftDown(magnitude, zeros) : magnitude;
  const small = naturalToSafe(reduced);
  if (small !== null) return decimalOf(negative ? -small : small, scale - zeros);
  return new Decimal(Number.NaN, reduced, negative, scale - zeros);
}

function magnitudeOf(value: Decimal): Natural {
  return value.limbs ?? naturalOf(Math.abs(value.small));
}

/** How a decimal string must look. */
export interface DecimalGrammar {
  /** Most digits before the point. */
  readonly integerDigits: number;
  /** Most digits behind the point. */
  readonly fractionDigits: number;
  /** Whether a leading minus is allowed. */
  readonly signed?: boolean;
}

const PLAIN = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;

/**
 * Reads a decimal string: ASCII digits, a point with digits on both sides, no exponent, no blanks, no plus; leading zeros are read.
 * Null when the text breaks the grammar.
 */
export function parseDecimal(text: string, grammar: DecimalGrammar): Decimal | null {
  const match = PLAIN.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole.length > grammar.integerDigits || fraction.length > grammar.fractionDigits) return null;
  if (sign !== '' && !grammar.signed) return null;
  return fromNatural(naturalFromDigits(whole + fraction), sign !== '', fraction.length);
}

/** The decimal that a JSON number means: its shortest print. Null for NaN and the infinities. */
export function decimalOfNumber(value: number): Decimal | null {
  if (Number.isSafeInteger(value)) return decimalOf(value);
  if (!Number.isFinite(value)) return null;
  const [mantissa = '', exponentText = '0'] = String(Math.abs(value)).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponentText);
  const digits = naturalFromDigits(whole + fraction);
  return scale >= 0 ? fromNatural(digits, value < 0, scale) : fromNatural(shiftUp(digits, -scale), value < 0, 0);
}

/**
 * The JSON number whose shortest print is exactly this decimal, when there surely is one: up to 15 digits always come back from a double
 * unchanged. Null for longer ones.
 */
export function toExactNumber(value: Decimal): number | null {
  if (value.limbs !== null || Math.abs(value.small) >= 1e15 || value.scale >= POWERS_OF_TEN.length) return null;
  return value.small / POWERS_OF_TEN[value.scale]!;
}

export function negate(value: Decimal): Decimal {
  if (value.limbs === null) return decimalOf(-value.small, value.scale);
  return new Decimal(Number.NaN, value.limbs, !value.negative, value.scale);
}

export function add(a: Decimal, b: Decimal): Decimal {
  if (a.limbs === null && b.limbs === null) {
    const scale = Math.max(a.scale, b.scale);
    const sum = raised(a, scale) + raised(b, scale);
    if (Number.isSafeInteger(sum)) return decimalOf(sum, scale);
  }
  const scale = Math.max(a.scale, b.scale);
  const left = shiftUp(magnitudeOf(a), scale - a.scale);
  const right = shiftUp(magnitudeOf(b), scale - b.scale);
  if (a.negative === b.negative) return fromNatural(addNaturals(left, right), a.negative, scale);
  return compareNaturals(left, right) >= 0
    ? fromNatural(subtractNaturals(left, right), a.negative, scale)
    : fromNatural(subtractNaturals(right, left), b.negative, scale);
}

/** The small coefficient at another scale; NaN when that is not a safe integer. */
function raised(value: Decimal, scale: number): number {
  const power = POWERS_OF_TEN[scale - value.scale];
  const coefficient = power === undefined ? Number.NaN : value.small * power;
  return Number.isSafeInteger(coefficient) ? coefficient : Number.NaN;
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  const product = a.small * b.small;
  if (Number.isSafeInteger(product)) return decimalOf(product, a.scale + b.scale);
  return fromNatural(multiplyNaturals(magnitudeOf(a), magnitudeOf(b)), a.negative !== b.negative, a.scale + b.scale);
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const scale = Math.max(a.scale, b.scale);
  const order = compareNaturals(shiftUp(magnitudeOf(a), scale - a.scale), shiftUp(magnitudeOf(b), scale - b.scale));
  return a.negative && order !== 0 ? -order : order;
}

export function isZero(value: Decimal): boolean {
  return value.small === 0;
}

/** To a whole number, half away from zero (四舍五入), so that a reversal mirrors its posting exactly. Null beyond the safe integers. */
export function roundHalfAway(value: Decimal): number | null {
  const magnitude = magnitudeOf(value);
  if (value.scale === 0) return signed(naturalToSafe(magnitude), value.negative);
  const withFirstDropped = shiftDown(magnitude, value.scale - 1);
  const cut = shiftDown(withFirstDropped, 1);
  const roundsUp = (withFirstDropped[0] ?? 0) % 10 >= 5;
  return signed(naturalToSafe(roundsUp ? addNaturals(cut, [1]) : cut), value.negative);
}

function signed(magnitude: number | null, negative: boolean): number | null {
  if (magnitude === null) return null;
  return negative && magnitude !== 0 ? -magnitude : magnitude;
}

/** Canonical print: `-12.5`, `0`, never an exponent, never a trailing zero behind the point. */
export function formatDecimal(value: Decimal): string {
  const digits = naturalDigits(magnitudeOf(value));
  const sign = value.negative ? '-' : '';
  if (value.scale === 0) return sign + digits;
  const padded = digits.padStart(value.scale + 1, '0');
  const point = padded.length - value.scale;
  return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`;
}

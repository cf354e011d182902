/**
 * Natural numbers of any size for the rare amount that leaves the safe integers, written without BigInt because WeChat's older
 * runtimes lack it. A natural is a list of limbs, base 10^7, least significant first, no zero limb at the top; zero is the empty list.
 * The base is a power of ten so that decimal shifts and printing are cheap, and small enough that limb × limb + carry stays safe.
 */
export type Natural = readonly number[];

const BASE = 10_000_000;
const LIMB_DIGITS = 7;
const POWERS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] as const;

function trimmed(limbs: number[]): Natural {
  while (limbs.length > 0 && limbs[limbs.length - 1] === 0) limbs.pop();
  return limbs;
}

/** From a safe integer ≥ 0. */
export function naturalOf(value: number): Natural {
  const limbs: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / BASE)) limbs.push(rest % BASE);
  return limbs;
}

/** From a string of ASCII digits, which the caller has checked. */
export function naturalFromDigits(digits: string): Natural {
  const limbs: number[] = [];
  for (let end = digits.length; end > 0; end -= LIMB_DIGITS) limbs.push(Number(digits.slice(Math.max(0, end - LIMB_DIGITS), end)));
  return trimmed(limbs);
}

/** Digits without leading zeros; `"0"` for zero. */
export function naturalDigits(value: Natural): string {
  if (value.length === 0) return '0';
  let text = String(value[value.length - 1]);
  for (let index = value.length - 2; index >= 0; index--) text += String(value[index]).padStart(LIMB_DIGITS, '0');
  return text;
}

/** The same value as a number, or null when it is beyond the safe integers. */
export function naturalToSafe(value: Natural): number | null {
  if (value.length > 3) return null;
  const number = ((value[2] ?? 0) * BASE + (value[1] ?? 0)) * BASE + (value[0] ?? 0);
  return Number.isSafeInteger(number) ? number : null;
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compareNaturals(a: Natural, b: Natural): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let index = a.length - 1; index >= 0; index--) {
    const difference = a[index]! - b[index]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

export function addNaturals(a: Natural, b: Natural): Natural {
  const limbs: number[] = [];
  let carry = 0;
  for (let index = 0; index < a.length || index < b.length || carry > 0; index++) {
    const sum = (a[index] ?? 0) + (b[index] ?? 0) + carry;
    carry = sum >= BASE ? 1 : 0;
    limbs.push(carry === 1 ? sum - BASE : sum);
  }
  return limbs;
}

/** a − b; the caller has made sure that a ≥ b. */
export function subtractNaturals(a: Natural, b: Natural): Natural {
  const limbs: number[] = [];
  let borrow = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = a[index]! - (b[index] ?? 0) - borrow;
    borrow = difference < 0 ? 1 : 0;
    limbs.push(borrow === 1 ? difference + BASE : difference);
  }
  return trimmed(limbs);
}

export function multiplyNaturals(a: Natural, b: Natural): Natural {
  if (a.length === 0 || b.length === 0) return [];
  const limbs = new Array<number>(a.length + b.length).fill(0);
  for (let i = 0; i < a.length; i++) {
    let carry = 0;
    for (let j = 0; j < b.length; j++) {
      const product = limbs[i + j]! + a[i]! * b[j]! + carry;
      carry = Math.floor(product / BASE);
      limbs[i + j] = product - carry * BASE;
    }
    limbs[i + b.length] = carry;
  }
  return trimmed(limbs);
}

/** value × 10^digits. */
export function shiftUp(value: Natural, digits: number): Natural {
  if (value.length === 0 || digits === 0) return value;
  const shifted = multiplyNaturals(value, [POWERS[digits % LIMB_DIGITS]!]);
  return [...new Array<number>(Math.floor(digits / LIMB_DIGITS)).fill(0), ...shifted];
}

/** value ÷ 10^digits, cut towards zero. */
export function shiftDown(value: Natural, digits: number): Natural {
  const limbs = value.slice(Math.floor(digits / LIMB_DIGITS));
  const divisor = POWERS[digits % LIMB_DIGITS]!;
  let rest = 0;
  for (let index = limbs.length - 1; index >= 0; index--) {
    const dividend = rest * BASE + limbs[index]!;
    limbs[index] = Math.floor(dividend / divisor);
    rest = dividend % divisor;
  }
  return trimmed(limbs);
}

/** How many zeros the decimal print ends in; 0 for zero. */
export function trailingZeros(value: Natural): number {
  const first = value.findIndex((limb) => limb !== 0);
  if (first < 0) return 0;
  let zeros = first * LIMB_DIGITS;
  for (let limb = value[first]!; limb % 10 === 0; limb /= 10) zeros += 1;
  return zeros;
}

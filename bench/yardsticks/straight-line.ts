/**
 * The least work that gives the very same quote: which tier, price, rules and split apply is known beforehand, nothing is looked for and
 * nothing is checked; only quantities are read, amounts computed exactly, rounded and shared, and the result object made.
 */
import type { Adjustment, ItemKind, Ladder, OrderFacts, PriceBook, Quote, Shares, Side } from '../../shared/src/pricing/types.ts';

const POWERS = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));
const SIDES: readonly Side[] = ['charge', 'settle', 'cost'];

const MULTIPLY = 0;
const PER_UNIT = 1;
const PER_LINE = 2;
const CLAMP = 3;

interface Op {
  readonly kind: number;
  readonly value: number;
  readonly scale: number;
  readonly min: number;
  readonly max: number;
}

/** Steps of a ladder in thousandths with rates in hundredths, as this book writes them; `below` is the weighted sum of the lower bands. */
interface Steps {
  readonly graduated: boolean;
  readonly from: readonly number[];
  readonly rate: readonly number[];
  readonly below: readonly number[];
}

export interface KnownLine {
  readonly item: string;
  readonly kind: ItemKind;
  readonly prices: readonly [number, number, number];
  readonly ops: readonly (readonly Op[])[];
  /** Only on charge, as this book has it. */
  readonly steps: Steps | null;
  readonly codes: readonly string[];
  readonly split: string | null;
  /** Thousandths of settle, or fen per unit. */
  readonly rate: number;
  readonly perUnit: number;
}

export interface KnownFee {
  readonly line: KnownLine;
  readonly freeMilli: number;
  readonly perKm: boolean;
}

/** All that is known of an order before its sums are done. */
export interface KnownOrder {
  readonly order: OrderFacts;
  readonly tier: string;
  readonly tierRule: string | null;
  readonly lines: readonly KnownLine[];
  readonly fees: readonly KnownFee[];
}

let quantity = 0;
let scale = 0;

/** Reads a canonical quantity. */
function read(text: string): void {
  quantity = 0;
  scale = 0;
  let point = -1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46) point = index;
    else quantity = quantity * 10 + code - 48;
  }
  if (point >= 0) scale = text.length - point - 1;
}

function round(value: number, digits: number): number {
  if (digits === 0) return value;
  const power = POWERS[digits]!;
  const magnitude = Math.abs(value);
  let whole = Math.floor(magnitude / power);
  if ((magnitude - whole * power) * 2 >= power) whole += 1;
  return value < 0 && whole > 0 ? -whole : whole;
}

function amount(price: number, ops: readonly Op[], steps: Steps | null): number {
  let value = price * quantity;
  let digits = scale;
  if (steps !== null) {
    const milli = quantity * POWERS[3 - scale]!;
    let index = steps.from.length - 1;
    while (steps.from[index]! > milli) index -= 1;
    if (steps.graduated) {
      value = price * (steps.below[index]! + (milli - steps.from[index]!) * steps.rate[index]!);
      digits = 5;
    } else {
      value *= steps.rate[index]!;
      digits += 2;
    }
  }
  for (let index = 0; index < ops.length; index++) {
    const op = ops[index]!;
    if (op.kind === MULTIPLY) {
      value *= op.value;
      digits += op.scale;
    } else if (op.kind === PER_LINE) value += op.value * POWERS[digits]!;
    else if (op.kind === PER_UNIT) value += op.value * quantity * POWERS[digits - scale]!;
    else {
      const power = POWERS[digits]!;
      if (value < op.min * power) value = op.min * power;
      if (value > op.max * power) value = op.max * power;
    }
  }
  return round(value, digits);
}

/** The quote of an order about which everything is known. */
export function straightLine(book: string, known: KnownOrder): Quote {
  const { order } = known;
  const crew = order.crew!;
  const first = crew[0]!;
  const second = crew[1]!;
  const weights = first.weight + second.weight;
  const lines: Quote['lines'][number][] = [];
  let charge = 0;
  let settle = 0;
  let cost = 0;
  let earn = 0;
  let firstEarned = 0;
  const add = (line: KnownLine, text: string, adjustments: string[]): void => {
    const lineCharge = amount(line.prices[0], line.ops[0]!, line.steps);
    const lineSettle = amount(line.prices[1], line.ops[1]!, null);
    const lineCost = amount(line.prices[2], line.ops[2]!, null);
    let pool = line.perUnit === 0 ? round(lineSettle * line.rate, 3) : round(line.perUnit * quantity, scale);
    if (pool > lineSettle) pool = lineSettle;
    const whole = Math.floor(pool / weights);
    const rest = (pool - whole * weights) * first.weight;
    const part = Math.floor(rest / weights);
    const share = whole * first.weight + part + ((rest - part * weights) * 2 >= weights ? 1 : 0);
    const shares: Shares = {};
    shares[first.installer] = share;
    shares[second.installer] = pool - share;
    firstEarned += share;
    charge += lineCharge;
    settle += lineSettle;
    cost += lineCost;
    earn += pool;
    lines.push({
      item: line.item,
      kind: line.kind,
      quantity: text,
      charge: lineCharge,
      settle: lineSettle,
      cost: lineCost,
      earn: pool,
      adjustments,
      split: line.split,
      crew: shares,
    });
  };
  for (let index = 0; index < known.lines.length; index++) {
    const text = order.lines[index]!.quantity;
    read(text);
    const line = known.lines[index]!;
    add(line, text, line.codes.slice());
  }
  for (let index = 0; index < known.fees.length; index++) {
    const fee = known.fees[index]!;
    if (fee.perKm) {
      read(order.distanceKm!);
      quantity = quantity * POWERS[3 - scale]! - fee.freeMilli;
      scale = 3;
      while (scale > 0 && quantity % 10 === 0) {
        quantity /= 10;
        scale -= 1;
      }
    } else {
      quantity = 1;
      scale = 0;
    }
    add(fee.line, String(quantity / POWERS[scale]!), []);
  }
  const installers: Shares = {};
  installers[first.installer] = firstEarned;
  installers[second.installer] = earn - firstEarned;
  return {
    id: order.id,
    book,
    tier: known.tier,
    tierRule: known.tierRule,
    lines,
    totals: { charge, settle, cost, earn, outlet: settle - earn, profit: charge - settle - cost, installers },
  };
}

function opOf({ op }: Adjustment): Op {
  const none = { value: 0, scale: 0, min: 0, max: 0 };
  if ('multiply' in op) {
    const [whole = '', fraction = ''] = op.multiply.split('.');
    return { kind: MULTIPLY, value: Number(whole + fraction), scale: fraction.length, min: 0, max: 0 };
  }
  if ('addPerUnit' in op) return { ...none, kind: PER_UNIT, value: op.addPerUnit };
  if ('addPerLine' in op) return { ...none, kind: PER_LINE, value: op.addPerLine };
  return { ...none, kind: CLAMP, min: op.clamp.min ?? Number.NEGATIVE_INFINITY, max: op.clamp.max ?? Number.POSITIVE_INFINITY };
}

function stepsOf(ladder: Ladder | undefined): Steps | null {
  if (!ladder) return null;
  const from = ladder.steps.map((step) => Math.round(Number(step.from) * 1000));
  const rate = ladder.steps.map((step) => Math.round(Number(step.rate) * 100));
  const below = [0];
  for (let index = 1; index < from.length; index++) below.push(below[index - 1]! + (from[index]! - from[index - 1]!) * rate[index - 1]!);
  return { graduated: ladder.mode === 'graduated', from, rate, below };
}

/** Learns beforehand, from the quotes that the engine gave, what applies to each order. Lines with the same answer share one object. */
export function learn(book: PriceBook, orders: readonly OrderFacts[], quotes: readonly Quote[]): KnownOrder[] {
  const items = new Map(book.items.map((item) => [item.code, item]));
  const rules = new Map((book.adjustments ?? []).map((rule) => [rule.code, { rule, op: opOf(rule) }]));
  const splits = new Map((book.splits ?? []).map((split) => [split.code, split]));
  const fees = new Map((book.fees ?? []).map((fee) => [fee.code, fee]));
  const seen = new Map<string, KnownLine>();
  const knownLine = (line: Quote['lines'][number], tier: string): KnownLine => {
    const key = [line.item, tier, line.split, ...line.adjustments].join('|');
    const before = seen.get(key);
    if (before) return before;
    const item = items.get(line.item);
    const cell = item?.prices[tier] ?? fees.get(line.item)!.amounts;
    const split = line.split === null ? undefined : splits.get(line.split);
    const known: KnownLine = {
      item: line.item,
      kind: line.kind,
      prices: [cell.charge ?? 0, cell.settle ?? 0, cell.cost ?? 0],
      ops: SIDES.map((side) =>
        line.adjustments
          .map((code) => rules.get(code)!)
          .filter(({ rule }) => rule.sides.includes(side))
          .map(({ op }) => op),
      ),
      steps: stepsOf(item?.ladder),
      codes: line.adjustments,
      split: line.split,
      rate: Math.round(Number(split?.rate ?? 0) * 1000),
      perUnit: split?.perUnit ?? 0,
    };
    seen.set(key, known);
    return known;
  };
  return orders.map((order, index) => {
    const quote = quotes[index]!;
    const lines = quote.lines.map((line) => knownLine(line, quote.tier));
    return {
      order,
      tier: quote.tier,
      tierRule: quote.tierRule,
      lines: lines.slice(0, order.lines.length),
      fees: lines.slice(order.lines.length).map((line) => {
        const fee = fees.get(line.item)!;
        return { line, perKm: fee.per === 'km', freeMilli: Number(fee.free ?? 0) * 1000 };
      }),
    };
  });
}

import { MAX_FEN } from '../kernel/money.ts';
import { type LineQuantity, lineAmount, roundedProduct } from './amount.ts';
import type { BookTables, CompiledItem, CompiledSplit } from './compiled.ts';
import { chargedMilli } from './exact-amount.ts';
import { fillLocalTime, quantityText, readFacts } from './facts.ts';
import { createLineRules, type LineRules } from './line-rules.ts';
import { shareByWeight } from './share-by-weight.ts';
import { type QuoteError, type QuoteLine, type QuoteProblem, type QuoteResult, type Shares, SIDES } from './types.ts';

const CHARGE = 1;
const SETTLE = 2;
const COST = 4;

const inRange = (fen: number): boolean => fen <= MAX_FEN && fen >= -MAX_FEN;
const outOfRange = (path: string): QuoteProblem => ({ code: 'AMOUNT_OUT_OF_RANGE', path });

/** An object with one amount per installer. A name may be any string, `__proto__` too. */
function sharesObject(installers: readonly string[], shares: readonly number[], count: number): Shares {
  const object: Shares = {};
  for (let index = 0; index < count; index++) {
    const name = installers[index]!;
    if (name === '__proto__')
      Object.defineProperty(object, name, { value: shares[index], enumerable: true, configurable: true, writable: true });
    else object[name] = shares[index]!;
  }
  return object;
}

/** The sum of one side over many lines, exact however many they are; Infinity beyond the range of a total. */
function longTotal(lines: readonly QuoteLine[], side: 'charge' | 'settle' | 'cost'): number {
  let high = 0;
  let low = 0;
  for (const line of lines) {
    const millions = Math.floor(line[side] / 1_000_000);
    high += millions;
    low += line[side] - millions * 1_000_000;
  }
  const total = high * 1_000_000 + low;
  return inRange(total) ? total : Number.POSITIVE_INFINITY;
}

/** Lines whose plain sum surely stays within the safe integers. */
const SHORT_ORDER = 900;

/**
 * The calculation of `pricing`: tier, base, adjustments, fees, rounding, split, totals. The scratch arrays are kept between orders, so the
 * function that comes back must not be entered twice at a time; being synchronous, it is not.
 */
export function createQuoter(tables: BookTables): (order: unknown) => QuoteResult {
  const { facts, items, prices, tierCodes, vocabulary } = tables;
  const tiers = tierCodes.length;
  const rules: LineRules = createLineRules(tables);
  const lineItems: CompiledItem[] = [];
  const quantity: LineQuantity = { coefficient: 0, scale: 0, milli: 0 };
  const shares: number[] = [];
  const earned: number[] = [];
  let lines: QuoteLine[] = [];
  let charge = 0;
  let settle = 0;
  let cost = 0;
  let earn = 0;

  const failed = (id: string | null, error: QuoteProblem): QuoteError => ({ id, error });

  /** What the crew shares of a line. */
  const poolOf = (split: CompiledSplit | null, lineSettle: number): number => {
    if (split === null || facts.crewCount === 0 || lineSettle <= 0) return 0;
    const { rate } = split;
    const pool =
      rate !== null
        ? roundedProduct(lineSettle, rate.coefficient, rate.scale)
        : roundedProduct(split.perUnit, quantity.coefficient, quantity.scale);
    return pool > lineSettle ? lineSettle : Math.max(pool, 0);
  };

  /** Appends a line with its split and adds it to the totals; returns what is wrong with its amounts. */
  const addLine = (
    item: CompiledItem,
    text: string,
    lineCharge: number,
    lineSettle: number,
    lineCost: number,
    adjustments: string[],
  ): QuoteProblem | null => {
    if (!inRange(lineCharge)) return outOfRange(`lines.${lines.length}.charge`);
    if (!inRange(lineSettle)) return outOfRange(`lines.${lines.length}.settle`);
    if (!inRange(lineCost)) return outOfRange(`lines.${lines.length}.cost`);
    const split = rules.splitFor(item);
    const pool = poolOf(split, lineSettle);
    const crew = facts.crewCount;
    if (crew > 0) {
      shareByWeight(pool, facts.weights, crew, shares);
      for (let index = 0; index < crew; index++) earned[index] = earned[index]! + shares[index]!;
    }
    charge += lineCharge;
    settle += lineSettle;
    cost += lineCost;
    earn += pool;
    lines.push({
      item: item.code,
      kind: item.kind,
      quantity: text,
      charge: lineCharge,
      settle: lineSettle,
      cost: lineCost,
      earn: pool,
      adjustments,
      split: split === null ? null : split.code,
      crew: sharesObject(facts.installers, shares, crew),
    });
    return null;
  };

  const addOrderLine = (index: number, tier: number): QuoteProblem | null => {
    const item = lineItems[index]!;
    const scale = facts.quantityScales[index]!;
    quantity.coefficient = facts.quantities[index]!;
    quantity.scale = scale;
    quantity.milli = scale === 0 ? quantity.coefficient * 1000 : milliOf(quantity.coefficient, scale);
    const { applied, sides } = rules;
    const count = rules.adjustmentsFor(item);
    const at = (item.number * tiers + tier) * SIDES.length;
    const { ladder } = item;
    const ladders = ladder === null ? NO_LADDERS : ladder.sides;
    return addLine(
      item,
      facts.quantityTexts[index]!,
      lineAmount(tables, prices[at]!, quantity, ladders[0] ? ladder : null, CHARGE, applied, sides, count),
      lineAmount(tables, prices[at + 1]!, quantity, ladders[1] ? ladder : null, SETTLE, applied, sides, count),
      lineAmount(tables, prices[at + 2]!, quantity, ladders[2] ? ladder : null, COST, applied, sides, count),
      rules.appliedCodes(count),
    );
  };

  const addFees = (): QuoteProblem | null => {
    const count = rules.matchFees();
    for (let index = 0; index < count; index++) {
      const fee = tables.fees[rules.fees[index]!]!;
      const milli = fee.perKm ? chargedMilli(facts.distanceMilli, fee.freeMilli) : 1000;
      if (milli === 0) continue;
      quantity.milli = milli;
      quantity.scale = 3;
      quantity.coefficient = milli;
      while (quantity.scale > 0 && quantity.coefficient % 10 === 0) {
        quantity.coefficient /= 10;
        quantity.scale -= 1;
      }
      const { coefficient, scale } = quantity;
      const problem = addLine(
        fee.item,
        quantityText(coefficient, scale),
        roundedProduct(fee.amounts[0]!, coefficient, scale),
        roundedProduct(fee.amounts[1]!, coefficient, scale),
        roundedProduct(fee.amounts[2]!, coefficient, scale),
        [],
      );
      if (problem !== null) return problem;
    }
    return null;
  };

  const missingPrice = (tier: number): QuoteProblem | null => {
    for (let index = 0; index < facts.lineCount; index++) {
      const item = lineItems[index]!;
      const at = (item.number * tiers + tier) * SIDES.length;
      for (let side = 0; side < SIDES.length; side++) {
        if (Number.isNaN(prices[at + side]!)) {
          return { code: 'PRICE_MISSING', item: item.code, tier: tierCodes[tier]!, side: SIDES[side]! };
        }
      }
    }
    return null;
  };

  return (order) => {
    const malformed = readFacts(order, facts);
    if (malformed !== null) {
      const id = typeof order === 'object' && order !== null && !Array.isArray(order) ? (order as { id?: unknown }).id : null;
      return failed(typeof id === 'string' ? id : null, malformed);
    }
    const { id } = facts;
    if (facts.at < tables.validFrom || facts.at >= tables.validTo) return failed(id, { code: 'BOOK_NOT_VALID' });
    let kinds = 0;
    for (let index = 0; index < facts.lineCount; index++) {
      const item = items.get(facts.itemCodes[index]!);
      if (item === undefined) return failed(id, { code: 'ITEM_UNKNOWN', item: facts.itemCodes[index]! });
      lineItems[index] = item;
      kinds |= item.kindBit;
    }
    if (vocabulary.readsClock) fillLocalTime(facts, tables.zoneOffsetMs);
    vocabulary.fill(facts);
    rules.begin(kinds);

    const tierRule = rules.tierRule();
    const tier = tierRule === null ? tables.defaultTier : tierRule.tier;
    if (tier < 0) return failed(id, { code: 'TIER_MISSING' });
    const missing = missingPrice(tier);
    if (missing !== null) return failed(id, missing);

    lines = [];
    charge = settle = cost = earn = 0;
    for (let index = 0; index < facts.crewCount; index++) earned[index] = 0;
    for (let index = 0; index < facts.lineCount; index++) {
      const problem = addOrderLine(index, tier);
      if (problem !== null) return failed(id, problem);
    }
    const problem = addFees();
    if (problem !== null) return failed(id, problem);
    if (lines.length > SHORT_ORDER) {
      charge = longTotal(lines, 'charge');
      settle = longTotal(lines, 'settle');
      cost = longTotal(lines, 'cost');
    }
    if (!inRange(charge)) return failed(id, outOfRange('totals.charge'));
    if (!inRange(settle)) return failed(id, outOfRange('totals.settle'));
    if (!inRange(cost)) return failed(id, outOfRange('totals.cost'));
    return {
      id,
      book: tables.name,
      tier: tierCodes[tier]!,
      tierRule: tierRule === null ? null : tierRule.code,
      lines,
      totals: {
        charge,
        settle,
        cost,
        earn,
        outlet: settle - earn,
        profit: charge - settle - cost,
        installers: sharesObject(facts.installers, earned, facts.crewCount),
      },
    };
  };
}

const NO_LADDERS: readonly boolean[] = [false, false, false];

function milliOf(coefficient: number, scale: number): number {
  return scale === 3 ? coefficient : coefficient * (scale === 1 ? 100 : 10);
}

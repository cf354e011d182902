import { parseDecimal } from '../kernel/decimal.ts';
import { BUSINESS_ZONE, MINUTE_MS, parseInstant, ZONE_OFFSET_MINUTES } from '../kernel/time.ts';
import {
  ADD_PER_LINE,
  ADD_PER_UNIT,
  type BookTables,
  CLAMP,
  type CompiledAdjustment,
  type CompiledItem,
  type CompiledLadder,
  MULTIPLY,
  OP_GROUP,
  OP_KIND,
  OP_KINDS,
  OP_MAX,
  OP_MIN,
  OP_SCALE,
  OP_SIDES,
  OP_STRIDE,
  OP_VALUE,
  type Rate,
} from './compiled.ts';
import { emptyFacts, type Quantity, readQuantity, toMilli } from './facts.ts';
import { buildRuleIndex, type IndexedRule, KIND_BIT } from './rule-index.ts';
import {
  type Adjustment,
  type AdjustmentOp,
  ITEM_KINDS,
  type Item,
  type ItemKind,
  type PriceBook,
  SIDES,
  type Side,
  type Split,
} from './types.ts';
import { buildVocabulary } from './vocabulary.ts';
import { type CompiledWhen, compileWhen } from './when.ts';

/** 10^0 … 10^6, what rates differ by. No `**`: it becomes a call that old runtimes lack. */
const POWERS_OF_TEN = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] as const;

function rate(text: string): Rate {
  const decimal = parseDecimal(text, { integerDigits: 12, fractionDigits: 6 });
  if (!decimal) throw new TypeError(`not a rate: ${text}`);
  return { coefficient: decimal.small, scale: decimal.scale };
}

function milli(text: string): number {
  const quantity: Quantity = { coefficient: 0, scale: 0, text: '' };
  if (!readQuantity(text, quantity)) throw new TypeError(`not a quantity: ${text}`);
  return toMilli(quantity);
}

const kindMask = (kinds: readonly ItemKind[] | undefined): number => (kinds ?? ITEM_KINDS).reduce((mask, kind) => mask | KIND_BIT[kind], 0);
const sideMask = (sides: readonly Side[]): number => sides.reduce((mask, side) => mask | (1 << SIDES.indexOf(side)), 0);

function compileLadder(item: Item): CompiledLadder | null {
  if (!item.ladder) return null;
  const { mode, steps, sides } = item.ladder;
  const rates = steps.map((step) => rate(step.rate));
  const froms = steps.map((step) => milli(step.from));
  const scale = Math.max(...rates.map((each) => each.scale));
  const coefficients = rates.map((each) => each.coefficient * POWERS_OF_TEN[scale - each.scale]!);
  let below = 0;
  return {
    graduated: mode === 'graduated',
    scale,
    steps: rates.map((each, index) => {
      if (index > 0) below += (froms[index]! - froms[index - 1]!) * coefficients[index - 1]!;
      if (!Number.isSafeInteger(below)) below = Number.NaN;
      return { fromMilli: froms[index]!, rate: each, coefficient: coefficients[index]!, below };
    }),
    sides: SIDES.map((side) => (sides ?? SIDES).includes(side)),
  };
}

function writeOp(ops: Float64Array, at: number, op: AdjustmentOp): void {
  if ('multiply' in op) {
    const { coefficient, scale } = rate(op.multiply);
    ops[at + OP_KIND] = MULTIPLY;
    ops[at + OP_VALUE] = coefficient;
    ops[at + OP_SCALE] = scale;
  } else if ('addPerUnit' in op) {
    ops[at + OP_KIND] = ADD_PER_UNIT;
    ops[at + OP_VALUE] = op.addPerUnit;
  } else if ('addPerLine' in op) {
    ops[at + OP_KIND] = ADD_PER_LINE;
    ops[at + OP_VALUE] = op.addPerLine;
  } else {
    ops[at + OP_KIND] = CLAMP;
    ops[at + OP_MIN] = op.clamp.min ?? Number.NEGATIVE_INFINITY;
    ops[at + OP_MAX] = op.clamp.max ?? Number.POSITIVE_INFINITY;
  }
}

/** Sorted into the order in which they run: by phase, then as they stand in the book. */
function compileAdjustments(adjustments: readonly Adjustment[]): { adjustments: CompiledAdjustment[]; ops: Float64Array } {
  const groups = new Map<string, number>();
  const groupNumber = (name: string | undefined): number => {
    if (name === undefined) return -1;
    if (!groups.has(name)) groups.set(name, groups.size);
    return groups.get(name)!;
  };
  const ops = new Float64Array(adjustments.length * OP_STRIDE);
  const compiled = adjustments
    .map((source, position) => ({
      code: source.code,
      position,
      priority: source.priority ?? 0,
      group: groupNumber(source.group),
      when: compileWhen(source.when),
      source,
    }))
    .sort((a, b) => a.source.phase - b.source.phase || a.position - b.position);
  compiled.forEach(({ group, source }, turn) => {
    const at = turn * OP_STRIDE;
    writeOp(ops, at, source.op);
    ops[at + OP_SIDES] = sideMask(source.sides);
    ops[at + OP_GROUP] = group;
    ops[at + OP_KINDS] = kindMask(source.kinds);
  });
  return { adjustments: compiled, ops };
}

function fillPrices(items: readonly Item[], tierCodes: readonly string[], rows: number): { prices: Float64Array; ownPrice: Uint8Array } {
  const prices = new Float64Array(rows * tierCodes.length * SIDES.length).fill(Number.NaN);
  const ownPrice = new Uint8Array(prices.length);
  items.forEach((item, number) => {
    tierCodes.forEach((tier, column) => {
      SIDES.forEach((side, index) => {
        const at = (number * tierCodes.length + column) * SIDES.length + index;
        const own = Object.hasOwn(item.prices, tier) ? item.prices[tier]?.[side] : undefined;
        ownPrice[at] = typeof own === 'number' ? 1 : 0;
        prices[at] = own ?? item.prices['*']?.[side] ?? Number.NaN;
      });
    });
  });
  return { prices, ownPrice };
}

/** Numbers, sorts and indexes a book that `checkBook` found without errors. Throws on a book that could not have passed. */
export function compileTables(book: PriceBook): BookTables {
  const tierCodes = book.tiers.map(({ code }) => code);
  const feeSources = book.fees ?? [];
  const items = new Map<string, CompiledItem>();
  const addItem = (code: string, kind: ItemKind, ladder: CompiledLadder | null): CompiledItem => {
    const item = { code, number: items.size, kind, kindBit: KIND_BIT[kind], ladder };
    items.set(code, item);
    return item;
  };
  for (const item of book.items) addItem(item.code, item.kind, compileLadder(item));
  const priced = items.size;

  const fees = feeSources.map((source) => ({
    item: addItem(source.code, 'fee', null),
    perKm: source.per === 'km',
    freeMilli: source.free === undefined ? 0 : milli(source.free),
    amounts: SIDES.map((side) => source.amounts[side] ?? 0),
    when: compileWhen(source.when),
    source,
  }));
  const tierRules = (book.tierRules ?? []).map((rule, position) => ({
    code: rule.code,
    position,
    tier: tierCodes.indexOf(rule.tier),
    priority: rule.priority ?? 0,
    when: compileWhen(rule.when),
  }));
  const { adjustments, ops } = compileAdjustments(book.adjustments ?? []);
  const splits = (book.splits ?? []).map((source, position) => ({
    code: source.code,
    position,
    priority: source.priority ?? 0,
    kindMask: kindMask(source.kinds),
    when: compileWhen(source.when),
    rate: source.rate === undefined ? null : rate(source.rate),
    perUnit: source.perUnit ?? 0,
    source,
  }));

  const itemKinds = [...items.values()].map(({ kindBit }) => kindBit);
  const numbersOf = (codes: readonly string[] | undefined): readonly number[] | null =>
    codes ? codes.map((code) => items.get(code)?.number).filter((number) => number !== undefined) : null;
  const vocabulary = buildVocabulary([tierRules, adjustments, fees, splits].flatMap((rules) => rules.map(({ when }) => when)));
  const everywhere = (when: CompiledWhen): IndexedRule => ({ when, kindMask: kindMask(undefined), items: null });
  const forLines = ({ when, source }: { when: CompiledWhen; source: Adjustment | Split }): IndexedRule => ({
    when,
    kindMask: kindMask(source.kinds),
    items: numbersOf(source.items),
  });

  return {
    name: `${book.code}@${book.version}`,
    validFrom: validityEnd(book.validFrom, Number.NEGATIVE_INFINITY),
    validTo: validityEnd(book.validTo, Number.POSITIVE_INFINITY),
    zoneOffsetMs: ZONE_OFFSET_MINUTES[book.timeZone ?? BUSINESS_ZONE] * MINUTE_MS,
    tierCodes,
    defaultTier: typeof book.defaultTier === 'string' ? tierCodes.indexOf(book.defaultTier) : -1,
    items: new Map([...items].slice(0, priced)),
    ...fillPrices(book.items, tierCodes, priced),
    tierRules,
    adjustments,
    ops,
    fees,
    splits,
    vocabulary,
    tierIndex: buildRuleIndex(
      tierRules.map(({ when }) => everywhere(when)),
      itemKinds,
      vocabulary,
    ),
    adjustmentIndex: buildRuleIndex(adjustments.map(forLines), itemKinds, vocabulary),
    feeIndex: buildRuleIndex(
      fees.map(({ when }) => everywhere(when)),
      itemKinds,
      vocabulary,
    ),
    splitIndex: buildRuleIndex(splits.map(forLines), itemKinds, vocabulary),
    facts: emptyFacts(),
  };
}

function validityEnd(text: string | null | undefined, open: number): number {
  return typeof text === 'string' ? parseInstant(text)! : open;
}

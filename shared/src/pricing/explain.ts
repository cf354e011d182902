import { type Decimal, decimalOf, formatDecimal, multiply, roundHalfAway } from '../kernel/decimal.ts';
import type { BookTables, CompiledFee, CompiledItem } from './compiled.ts';
import { exactBase, exactStep, printedBands } from './exact-amount.ts';
import { type Quantity, readQuantity, toMilli } from './facts.ts';
import { groupWinner } from './group.ts';
import { createLineRules, type LineRules } from './line-rules.ts';
import { rankOf } from './rank.ts';
import type { Explanation, LineExplanation, PriceStep, SplitExplanation, TierStep } from './types.ts';
import { isQuoteError, type Quote, type QuoteLine, type QuoteResult, SIDES } from './types.ts';
import { failingKey } from './when.ts';

/**
 * The reasons behind a quote that the engine has just made: the tables still hold that order's facts. Every step is computed anew with
 * exact decimals, apart from the quick path, so a step that does not lead to the quoted figure is an error here and not a wrong answer.
 */
export function explainOrder(tables: BookTables, quote: QuoteResult): { quote: QuoteResult; explanation: Explanation | null } {
  if (isQuoteError(quote)) return { quote, explanation: null };
  const rules = createLineRules(tables);
  const orderLines = tables.facts.lineCount;
  const lines: LineExplanation[] = [];
  const splits: SplitExplanation[] = [];
  quote.lines.forEach((line, index) => {
    const item = index < orderLines ? tables.items.get(line.item)! : tables.fees.find((fee) => fee.item.code === line.item)!.item;
    const milli = quantityMilli(line.quantity);
    for (let side = 0; side < SIDES.length; side++) {
      const steps = index < orderLines ? lineSteps(tables, rules, quote, item, milli, side) : feeSteps(tables, item, milli, side);
      lines.push({ line: index, side: SIDES[side]!, steps: rounded(steps, line[SIDES[side]!]) });
    }
    splits.push(splitReason(tables, rules, item, index, line));
  });
  return { quote, explanation: { tier: tierSteps(tables, quote.tierRule), lines, splits } };
}

function quantityMilli(text: string): number {
  const quantity: Quantity = { coefficient: 0, scale: 0, text: '' };
  readQuantity(text, quantity);
  return toMilli(quantity);
}

function tierSteps(tables: BookTables, winner: string | null): TierStep[] {
  return tables.tierRules.map((rule): TierStep => {
    const because = failingKey(rule.when, tables.facts);
    if (because !== null) return { code: rule.code, outcome: 'not-matched', because };
    return { code: rule.code, rank: rankOf(rule, tables.facts), outcome: rule.code === winner ? 'won' : 'lost' };
  });
}

/** Steps without the rounding, and the exact amount that they lead to. */
interface Steps {
  readonly steps: PriceStep[];
  readonly amount: Decimal;
}

function lineSteps(tables: BookTables, rules: LineRules, quote: Quote, item: CompiledItem, milli: number, side: number): Steps {
  const { adjustments, facts } = tables;
  const tier = tables.tierCodes.indexOf(quote.tier);
  const at = (item.number * tables.tierCodes.length + tier) * SIDES.length + side;
  const price = tables.prices[at]!;
  const ladder = item.ladder?.sides[side] ? item.ladder : null;
  let amount = exactBase(price, milli, ladder);
  const steps: PriceStep[] = [
    {
      step: 'base',
      tier: quote.tier,
      ...(tables.ownPrice[at] === 0 ? { column: '*' as const } : {}),
      price: String(price),
      quantity: formatDecimal(decimalOf(milli, 3)),
      ...(ladder
        ? { ladder: { mode: ladder.graduated ? ('graduated' as const) : ('whole' as const), bands: printedBands(ladder, milli) } }
        : {}),
      after: formatDecimal(amount),
    },
  ];
  const sideBit = 1 << side;
  const count = rules.adjustmentsFor(item);
  const { applied, sides } = rules;
  for (let index = 0; index < count; index++) {
    const rule = adjustments[applied[index]!]!;
    if (!rule.source.sides.includes(SIDES[side]!)) continue;
    if ((sides[index]! & sideBit) === 0) {
      const winner = adjustments[applied[groupWinner(tables, applied, sides, count, index, sideBit)]!]!;
      steps.push({
        step: 'lost',
        code: rule.code,
        group: rule.source.group!,
        to: winner.code,
        rank: rankOf(rule, facts),
        winner: rankOf(winner, facts),
      });
      continue;
    }
    const after = exactStep(amount, rule.source.op, milli);
    steps.push({ step: 'adjust', code: rule.code, op: rule.source.op, before: formatDecimal(amount), after: formatDecimal(after) });
    amount = after;
  }
  return { steps, amount };
}

function feeSteps(tables: BookTables, item: CompiledItem, milli: number, side: number): Steps {
  const fee = tables.fees.find((each) => each.item === item)!;
  const amount = multiply(decimalOf(fee.amounts[side]!), decimalOf(milli, 3));
  return {
    steps: [
      {
        step: 'fee',
        code: item.code,
        per: fee.source.per,
        ...perKm(tables, fee),
        price: String(fee.amounts[side]),
        quantity: formatDecimal(decimalOf(milli, 3)),
        after: formatDecimal(amount),
      },
    ],
    amount,
  };
}

function perKm(tables: BookTables, fee: CompiledFee): { distanceKm?: string; free?: string } {
  if (!fee.perKm) return {};
  return { distanceKm: formatDecimal(decimalOf(tables.facts.distanceMilli, 3)), free: formatDecimal(decimalOf(fee.freeMilli, 3)) };
}

function rounded({ steps, amount }: Steps, quoted: number): PriceStep[] {
  const after = roundHalfAway(amount);
  if (after !== quoted) throw new Error(`the explanation leads to ${after} fen where the quote says ${quoted}`);
  return [...steps, { step: 'round', before: formatDecimal(amount), after: String(after) }];
}

function splitReason(tables: BookTables, rules: LineRules, item: CompiledItem, index: number, line: QuoteLine): SplitExplanation {
  const winner = rules.splitFor(item);
  const lost = rules.splitsFor(item).filter((split) => split !== winner);
  return {
    line: index,
    code: winner?.code ?? null,
    ...(winner?.source.rate === undefined ? {} : { rate: winner.source.rate }),
    ...(winner?.source.perUnit === undefined ? {} : { perUnit: winner.source.perUnit }),
    pool: String(line.earn),
    shares: Object.fromEntries(Object.entries(line.crew).map(([installer, share]) => [installer, String(share)])),
    ...(lost.length === 0 || !winner
      ? {}
      : { lost: lost.map((split) => ({ code: split.code, rank: rankOf(split, tables.facts), winner: rankOf(winner, tables.facts) })) }),
  };
}

import { parseDecimal, roundHalfAway } from '../kernel/decimal.ts';
import { fen, formatYuan } from '../kernel/money.ts';
import type { Explanation, PriceStep, Side } from '../pricing/types.ts';

/** What one rule of the book put onto a line's price, or took off it. */
export interface LineAddition {
  /** The rule's name: 高空作业(4–6层无电梯). */
  readonly name: string;
  /** Whole fen, below zero for what was taken off. */
  readonly amount: number;
}

/** Wide enough for every step that an explanation prints. */
const GRAMMAR = { integerDigits: 40, fractionDigits: 40, signed: true };

/** A step's exact fen, rounded as the line's amount is. */
function rounded(exact: string): number | null {
  const value = parseDecimal(exact, GRAMMAR);
  return value && roundHalfAway(value);
}

/**
 * What the book's rules added to a side of a line or took off it, from the quote's own steps and in their order: the base price and these add up to the
 * amount. None for a rule that changed nothing, and for a bill that was taken back.
 *
 * @param line index in the quote's lines
 * @param amount what the line comes to on that side, fen
 */
export function lineAdditions(
  explanation: Pick<Explanation, 'lines'>,
  line: number,
  side: Side,
  amount: number,
  ruleName: (code: string) => string,
): readonly LineAddition[] {
  const steps = explanation.lines.find((each) => each.line === line && each.side === side)?.steps ?? [];
  const changes = steps.filter((step): step is PriceStep & { step: 'adjust' } => step.step === 'adjust');
  const last = changes.at(-1);
  if (!last || rounded(last.after) !== amount) return [];
  return changes.flatMap(({ code, before, after }) => {
    const [from, to] = [rounded(before), rounded(after)];
    return from === null || to === null || from === to ? [] : [{ name: ruleName(code), amount: to - from }];
  });
}

/** `含 高空作业 ¥100.00 · 已减 会员价 ¥20.00`; empty where nothing was added and nothing taken off. */
export function additionWords(additions: readonly LineAddition[]): string {
  return additions.map(({ name, amount }) => `${amount < 0 ? '已减' : '含'} ${name} ${formatYuan(fen(Math.abs(amount)))}`).join(' · ');
}

/** The rules alone, for a figure that is a share of what they changed: `含 高空作业、夜间作业 · 已减 会员价`; empty for none. */
export function additionNames(additions: readonly LineAddition[]): string {
  const named = (word: string, some: readonly LineAddition[]) =>
    some.length === 0 ? [] : [`${word} ${some.map(({ name }) => name).join('、')}`];
  return [
    ...named(
      '含',
      additions.filter(({ amount }) => amount > 0),
    ),
    ...named(
      '已减',
      additions.filter(({ amount }) => amount < 0),
    ),
  ].join(' · ');
}

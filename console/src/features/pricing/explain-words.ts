import { label } from '@mingdan/shared/messages/index';
import type { Explanation, LineExplanation, QuoteProblem, SplitExplanation, TierStep } from '@mingdan/shared/pricing/types';
import { exactYuan } from '../../lib/format.ts';
import type { WhyStep } from '../../ui/why-tree.tsx';
import { t } from './messages.ts';
import { opText } from './words.ts';

type PriceStep = LineExplanation['steps'][number];

const info = (text: string): WhyStep => ({ text, outcome: 'info', before: null, after: null });

/** Why the tier, in words: the rule that won first, then those that also matched, then the others with what did not hold. */
export function tierSteps(steps: readonly TierStep[], tier: string): readonly WhyStep[] {
  const rank = { won: 0, lost: 1, 'not-matched': 2 } as const;
  const words = [...steps]
    .sort((a, b) => rank[a.outcome] - rank[b.outcome])
    .map((step): WhyStep => {
      if (step.outcome === 'not-matched')
        return { ...info(t('step.tier.no', { code: step.code, because: t(`key.${step.because}`) })), outcome: 'lost' };
      if (step.outcome === 'won') return { ...info(t('step.tier.won', { code: step.code })), outcome: 'applied' };
      const [priority, specificity, depth] = step.rank;
      return { ...info(t('step.tier.lost', { code: step.code, priority, specificity, depth })), outcome: 'lost' };
    });
  if (steps.some((step) => step.outcome === 'won')) return words;
  return [{ ...info(t('step.tier.default', { tier })), outcome: 'applied' }, ...words];
}

/** One step of a line's side, in words with the value before and after. */
export function priceStep(step: PriceStep): WhyStep {
  if (step.step === 'base') return { text: baseText(step), outcome: 'applied', before: null, after: step.after };
  if (step.step === 'fee') return { text: feeText(step), outcome: 'applied', before: null, after: step.after };
  if (step.step === 'adjust')
    return { text: t('step.adjust', { code: step.code, op: opText(step.op) }), outcome: 'applied', before: step.before, after: step.after };
  if (step.step === 'lost') return { ...info(t('step.lost', { code: step.code, group: step.group, to: step.to })), outcome: 'lost' };
  return { text: t('step.round'), outcome: 'info', before: step.before, after: step.after };
}

function baseText(step: Extract<PriceStep, { step: 'base' }>): string {
  const price = exactYuan(step.price);
  const { tier, quantity, ladder } = step;
  if (ladder === undefined) return step.column === '*' ? t('step.baseAll', { price, quantity }) : t('step.base', { tier, price, quantity });
  if (ladder.mode === 'whole') return t('step.ladder.whole', { tier, price, quantity, rate: ladder.bands[0]?.rate ?? '1' });
  const bands = ladder.bands.map((band) => t('step.ladder.band', { quantity: band.quantity, rate: band.rate })).join(' + ');
  return t('step.ladder.graduated', { tier, price, bands });
}

function feeText(step: Extract<PriceStep, { step: 'fee' }>): string {
  const price = exactYuan(step.price);
  if (step.per === 'order') return t('step.fee.order', { code: step.code, price });
  return t('step.fee.km', { code: step.code, price, quantity: step.quantity, distance: step.distanceKm ?? '0', free: step.free ?? '0' });
}

/** How a line's settle amount becomes what the crew shares. */
export function splitSteps(split: SplitExplanation): readonly WhyStep[] {
  const lost = (split.lost ?? []).map((other): WhyStep => ({ ...info(t('step.split.lost', { code: other.code })), outcome: 'lost' }));
  if (split.code === null) return [{ ...info(t('step.split.none')), after: split.pool }, ...lost];
  const text =
    split.rate === undefined
      ? t('step.split.perUnit', { code: split.code, amount: exactYuan(String(split.perUnit ?? 0)) })
      : t('step.split.rate', { code: split.code, rate: split.rate });
  return [{ text, outcome: 'applied', before: null, after: split.pool }, ...lost];
}

/** Steps of one line and figure; `earn` is explained by the split. */
export function lineSteps(explanation: Explanation, line: number, side: 'charge' | 'settle' | 'cost' | 'earn'): readonly WhyStep[] {
  if (side === 'earn') return explanation.splits.filter((split) => split.line === line).flatMap(splitSteps);
  return explanation.lines.filter((entry) => entry.line === line && entry.side === side).flatMap((entry) => entry.steps.map(priceStep));
}

/** Why there is no price. */
export function quoteProblemText(problem: QuoteProblem): string {
  if (problem.code === 'PRICE_MISSING')
    return t('error.PRICE_MISSING', { item: problem.item, tier: problem.tier, side: label('money', problem.side) });
  if (problem.code === 'ITEM_UNKNOWN') return t('error.ITEM_UNKNOWN', { item: problem.item });
  if (problem.code === 'BAD_ORDER' || problem.code === 'AMOUNT_OUT_OF_RANGE') return t(`error.${problem.code}`, { path: problem.path });
  return t(`error.${problem.code}`);
}

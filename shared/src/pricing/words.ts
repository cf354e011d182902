import { fen, formatYuan } from '../kernel/money.ts';
import type { AdjustmentOp, Explanation, PriceBook, PriceStep, Side, TierStep, WhenKey } from './types.ts';

/** One step of a why in words. `before` and `after`: exact amounts (`¥165.00`), null where the step has none. */
export interface WordStep {
  readonly text: string;
  /** `applied` changed or set the amount, `lost` would have, `info` only tells. */
  readonly outcome: 'applied' | 'lost' | 'info';
  readonly before: string | null;
  readonly after: string | null;
}

/** Names that stand in a book, for showing rules by their names. */
export interface BookNames {
  readonly unitOf: (item: string) => string;
  readonly ruleName: (code: string) => string;
  readonly tierName: (code: string) => string;
  /** A rule for tiers by its name; one without by the tier that it gives: `一线（BJ）`. */
  readonly tierRuleName: (code: string) => string;
  /** A split by its name; one without by what it gives the crew: `70%（LABOUR70）`. */
  readonly splitName: (code: string) => string;
}

export function bookNames(book: PriceBook): BookNames {
  const rules = new Map<string, string>();
  for (const { code, name } of [...(book.adjustments ?? []), ...(book.fees ?? [])]) rules.set(code, name);
  const units = new Map(book.items.map(({ code, unit }) => [code, unit]));
  const tiers = new Map(book.tiers.map(({ code, name }) => [code, name]));
  const tierRules = new Map((book.tierRules ?? []).map(({ code, name, tier }) => [code, name || `${tiers.get(tier) ?? tier}（${code}）`]));
  const splits = new Map(
    (book.splits ?? []).map(({ code, name, rate, perUnit }) => [
      code,
      name || `${rate === undefined ? `每单位 ${exactYuan(String(perUnit ?? 0))}` : percent(rate)}（${code}）`,
    ]),
  );
  return {
    tierRuleName: (code) => tierRules.get(code) ?? code,
    splitName: (code) => splits.get(code) ?? code,
    unitOf: (item) => units.get(item) ?? '',
    ruleName: (code) => rules.get(code) ?? code,
    tierName: (code) => tiers.get(code) ?? code,
  };
}

/** An exact decimal string in fen as yuan: `16500` → `¥165.00`, `16500.5` → `¥165.005`. At least two decimals, nothing rounded. */
export function exactYuan(exactFen: string): string {
  const [whole = '0', fraction = ''] = exactFen.replace('-', '').split('.');
  const digits = whole.padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${exactFen.startsWith('-') ? '-' : ''}¥${yuan}.${digits.slice(-2)}${fraction}`;
}

/** Why one side of one line is what it is, step by step. */
export function sideWords(explanation: Explanation, line: number, side: Side, item: string, names: BookNames): WordStep[] {
  const found = explanation.lines.find((entry) => entry.line === line && entry.side === side);
  const steps = found?.steps ?? [];
  const base = steps.find((step) => step.step === 'base');
  const taken = base && `${base.quantity} ${names.unitOf(item)}`.trimEnd();
  return steps.map((step) => stepWords(step, item, names, taken)).filter((step) => step !== null);
}

function stepWords(step: PriceStep, item: string, names: BookNames, taken: string | undefined): WordStep | null {
  switch (step.step) {
    case 'base': {
      const where = step.column === '*' ? '全国统一价' : `${names.tierName(step.tier)}价`;
      const unit = names.unitOf(item);
      const sum = `${where} ${exactYuan(step.price)} × ${step.quantity} ${unit}`.trimEnd();
      const bands = step.ladder?.bands.map((band) => `${band.quantity} ${unit} × ${rateWords(band.rate)}`.replace('  ', ' ')).join(' + ');
      const ladder = bands === undefined ? '' : `，${step.ladder?.mode === 'graduated' ? '分段' : '整段'}阶梯（${bands}）`;
      return { text: `${sum}${ladder} = ${exactYuan(step.after)}`, outcome: 'applied', before: null, after: exactYuan(step.after) };
    }
    case 'fee': {
      const how =
        step.per === 'km'
          ? `${step.distanceKm ?? '0'} 公里减免费 ${step.free ?? '0'} 公里，${exactYuan(step.price)} × ${step.quantity} 公里`
          : `每单 ${exactYuan(step.price)}`;
      return {
        text: `${names.ruleName(step.code)}：${how} = ${exactYuan(step.after)}`,
        outcome: 'applied',
        before: null,
        after: exactYuan(step.after),
      };
    }
    case 'adjust':
      // a limit that the amount keeps to changed nothing: a reader who looks for what made the price must not stop here
      if ('clamp' in step.op && step.before === step.after)
        return {
          text: `${names.ruleName(step.code)}（${opWords(step.op)}）未触及`,
          outcome: 'info',
          before: exactYuan(step.before),
          after: exactYuan(step.after),
        };
      return {
        // the sum that a reader can redo: what there was, what was done to it, what came out; a limit is no sum
        text: `${names.ruleName(step.code)}${'clamp' in step.op ? '' : `：${exactYuan(step.before)}`} ${opWords(step.op, taken)} = ${exactYuan(step.after)}`,
        outcome: 'applied',
        before: exactYuan(step.before),
        after: exactYuan(step.after),
      };
    case 'lost':
      return {
        text: `${names.ruleName(step.code)} 未生效：同组中「${names.ruleName(step.to)}」优先`,
        outcome: 'lost',
        before: null,
        after: null,
      };
    case 'round':
      if (step.before === step.after) return null;
      return {
        text: `四舍五入到分 = ${exactYuan(step.after)}`,
        outcome: 'info',
        before: exactYuan(step.before),
        after: exactYuan(step.after),
      };
  }
}

/** @param taken how much of the item, as a reader redoes the sum: `2 台` */
function opWords(op: AdjustmentOp, taken = '数量'): string {
  if ('multiply' in op) return `× ${op.multiply}`;
  if ('addPerUnit' in op) return `${signed(op.addPerUnit)} × ${taken}`;
  if ('addPerLine' in op) return signed(op.addPerLine);
  const { min, max } = op.clamp;
  return [min === undefined ? '' : `不低于 ${formatYuan(fen(min))}`, max === undefined ? '' : `不高于 ${formatYuan(fen(max))}`]
    .filter((part) => part !== '')
    .join('、');
}

function signed(amount: number): string {
  return `${amount < 0 ? '−' : '+'} ${formatYuan(fen(Math.abs(amount)))}`;
}

function rateWords(rate: string): string {
  return rate === '1' ? '原价' : `${rate} 倍`;
}

/** How a line's settle amount is shared, and what this installer gets of it; with `installer` null, what the whole crew gets. */
export function splitWords(explanation: Explanation, line: number, installer: string | null, names: BookNames): WordStep[] {
  const split = explanation.splits.find((entry) => entry.line === line);
  if (!split) return [];
  const lost: WordStep[] = (split.lost ?? []).map(({ code }) => ({
    text: `分成规则「${names.splitName(code)}」未生效：「${split.code === null ? '' : names.splitName(split.code)}」优先`,
    outcome: 'lost',
    before: null,
    after: null,
  }));
  if (split.code === null)
    return [{ text: '没有适用的分成规则，不计师傅收益', outcome: 'info', before: null, after: exactYuan('0') }, ...lost];
  const how = split.rate === undefined ? `每单位 ${exactYuan(String(split.perUnit ?? 0))}` : `结算价 × ${percent(split.rate)}`;
  const steps: WordStep[] = [
    { text: `师傅分成：${how} = ${exactYuan(split.pool)}`, outcome: 'applied', before: null, after: exactYuan(split.pool) },
  ];
  const share = installer === null ? undefined : split.shares[installer];
  if (Object.keys(split.shares).length > 1 && share !== undefined)
    steps.push({ text: `按权重分给本人 ${exactYuan(share)}`, outcome: 'applied', before: exactYuan(split.pool), after: exactYuan(share) });
  return [...steps, ...lost];
}

/** `0.7` → `70%`, `0.125` → `12.5%`. */
function percent(rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.');
  const shifted = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return `${shifted}${rest === '' ? '' : `.${rest}`}%`;
}

const KEY_WORDS: Readonly<Record<WhenKey, string>> = {
  region: '地区',
  cooperation: '合作方式',
  customerLevel: '客户等级',
  package: '套餐',
  channel: '渠道',
  urgency: '紧急程度',
  window: '有效期',
  months: '月份',
  weekdays: '星期',
  hours: '时段',
  distanceKm: '距离',
  logic: '附加条件',
};

/** Why the order got its tier. */
export function tierWords(explanation: Explanation, tier: string, names: BookNames): WordStep[] {
  const steps = explanation.tier.map((step) => tierStep(step, tier, names));
  const byDefault = !explanation.tier.some((step) => step.outcome === 'won');
  return byDefault
    ? [{ text: `没有规则命中，用默认档位「${names.tierName(tier)}」`, outcome: 'applied', before: null, after: null }, ...steps]
    : steps;
}

function tierStep(step: TierStep, tier: string, names: BookNames): WordStep {
  if (step.outcome === 'not-matched')
    return {
      text: `规则「${names.tierRuleName(step.code)}」不符合：${KEY_WORDS[step.because]}`,
      outcome: 'lost',
      before: null,
      after: null,
    };
  if (step.outcome === 'lost')
    return { text: `规则「${names.tierRuleName(step.code)}」也符合，但排序在后`, outcome: 'lost', before: null, after: null };
  return { text: `规则「${names.tierRuleName(step.code)}」命中：${names.tierName(tier)}`, outcome: 'applied', before: null, after: null };
}

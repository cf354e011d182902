import { label } from '@mingdan/shared/messages/index';
import {
  type Adjustment,
  type AdjustmentOp,
  type FeeRule,
  type Item,
  type ItemKind,
  type Ladder,
  LIST_KEYS,
  type ListKey,
  type Split,
  type When,
} from '@mingdan/shared/pricing/types';
import { fullName } from '@mingdan/shared/region/region';
import { yuan } from '../../lib/format.ts';
import { logicWords } from '../../lib/logic-words.ts';
import { t } from './messages.ts';

/** A tier by its name in the first of these lists that knows it; `*` is the price for all tiers. */
export function tierText(code: string, ...known: readonly (readonly { readonly code: string; readonly name: string }[])[]): string {
  if (code === '*') return t('items.all');
  return known.flat().find((tier) => tier.code === code)?.name || code;
}

/** How the company works with whoever does the order, as rules may ask for it; a key account 大客户 is a customer's own contract. */
export const COOPERATIONS = ['direct', 'franchise', 'partner', 'key_account'] as const;
type Cooperation = (typeof COOPERATIONS)[number];

/** Groups of the catalogue that have words for a fact's values. */
const WORD_GROUPS: Readonly<Partial<Record<ListKey, string>>> = {
  customerLevel: 'customer.level',
  channel: 'order.source',
  urgency: 'order.urgency',
};
const ATTRIBUTES = ['floor', 'lift', 'weather', 'points', 'warranty'] as const;

/** `北京市朝阳区` for a code that we know, else the code itself. */
export function regionText(code: string): string {
  return fullName(code) || code;
}

/** `2026-07-01` from an instant as books write it; the time of day only where it is not midnight. */
export function instantText(instant: string): string {
  const [day = instant, time = ''] = instant.split('T');
  return /^00:00(?::00(?:\.0+)?)?(?:Z|[+-]|$)/.test(time) ? day : `${day} ${time.slice(0, 5)}`;
}

/** `2026-07-01 起，2027-01-01 前` (the end is not in it); null where neither end is set. */
export function windowText(from: string | null | undefined, to: string | null | undefined): string | null {
  if (from != null && to != null) return t('valid.range', { from: instantText(from), to: instantText(to) });
  if (from != null) return t('valid.from', { from: instantText(from) });
  if (to != null) return t('valid.until', { to: instantText(to) });
  return null;
}

/** `1–3、7` from a list of whole numbers. */
export function rangesText(numbers: readonly number[], word: (n: number) => string = String): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const n of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? word(a) : `${word(a)}–${word(b)}`)).join('、');
}

/** The conditions of a rule, one phrase for each; empty when it holds for every order. */
export function whenWords(when: When | undefined): readonly string[] {
  if (when === undefined) return [];
  const words: string[] = [];
  if (when.region) words.push(t('when.region', { list: when.region.map(regionText).join('、') }));
  for (const key of LIST_KEYS) {
    const list = when[key];
    if (list) words.push(t(`when.${key}`, { list: list.map((value) => factText(key, value)).join('、') }));
  }
  const range = when.window ? windowText(when.window.from, when.window.to) : null;
  if (range !== null) words.push(t('when.window', { range }));
  if (when.months) words.push(t('when.months', { list: rangesText(when.months) }));
  if (when.weekdays) words.push(t('when.weekdays', { list: rangesText(when.weekdays, weekdayText) }));
  if (when.hours) words.push(t('when.hours', { list: rangesText(when.hours) }));
  if (when.distanceKm) words.push(distanceText(when.distanceKm));
  if (when.logic !== undefined) words.push(t('when.logic', { logic: attributesText(when.logic) }));
  return words;
}

/** Sections of a book by the keys that findings name. */
const SECTIONS = ['tiers', 'tierRules', 'items', 'adjustments', 'fees', 'splits'] as const;

/** Where in a book a finding is: `调整 第 13 条` for `adjustments.12.when`; a path of another kind as it stands. */
export function placeText(path: string): string {
  const [key = '', at = ''] = path.split('.');
  const section = SECTIONS.find((each) => each === key);
  if (section === undefined) return path;
  return /^\d+$/.test(at) ? t('findings.place', { section: t(`section.${section}`), number: Number(at) + 1 }) : t(`section.${section}`);
}

/** A fact's value by the word that people have for it; a company's own value as it is written. */
export function factText(key: ListKey, value: string): string {
  if (key === 'cooperation') return COOPERATIONS.find((known) => known === value) ? t(`cooperation.${value as Cooperation}`) : value;
  const group = WORD_GROUPS[key];
  return group === undefined ? value : label(group, value);
}

/** A condition over an order's attributes in words. */
export function attributesText(logic: unknown): string {
  return logicWords(logic, { nameOf: attributeText, textAt: attributeValue });
}

/** Attributes that books speak of often, in words; any other by its own name. */
/** What an attribute is called. */
export function attributeText(path: string): string {
  const known = ATTRIBUTES.find((name) => name === path);
  return known === undefined ? path : t(`attribute.${known}`);
}

/** A word that an attribute is compared with, as people read it. */
export function attributeValue(path: string, value: string): string {
  return path === 'weather' && (value === 'rain' || value === 'fine') ? t(`attribute.weather.${value}`) : value;
}

export function weekdayText(day: number): string {
  return day >= 1 && day <= 7 ? t(`weekday.${day as 1 | 2 | 3 | 4 | 5 | 6 | 7}`) : String(day);
}

function distanceText({ min, max }: { readonly min?: string; readonly max?: string }): string {
  if (min !== undefined && max !== undefined) return t('when.distance.range', { min, max });
  if (min !== undefined) return t('when.distance.min', { min });
  return t('when.distance.max', { max: max ?? '' });
}

/** What an adjustment does to an amount. */
export function opText(op: AdjustmentOp): string {
  if ('multiply' in op) return t('op.multiply', { rate: op.multiply });
  if ('addPerUnit' in op) return t('op.addPerUnit', { amount: signed(op.addPerUnit) });
  if ('addPerLine' in op) return t('op.addPerLine', { amount: signed(op.addPerLine) });
  const { min, max } = op.clamp;
  if (min !== undefined && max !== undefined) return t('op.clamp.both', { min: yuan(min), max: yuan(max) });
  if (min !== undefined) return t('op.clamp.min', { min: yuan(min) });
  return t('op.clamp.max', { max: max === undefined ? '' : yuan(max) });
}

function signed(fen: number): string {
  return fen > 0 ? `+${yuan(fen)}` : yuan(fen);
}

/** What a rule applies to: kinds and items by name. */
export function scopeText(rule: Pick<Adjustment | Split, 'kinds' | 'items'>, items: readonly Item[]): string {
  const parts = [
    ...(rule.kinds ?? []).map((kind: ItemKind) => label('item.kind', kind)),
    ...(rule.items ?? []).map((code) => items.find((item) => item.code === code)?.name ?? code),
  ];
  return parts.length === 0 ? t('adjust.everything') : parts.join('、');
}

export function ladderText(ladder: Ladder): string {
  const steps = ladder.steps.map((step) => t('ladder.step', { from: step.from, rate: step.rate })).join('，');
  return `${t(`ladder.${ladder.mode}`)} ${steps}`;
}

export function feePerText(fee: FeeRule): string {
  if (fee.per === 'order') return t('fees.per.order');
  return fee.free === undefined ? t('fees.per.km') : t('fees.perKmFree', { free: fee.free });
}

/** `70%` from a rate such as `"0.7"`, exactly. */
export function percentText(rate: string): string {
  const [whole = '0', rest = ''] = rate.split('.');
  const digits = `${whole}${rest.padEnd(2, '0')}`;
  const point = digits.length - Math.max(0, rest.length - 2);
  const percent = `${digits.slice(0, point).replace(/^0+(?=\d)/, '')}.${digits.slice(point)}`.replace(/\.?0*$/, (tail) =>
    tail.startsWith('.') ? '' : tail,
  );
  return `${percent}%`;
}

export function shareText(split: Split): string {
  if (split.rate !== undefined) return t('splits.rate', { percent: percentText(split.rate) });
  return t('splits.perUnit', { amount: yuan(split.perUnit ?? 0) });
}

import type { ItemKind, Side } from '@mingdan/shared/pricing/types';

/** Sheets of a book's workbook. */
export const SHEETS = {
  head: '价格本',
  tiers: '档位',
  tierRules: '档位规则',
  items: '项目价格',
  adjustments: '调整',
  fees: '附加费',
  splits: '分成',
} as const;

export const SIDE_WORDS: Readonly<Record<string, Side>> = { 客户价: 'charge', 结算价: 'settle', 成本: 'cost' };
export const KIND_WORDS: Readonly<Record<string, ItemKind>> = {
  服务项目: 'labour',
  备件: 'part',
  附加费: 'fee',
  服务: 'labour',
  配件: 'part',
};
export const LADDER_WORDS: Readonly<Record<string, 'whole' | 'graduated'>> = { 整量: 'whole', 分段: 'graduated' };
export const PER_WORDS: Readonly<Record<string, 'order' | 'km'>> = { 每单: 'order', 每公里: 'km' };
/** Stands for all tiers, where a tier's code would. */
export const EVERY_TIER = '通用';
/** A condition that is written, but bounds nothing: it still counts when rules are ranked. */
export const UNBOUNDED = '不限';

/** Columns of a rule's conditions. */
export const WHEN = {
  region: '地区',
  cooperation: '合作方式',
  customerLevel: '客户等级',
  package: '套餐',
  channel: '渠道',
  urgency: '紧急程度',
  from: '时间起',
  to: '时间止',
  months: '月份',
  weekdays: '星期',
  hours: '小时',
  minKm: '距离起（公里）',
  maxKm: '距离止（公里）',
  logic: '其他条件',
} as const;
export const WHEN_TITLES: readonly string[] = Object.values(WHEN);

/** The word that people read for one of our words. */
export function wordFor<T extends string>(words: Readonly<Record<string, T>>, value: T): string {
  return Object.keys(words).find((word) => words[word] === value) ?? value;
}

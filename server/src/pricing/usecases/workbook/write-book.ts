import type { Adjustment, AdjustmentOp, FeeRule, Item, PriceBook, Side, Split, When } from '@mingdan/shared/pricing/types';
import { LIST_KEYS, SIDES } from '@mingdan/shared/pricing/types';
import { listText } from '../../../platform/imports/table.ts';
import type { WrittenCell, WrittenSheet } from '../../../platform/imports/write-workbook.ts';
import { EVERY_TIER, KIND_WORDS, LADDER_WORDS, PER_WORDS, SHEETS, SIDE_WORDS, UNBOUNDED, WHEN, WHEN_TITLES, wordFor } from './titles.ts';

const money = (fen: number | null | undefined): WrittenCell => (fen == null ? null : { yuan: fen / 100 });
const listCell = (values: readonly string[] | undefined): WrittenCell => (values === undefined ? null : listText(values));
const numbersCell = (values: readonly number[] | undefined): WrittenCell => (values === undefined ? null : values.join('、'));

/** A book as a workbook that {@link readBook} reads back to an equal one. The version is left out: publishing gives the next. */
export function writeBook(book: PriceBook): readonly WrittenSheet[] {
  return [
    {
      name: SHEETS.head,
      widths: [16, 32],
      rows: [
        ['名称', '值'],
        ['编码', book.code],
        ['时区', book.timeZone ?? null],
        ['生效', book.validFrom ?? null],
        ['失效', book.validTo ?? null],
        ['默认档位', book.defaultTier ?? null],
      ],
    },
    { name: SHEETS.tiers, widths: [10, 20], rows: [['编码', '名称'], ...book.tiers.map((tier) => [tier.code, tier.name])] },
    {
      name: SHEETS.tierRules,
      widths: [16, 20, 10, 8, 40],
      rows: [
        ['编码', '名称', '档位', '优先级', ...WHEN_TITLES],
        ...(book.tierRules ?? []).map((rule) => [rule.code, rule.name ?? null, rule.tier, rule.priority ?? null, ...whenCells(rule.when)]),
      ],
    },
    itemsSheet(book),
    {
      name: SHEETS.adjustments,
      widths: [16, 20, 8, 8, 12, 16, 16, 24],
      rows: [
        ['编码', '名称', '顺序', '优先级', '互斥组', '口径', '类别', '项目', '乘以', '每单位加', '每行加', '最低', '最高', ...WHEN_TITLES],
        ...(book.adjustments ?? []).map((rule) => [
          rule.code,
          rule.name,
          rule.phase,
          rule.priority ?? null,
          rule.group ?? null,
          sidesCell(rule.sides),
          ...scopeCells(rule),
          ...opCells(rule.op),
          ...whenCells(rule.when),
        ]),
      ],
    },
    {
      name: SHEETS.fees,
      widths: [16, 20, 10, 14],
      rows: [
        ['编码', '名称', '怎么计', '免费公里', '客户价', '结算价', '成本', ...WHEN_TITLES],
        ...(book.fees ?? []).map((fee: FeeRule) => [
          fee.code,
          fee.name,
          wordFor(PER_WORDS, fee.per),
          fee.free ?? null,
          ...SIDES.map((side) => money(fee.amounts[side])),
          ...whenCells(fee.when),
        ]),
      ],
    },
    {
      name: SHEETS.splits,
      widths: [16, 20, 8, 16, 24],
      rows: [
        ['编码', '名称', '优先级', '类别', '项目', '比例', '每单位', ...WHEN_TITLES],
        ...(book.splits ?? []).map((split) => [
          split.code,
          split.name ?? null,
          split.priority ?? null,
          ...scopeCells(split),
          split.rate ?? null,
          money(split.perUnit),
          ...whenCells(split.when),
        ]),
      ],
    },
  ];
}

function itemsSheet(book: PriceBook): WrittenSheet {
  const columns = ['*', ...book.tiers.map((tier) => tier.code)].flatMap((tier) => SIDES.map((side) => ({ tier, side })));
  const used = columns.filter(({ tier, side }) => book.items.some((item) => item.prices[tier]?.[side] != null));
  return {
    name: SHEETS.items,
    widths: [18, 26, 10, 8, ...used.map(() => 14)],
    rows: [
      ['编码', '名称', '类别', '单位', ...used.map(({ tier, side }) => priceTitle(tier, side)), '阶梯方式', '阶梯', '阶梯口径'],
      ...book.items.map((item: Item) => [
        item.code,
        item.name,
        wordFor(KIND_WORDS, item.kind),
        item.unit,
        ...used.map(({ tier, side }) => money(item.prices[tier]?.[side])),
        item.ladder ? wordFor(LADDER_WORDS, item.ladder.mode) : null,
        item.ladder ? item.ladder.steps.map((step) => `${step.from}:${step.rate}`).join('、') : null,
        item.ladder?.sides ? sidesCell(item.ladder.sides) : null,
      ]),
    ],
  };
}

/** `T1·客户价`; 通用 stands for every tier. */
function priceTitle(tier: string, side: Side): string {
  return `${tier === '*' ? EVERY_TIER : tier}·${wordFor(SIDE_WORDS, side)}`;
}

function sidesCell(sides: readonly Side[]): WrittenCell {
  return sides.map((side) => wordFor(SIDE_WORDS, side)).join('、');
}

function scopeCells(rule: Pick<Adjustment | Split, 'kinds' | 'items'>): readonly WrittenCell[] {
  return [rule.kinds ? rule.kinds.map((kind) => wordFor(KIND_WORDS, kind)).join('、') : null, listCell(rule.items)];
}

function opCells(op: AdjustmentOp): readonly WrittenCell[] {
  const clamp = 'clamp' in op ? op.clamp : {};
  const unboundedClamp = 'clamp' in op && clamp.min === undefined && clamp.max === undefined;
  return [
    'multiply' in op ? op.multiply : null,
    'addPerUnit' in op ? money(op.addPerUnit) : null,
    'addPerLine' in op ? money(op.addPerLine) : null,
    unboundedClamp ? UNBOUNDED : money(clamp.min),
    money(clamp.max),
  ];
}

function whenCells(when: When | undefined): readonly WrittenCell[] {
  const cells = new Map<string, WrittenCell>();
  if (when?.region) cells.set(WHEN.region, when.region.join('、'));
  for (const key of LIST_KEYS) if (when?.[key]) cells.set(WHEN[key], listCell(when[key]));
  if (when?.window) {
    const { from, to } = when.window;
    cells.set(WHEN.from, from ?? (to == null ? UNBOUNDED : null)).set(WHEN.to, to ?? null);
  }
  for (const key of ['months', 'weekdays', 'hours'] as const) if (when?.[key]) cells.set(WHEN[key], numbersCell(when[key]));
  if (when?.distanceKm) {
    const { min, max } = when.distanceKm;
    cells.set(WHEN.minKm, min ?? (max === undefined ? UNBOUNDED : null)).set(WHEN.maxKm, max ?? null);
  }
  if (when?.logic !== undefined) cells.set(WHEN.logic, JSON.stringify(when.logic));
  return WHEN_TITLES.map((title) => cells.get(title) ?? null);
}

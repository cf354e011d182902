import type { PriceBook } from '@mingdan/shared/pricing/types';
import { describe, expect, test } from 'vitest';
import { mayChange } from './may-change.ts';

const item = (code: string, name: string, unit: string) => ({ code, name, unit, kind: 'part' as const, prices: {} });
const adjustment = (code: string, name: string, over: object) => ({
  code,
  name,
  phase: 1,
  sides: ['charge' as const],
  op: { multiply: '1.2' },
  ...over,
});
const HIGH = { logic: { and: [{ '>=': [{ var: 'floor' }, 7] }, { '!': [{ var: 'lift' }] }] } };
const BOOK: Pick<PriceBook, 'items' | 'adjustments' | 'fees'> = {
  items: [item('PIPE', '加长铜管', '米'), item('BRACKET', '支架', '副')],
  adjustments: [
    adjustment('HIGH', '高空作业', { when: HIGH }),
    adjustment('RAIN', '雨季上浮', { when: { logic: { '==': [{ var: 'weather' }, 'rain'] } } }),
    adjustment('NIGHT', '夜间作业', { when: { hours: [20, 21] } }),
    adjustment('COST', '内部调价', { sides: ['cost'], when: HIGH }),
    adjustment('OTHER', '别的项目', { items: ['X'], when: HIGH }),
  ],
  fees: [{ code: 'TRAVEL', name: '远途', per: 'km', amounts: { charge: 150 } }],
};
const line = (code: string, adjustments: string[] = []) => ({ item: code, adjustments }) as never;
const words = (over: object = {}) =>
  mayChange({
    book: BOOK,
    quote: { lines: [line('PIPE'), line('BRACKET')] },
    attributes: new Set(['floor', 'lift']),
    unanswered: new Map(),
    takesParts: true,
    hasSlot: true,
    ...over,
  });

describe('what may still change an estimate', () => {
  test('is named: metres, conditions that the form asks, kilometres, hours', () =>
    expect(words()).toEqual([
      '加长铜管的实际米数',
      '现场需要增减的配件和项目，会先征得客户同意',
      '现场有「高空作业」的情况',
      '师傅出发地到现场的距离',
      '改约到「夜间作业」的时段',
    ]));

  test('what applies already is in the figure', () =>
    expect(words({ quote: { lines: [line('BRACKET', ['HIGH', 'NIGHT'])] } })).toEqual([
      '现场需要增减的配件和项目，会先征得客户同意',
      '师傅出发地到现场的距离',
    ]));

  test('what is priced without an answer comes first, with the question', () => {
    const unanswered = new Map([['lift', '有电梯']]);
    expect(words({ quote: { lines: [line('BRACKET', ['HIGH'])] }, unanswered })[0]).toBe('「有电梯」还没填，现按「高空作业」计价');
    expect(words({ quote: { lines: [line('BRACKET', ['HIGH'])] }, unanswered: new Map([['model', '型号']]) }).join()).not.toContain(
      '还没填',
    );
    expect(words({ unanswered }).join()).not.toContain('还没填');
  });

  test('without a day its price is open; what the form does not ask is not spoken of', () =>
    expect(words({ hasSlot: false, attributes: new Set(['floor']), takesParts: false, book: { ...BOOK, fees: [] } })).toEqual([
      '加长铜管的实际米数',
      '现场需要增减的项目，会先征得客户同意',
      '预约时间定下后，按上门当日价格计算',
    ]));

  test('steps of one rule stand by their figures, among others where the first of them stood', () => {
    const named = ['高空作业(7–15层)', '无电梯搬运', '高空作业(4–6层)', '高空作业(16层以上)'].map((name) =>
      adjustment(name, name, { when: { logic: { var: 'floor' } } }),
    );
    expect(words({ book: { ...BOOK, adjustments: named, fees: [] } }).at(-1)).toBe(
      '现场有「高空作业(4–6层)」「高空作业(7–15层)」「高空作业(16层以上)」「无电梯搬运」的情况',
    );
  });

  test('each thing is said once, whatever number of lines and rules ask for it, and nothing is left out', () => {
    const more = {
      ...BOOK,
      items: [...BOOK.items, item('DUCT', '线槽', '米'), item('GAS', '冷媒', '克')],
      adjustments: [
        ...(BOOK.adjustments ?? []),
        adjustment('HIGH-TV', '高空作业', { items: ['BRACKET'], when: HIGH }),
        ...['外墙作业', '无电梯搬运', '狭小空间'].map((name) => adjustment(name, name, { when: { logic: { var: 'lift' } } })),
        adjustment('DAWN', '清晨作业', { when: { hours: [5, 6] } }),
      ],
      fees: [],
    };
    const quote = { lines: [line('PIPE'), line('DUCT'), line('PIPE'), line('GAS'), line('BRACKET')] };
    expect(words({ book: more, quote })).toEqual([
      '加长铜管、线槽的实际米数',
      '冷媒的实际克数',
      '现场需要增减的配件和项目，会先征得客户同意',
      '现场有「高空作业」「外墙作业」「无电梯搬运」「狭小空间」的情况',
      '改约到「夜间作业」「清晨作业」的时段',
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { compileBook } from './compile-book.ts';
import { type Explanation, isQuoteError, type OrderFacts, type PriceBook, type Quote } from './types.ts';
import { bookNames, exactYuan, sideWords, splitWords, tierWords } from './words.ts';

const BOOK: PriceBook = {
  code: 'WORDS',
  version: 1,
  timeZone: 'Asia/Shanghai',
  tiers: [
    { code: 'T1', name: '一线' },
    { code: 'T2', name: '其他' },
  ],
  defaultTier: 'T2',
  tierRules: [
    { code: 'beijing', tier: 'T1', when: { region: ['110000'] } },
    { code: 'north', tier: 'T2', when: { region: ['110000', '120000'] } },
    { code: 'shanghai', tier: 'T1', when: { region: ['310000'] } },
  ],
  items: [
    {
      code: 'FIT',
      name: '安装',
      kind: 'labour',
      unit: '台',
      prices: { T1: { charge: 20000, settle: 15000, cost: 0 }, '*': { charge: 18000, settle: 14000, cost: 0 } },
    },
    {
      code: 'PIPE',
      name: '铜管',
      kind: 'part',
      unit: '米',
      prices: { '*': { charge: 10000, settle: 1200, cost: 5600 } },
      ladder: {
        mode: 'graduated',
        steps: [
          { from: '0', rate: '1' },
          { from: '3', rate: '0.95' },
        ],
        sides: ['charge'],
      },
    },
    {
      code: 'BULB',
      name: '灯泡',
      kind: 'part',
      unit: '个',
      prices: { '*': { charge: 999, settle: 100, cost: 0 } },
      ladder: {
        mode: 'whole',
        steps: [
          { from: '0', rate: '1' },
          { from: '10', rate: '0.9' },
        ],
        sides: ['charge'],
      },
    },
  ],
  adjustments: [
    { code: 'CAP', name: '单行封顶', phase: 90, sides: ['charge'], kinds: ['labour'], when: {}, op: { clamp: { min: 1000, max: 30000 } } },
    { code: 'URGENT', name: '加急', phase: 30, group: 'haste', sides: ['charge'], when: { urgency: ['urgent'] }, op: { multiply: '1.3' } },
    {
      code: 'NORTH-URGENT',
      name: '北方加急',
      phase: 30,
      group: 'haste',
      sides: ['charge'],
      when: { urgency: ['urgent'], region: ['110000'] },
      op: { multiply: '1.2' },
    },
    {
      code: 'HIGH',
      name: '高空',
      phase: 35,
      sides: ['settle'],
      items: ['FIT'],
      when: { logic: { '==': [{ var: 'high' }, true] } },
      op: { addPerUnit: 5000 },
    },
    {
      code: 'GIFT',
      name: '赠送',
      phase: 36,
      sides: ['settle'],
      items: ['FIT'],
      when: { logic: { '==': [{ var: 'high' }, true] } },
      op: { addPerLine: -250 },
    },
  ],
  fees: [
    { code: 'TRAVEL', name: '远途', per: 'km', free: '15', amounts: { charge: 150, settle: 150, cost: 0 }, when: {} },
    { code: 'DAY', name: '当天', per: 'order', amounts: { settle: 1000 }, when: {} },
  ],
  splits: [
    { code: 'LABOUR70', kinds: ['labour'], when: {}, rate: '0.7' },
    { code: 'LABOUR65', name: '加盟人工', kinds: ['labour'], when: { cooperation: ['franchise'] }, rate: '0.655' },
    { code: 'BULB-FLAT', items: ['BULB'], when: {}, perUnit: 60 },
  ],
};

const FACTS: OrderFacts = {
  id: 'O1',
  at: '2026-11-23T10:00:00+08:00',
  region: '110105',
  cooperation: 'direct',
  customerLevel: 'STD',
  package: null,
  channel: 'sidebar',
  urgency: 'normal',
  distanceKm: null,
  attributes: {},
  lines: [{ item: 'FIT', quantity: '1' }],
  crew: [{ installer: 'zhang', weight: 1 }],
};

const compiled = compileBook(BOOK);
const names = bookNames(BOOK);

function explained(over: Partial<OrderFacts>): { quote: Quote; explanation: Explanation } {
  const { quote, explanation } = compiled.explain({ ...FACTS, ...over });
  if (isQuoteError(quote) || !explanation) throw new Error(JSON.stringify(quote));
  return { quote, explanation };
}

describe('exact amounts', () => {
  test.each([
    ['0', '¥0.00'],
    ['7', '¥0.07'],
    ['16500', '¥165.00'],
    ['16500.5', '¥165.005'],
    ['123456789', '¥1,234,567.89'],
    ['-1250', '-¥12.50'],
  ])('%s fen is %s: at least two decimals, nothing rounded', (fen, text) => {
    expect(exactYuan(fen)).toBe(text);
  });
});

describe('prices and ladders', () => {
  test('a price of the tier and a price for all', () => {
    const here = explained({});
    expect(sideWords(here.explanation, 0, 'settle', 'FIT', names).map(({ text }) => text)).toEqual(['一线价 ¥150.00 × 1 台 = ¥150.00']);
    const elsewhere = explained({ region: '420100' });
    expect(sideWords(elsewhere.explanation, 0, 'settle', 'FIT', names)[0]?.text).toBe('全国统一价 ¥140.00 × 1 台 = ¥140.00');
  });

  test('a graduated ladder names every band, a whole ladder the one that holds', () => {
    const pipe = explained({ lines: [{ item: 'PIPE', quantity: '4.5' }] });
    expect(sideWords(pipe.explanation, 0, 'charge', 'PIPE', names).map(({ text }) => text)).toEqual([
      '全国统一价 ¥100.00 × 4.5 米，分段阶梯（3 米 × 原价 + 1.5 米 × 0.95 倍） = ¥442.50',
    ]);
    const bulbs = explained({ lines: [{ item: 'BULB', quantity: '12' }] });
    expect(sideWords(bulbs.explanation, 0, 'charge', 'BULB', names).map(({ text }) => text)).toEqual([
      '全国统一价 ¥9.99 × 12 个，整段阶梯（12 个 × 0.9 倍） = ¥107.892',
      '四舍五入到分 = ¥107.89',
    ]);
  });

  test('the side without a ladder says nothing of one', () => {
    const { explanation } = explained({ lines: [{ item: 'PIPE', quantity: '4.5' }] });
    expect(sideWords(explanation, 0, 'cost', 'PIPE', names)[0]?.text).toBe('全国统一价 ¥56.00 × 4.5 米 = ¥252.00');
  });
});

describe('rules', () => {
  test('a limit that was not reached is told, and not as something that made the price', () => {
    const { explanation } = explained({});
    expect(sideWords(explanation, 0, 'charge', 'FIT', names)).toEqual([
      { text: '一线价 ¥200.00 × 1 台 = ¥200.00', outcome: 'applied', before: null, after: '¥200.00' },
      { text: '单行封顶（不低于 ¥10.00、不高于 ¥300.00）未触及', outcome: 'info', before: '¥200.00', after: '¥200.00' },
    ]);
  });

  test('a limit that cuts is applied, with the amounts before and after', () => {
    const { explanation } = explained({ lines: [{ item: 'FIT', quantity: '2' }] });
    expect(sideWords(explanation, 0, 'charge', 'FIT', names).at(-1)).toEqual({
      text: '单行封顶 不低于 ¥10.00、不高于 ¥300.00 = ¥300.00',
      outcome: 'applied',
      before: '¥400.00',
      after: '¥300.00',
    });
  });

  test('of one group the higher rank applies and the other is shown as lost to it', () => {
    const { explanation } = explained({ urgency: 'urgent' });
    const words = sideWords(explanation, 0, 'charge', 'FIT', names);
    expect(words.map(({ outcome }) => outcome)).toEqual(['applied', 'lost', 'applied', 'info']);
    expect(words[1]?.text).toBe('加急 未生效：同组中「北方加急」优先');
    expect(words[2]?.text).toBe('北方加急：¥200.00 × 1.2 = ¥240.00');
  });

  test('amounts per unit and per line, with their sign', () => {
    const { explanation } = explained({ attributes: { high: true }, lines: [{ item: 'FIT', quantity: '2' }] });
    expect(sideWords(explanation, 0, 'settle', 'FIT', names).map(({ text }) => text)).toEqual([
      '一线价 ¥150.00 × 2 台 = ¥300.00',
      '高空：¥300.00 + ¥50.00 × 2 台 = ¥400.00',
      '赠送：¥400.00 − ¥2.50 = ¥397.50',
    ]);
  });
});

describe('fees', () => {
  test('kilometres beyond the free ones', () => {
    const { quote, explanation } = explained({ distanceKm: '22.4' });
    const line = quote.lines.findIndex(({ item }) => item === 'TRAVEL');
    expect(sideWords(explanation, line, 'settle', 'TRAVEL', names).map(({ text }) => text)).toEqual([
      '远途：22.4 公里减免费 15 公里，¥1.50 × 7.4 公里 = ¥11.10',
    ]);
  });

  test('a fee per order', () => {
    const { quote, explanation } = explained({});
    const line = quote.lines.findIndex(({ item }) => item === 'DAY');
    expect(sideWords(explanation, line, 'settle', 'DAY', names)[0]?.text).toBe('当天：每单 ¥10.00 = ¥10.00');
  });
});

describe('shares', () => {
  test('one installer: how much of the settle amount', () => {
    const { explanation } = explained({});
    expect(splitWords(explanation, 0, 'zhang', names)).toEqual([
      { text: '师傅分成：结算价 × 70% = ¥105.00', outcome: 'applied', before: null, after: '¥105.00' },
    ]);
  });

  test('two installers: each sees the pool and the own part; the company sees the pool', () => {
    const { quote, explanation } = explained({
      crew: [
        { installer: 'zhang', weight: 2 },
        { installer: 'li', weight: 1 },
      ],
    });
    expect(quote.lines[0]?.crew).toEqual({ zhang: 7000, li: 3500 });
    expect(splitWords(explanation, 0, 'zhang', names).map(({ text }) => text)).toEqual([
      '师傅分成：结算价 × 70% = ¥105.00',
      '按权重分给本人 ¥70.00',
    ]);
    expect(splitWords(explanation, 0, 'li', names).at(-1)).toMatchObject({ before: '¥105.00', after: '¥35.00' });
    expect(splitWords(explanation, 0, null, names).map(({ text }) => text)).toEqual(['师傅分成：结算价 × 70% = ¥105.00']);
  });

  test('a share that lost is named, and percentages keep their decimals', () => {
    const { explanation } = explained({ cooperation: 'franchise' });
    expect(splitWords(explanation, 0, 'zhang', names)).toEqual([
      { text: '师傅分成：结算价 × 65.5% = ¥98.25', outcome: 'applied', before: null, after: '¥98.25' },
      { text: '分成规则「70%（LABOUR70）」未生效：「加盟人工」优先', outcome: 'lost', before: null, after: null },
    ]);
  });

  test('an amount per unit, and a line that pays nobody', () => {
    const { explanation } = explained({
      lines: [
        { item: 'BULB', quantity: '3' },
        { item: 'PIPE', quantity: '1' },
      ],
    });
    expect(['LABOUR70', 'LABOUR65', 'nowhere'].map(names.splitName)).toEqual(['70%（LABOUR70）', '加盟人工', 'nowhere']);
    expect(splitWords(explanation, 0, 'zhang', names)[0]?.text).toBe('师傅分成：每单位 ¥0.60 = ¥1.80');
    expect(splitWords(explanation, 1, 'zhang', names)).toEqual([
      { text: '没有适用的分成规则，不计师傅收益', outcome: 'info', before: null, after: '¥0.00' },
    ]);
  });
});

describe('tiers', () => {
  test('the rule that won, those that also fit, those that do not and why', () => {
    const { quote, explanation } = explained({});
    expect(tierWords(explanation, quote.tier, names).map(({ text, outcome }) => [text, outcome])).toEqual([
      ['规则「一线（beijing）」命中：一线', 'applied'],
      ['规则「其他（north）」也符合，但排序在后', 'lost'],
      ['规则「一线（shanghai）」不符合：地区', 'lost'],
    ]);
  });

  test('without a rule that fits, the default says so first', () => {
    const { quote, explanation } = explained({ region: '420100' });
    expect(tierWords(explanation, quote.tier, names)[0]).toEqual({
      text: '没有规则命中，用默认档位「其他」',
      outcome: 'applied',
      before: null,
      after: null,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { bookErrors, checkBook, checkNewBook } from '../../src/pricing/check-book.ts';
import { goldenCases } from '../golden-cases.ts';

const sound = {
  code: 'B',
  version: 1,
  tiers: [
    { code: 'T1', name: '一线' },
    { code: 'T2', name: '二线' },
  ],
  defaultTier: 'T1',
  tierRules: [{ code: 'R1', tier: 'T2', when: { region: ['310000'] } }],
  items: [
    { code: 'A', name: '安装', kind: 'labour', unit: '台', prices: { '*': { charge: 100, settle: 80, cost: 0 } } },
    { code: 'P', name: '铜管', kind: 'part', unit: '米', prices: { '*': { charge: 100, settle: 80, cost: 20 } } },
  ],
  adjustments: [{ code: 'X', name: '加价', phase: 1, sides: ['charge'], op: { multiply: '1.1' } }],
  fees: [{ code: 'F', name: '交通', per: 'km', free: '15', amounts: { charge: 200 } }],
  splits: [{ code: 'S', rate: '0.7' }],
};

/** The sound book with one place replaced; `undefined` removes it. */
function withChange(path: string, value: unknown): unknown {
  const book = JSON.parse(JSON.stringify(sound)) as Record<string, unknown>;
  const keys = path.split('.');
  let at: Record<string, unknown> = book;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  if (value === undefined) delete at[keys.at(-1)!];
  else at[keys.at(-1)!] = value;
  return book;
}

const found = (book: unknown) => checkBook(book).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe('errors', () => {
  it('a sound book has no findings', () => expect(checkBook(sound)).toEqual([]));

  it.each<[string, unknown, string]>([
    ['surprise', 1, 'KEY_UNKNOWN surprise'],
    ['items.0.colour', 'red', 'KEY_UNKNOWN items.0.colour'],
    ['tierRules.0.when.weather', ['rain'], 'KEY_UNKNOWN tierRules.0.when.weather'],
    ['code', undefined, 'KEY_MISSING code'],
    ['adjustments.0.phase', undefined, 'KEY_MISSING adjustments.0.phase'],
    ['adjustments.0.sides', undefined, 'KEY_MISSING adjustments.0.sides'],
    ['version', 1.5, 'NUMBER_INVALID version'],
    ['version', 0, 'NUMBER_INVALID version'],
    ['tiers', [], 'LIST_EMPTY tiers'],
    ['tiers', {}, 'TYPE_WRONG tiers'],
    ['items.0', null, 'TYPE_WRONG items.0'],
    ['items.0.kind', 'service', 'VALUE_INVALID items.0.kind'],
    ['items.0.prices.*.charge', 12.5, 'FEN_NOT_WHOLE items.0.prices.*.charge'],
    ['items.0.prices.*.charge', '100', 'FEN_NOT_WHOLE items.0.prices.*.charge'],
    ['items.0.prices.*.charge', 10_000_000_001, 'FEN_OUT_OF_RANGE items.0.prices.*.charge'],
    ['items.0.prices.T9', { charge: 1 }, 'TIER_UNKNOWN items.0.prices.T9'],
    ['items.1.code', 'A', 'CODE_DUPLICATE items.1.code'],
    ['fees.0.code', 'A', 'CODE_DUPLICATE fees.0.code'],
    ['tiers.1.code', 'T1', 'CODE_DUPLICATE tiers.1.code'],
    ['defaultTier', 'T9', 'TIER_UNKNOWN defaultTier'],
    ['tierRules.0.tier', 'T9', 'TIER_UNKNOWN tierRules.0.tier'],
    ['adjustments.0.items', ['NOPE'], 'ITEM_UNKNOWN adjustments.0.items.0'],
    ['adjustments.0.items', [], 'LIST_EMPTY adjustments.0.items'],
    ['adjustments.0.kinds', [], 'LIST_EMPTY adjustments.0.kinds'],
    ['splits.0.items', ['NOPE'], 'ITEM_UNKNOWN splits.0.items.0'],
    ['timeZone', 'America/New_York', 'TIME_ZONE_UNKNOWN timeZone'],
    ['validFrom', '2026-02-30T00:00:00+08:00', 'TIME_INVALID validFrom'],
    ['tierRules.0.when', { window: { from: '2026-02-01T00:00Z', to: '2026-02-01T00:00Z' } }, 'WINDOW_INVALID tierRules.0.when.window.to'],
    ['tierRules.0.when', { window: { from: 'gestern' } }, 'TIME_INVALID tierRules.0.when.window.from'],
    ['tierRules.0.when', { window: null }, 'TYPE_WRONG tierRules.0.when.window'],
    ['tierRules.0.when', { region: [] }, 'LIST_EMPTY tierRules.0.when.region'],
    ['tierRules.0.when', { region: null }, 'TYPE_WRONG tierRules.0.when.region'],
    ['tierRules.0.when', { region: ['31'] }, 'REGION_INVALID tierRules.0.when.region.0'],
    ['tierRules.0.when', { months: [0] }, 'NUMBER_INVALID tierRules.0.when.months.0'],
    ['tierRules.0.when', { weekdays: [8] }, 'NUMBER_INVALID tierRules.0.when.weekdays.0'],
    ['tierRules.0.when', { hours: [24] }, 'NUMBER_INVALID tierRules.0.when.hours.0'],
    ['tierRules.0.when', { distanceKm: { min: 5 } }, 'NUMBER_INVALID tierRules.0.when.distanceKm.min'],
    ['tierRules.0.when', { distanceKm: { min: '5', max: '5.0' } }, 'WINDOW_INVALID tierRules.0.when.distanceKm.max'],
    ['tierRules.0.when', { logic: { eval: 'x' } }, 'CONDITION_INVALID tierRules.0.when.logic'],
    ['tierRules.0.when', { logic: { and: [{ '>': [1] }] } }, 'CONDITION_INVALID tierRules.0.when.logic.and.0.>'],
    ['tierRules.0.when', { logic: null }, 'CONDITION_INVALID tierRules.0.when.logic'],
    ['tierRules.0.when', null, 'TYPE_WRONG tierRules.0.when'],
    ['tierRules.0.priority', 0.5, 'NUMBER_INVALID tierRules.0.priority'],
    ['adjustments.0.op', { multiply: '1000' }, 'RATE_OUT_OF_RANGE adjustments.0.op.multiply'],
    ['adjustments.0.op', { multiply: '1.1234567' }, 'RATE_OUT_OF_RANGE adjustments.0.op.multiply'],
    ['adjustments.0.op', { multiply: '-1' }, 'RATE_OUT_OF_RANGE adjustments.0.op.multiply'],
    ['adjustments.0.op', { multiply: 1.1 }, 'RATE_OUT_OF_RANGE adjustments.0.op.multiply'],
    ['adjustments.0.op', { addPerLine: 1, addPerUnit: 1 }, 'VALUE_INVALID adjustments.0.op'],
    ['adjustments.0.op', {}, 'VALUE_INVALID adjustments.0.op'],
    ['adjustments.0.op', { clamp: { min: 2, max: 1 } }, 'CLAMP_INVERTED adjustments.0.op.clamp'],
    ['adjustments.0.sides', ['profit'], 'VALUE_INVALID adjustments.0.sides.0'],
    ['items.0.ladder', { mode: 'whole', steps: [{ from: '1', rate: '1' }] }, 'LADDER_NOT_ASCENDING items.0.ladder.steps.0.from'],
    [
      'items.0.ladder',
      {
        mode: 'whole',
        steps: [
          { from: '0', rate: '1' },
          { from: '0.0', rate: '1' },
        ],
      },
      'LADDER_NOT_ASCENDING items.0.ladder.steps.1.from',
    ],
    ['items.0.ladder', { mode: 'stairs', steps: [{ from: '0', rate: '1' }] }, 'VALUE_INVALID items.0.ladder.mode'],
    ['items.0.ladder', { mode: 'whole', steps: [] }, 'LIST_EMPTY items.0.ladder.steps'],
    ['fees.0.per', 'hour', 'VALUE_INVALID fees.0.per'],
    ['fees.0.free', '-1', 'NUMBER_INVALID fees.0.free'],
    ['splits.0.rate', '1.000001', 'SPLIT_RATE_ABOVE_ONE splits.0.rate'],
    ['splits.0.perUnit', 5, 'SPLIT_AMBIGUOUS splits.0'],
    ['splits.0.rate', undefined, 'SPLIT_AMBIGUOUS splits.0'],
  ])('%s = %j', (path, value, expected) => {
    expect(found(withChange(path, value))).toContain(`error ${expected}`);
  });

  it('all of them come back at once, with words', () => {
    const findings = bookErrors({ ...sound, version: 'x', timeZone: 'Mars', fees: [{ code: '' }] });
    expect(findings.length).toBeGreaterThanOrEqual(5);
    for (const { message } of findings) expect(message).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each([null, 7, 'book', [], { tiers: null, items: 3 }])('%j is no book and does no harm', (value) => {
    expect(bookErrors(value).length).toBeGreaterThan(0);
  });
});

describe('warnings', () => {
  it('names items without a price in some tier', () => {
    expect(
      found(withChange('items.0.prices', { T1: { charge: 1, settle: 1, cost: 1 }, T2: { charge: 1, settle: 1, cost: null } })),
    ).toEqual(['warning PRICE_MISSING items.0.prices.T2.cost']);
    expect(found(withChange('items.0.prices', { T1: { charge: 1, settle: 1, cost: 1 } }))).toEqual([
      'warning PRICE_MISSING items.0.prices.T2',
    ]);
  });

  it('names the item and tier of a price below 0; a new book must not have one, a book from elsewhere may', () => {
    const book = withChange('items.0.prices', { '*': { charge: 100, settle: 80, cost: 0 }, T1: { charge: -500 } });
    expect(bookErrors(book)).toEqual([]);
    const path = 'items.0.prices.T1.charge';
    const message = '「安装」在档位「T1」的客户价是 -¥5.00，价格不能小于 0；要减的写成调整';
    expect(checkBook(book)).toEqual([{ severity: 'warning', code: 'PRICE_NEGATIVE', path, message }]);
    expect(checkNewBook(book)).toEqual([{ severity: 'error', code: 'PRICE_NEGATIVE', path, message }]);
    expect(checkNewBook(sound)).toEqual([]);
  });

  const rules = (...list: object[]) =>
    withChange(
      'tierRules',
      list.map((rule, index) => ({ code: `R${index}`, tier: 'T1', ...rule })),
    );

  it.each<[string, object[], string[]]>([
    ['the same rule again', [{ when: { channel: ['a'] } }, { when: { channel: ['a'] } }], ['warning RULE_NEVER_WINS tierRules.1']],
    [
      'a wider rule of higher priority',
      [{ when: { region: ['310115'] } }, { priority: 1, when: { region: ['310000'] } }],
      ['warning RULE_NEVER_WINS tierRules.0'],
    ],
    ['a wider rule of equal priority is outranked', [{ when: { region: ['310115'] } }, { when: { region: ['310000'] } }], []],
    ['more conditions win', [{ when: {} }, { when: { channel: ['a'] } }], []],
    ['lists that meet', [{ when: { channel: ['a', 'b'] } }, { when: { channel: ['b', 'c'] } }], ['warning RULES_TIE tierRules.1']],
    ['lists that do not meet', [{ when: { channel: ['a'] } }, { when: { channel: ['b'] } }], []],
    ['different keys', [{ when: { channel: ['a'] } }, { when: { urgency: ['b'] } }], ['warning RULES_TIE tierRules.1']],
    [
      'the same county',
      [{ when: { region: ['310115', '110105'] } }, { when: { region: ['110105', '440305'] } }],
      ['warning RULES_TIE tierRules.1'],
    ],
    ['a county and its province differ in depth', [{ when: { region: ['110105'] } }, { when: { region: ['110000'] } }], []],
    [
      'windows that only touch',
      [{ when: { window: { to: '2026-06-01T00:00Z' } } }, { when: { window: { from: '2026-06-01T00:00Z' } } }],
      [],
    ],
    [
      'other conditions in the same logic',
      [{ when: { logic: { '!!': { var: 'a' } } } }, { when: { logic: { '!!': { var: 'b' } } } }],
      ['warning RULES_TIE tierRules.1'],
    ],
    [
      'logic that excludes the other’s',
      [
        { when: { logic: { and: [{ '>=': [{ var: 'floor' }, 4] }, { '<=': [{ var: 'floor' }, 6] }] } } },
        { when: { logic: { and: [{ '>=': [{ var: 'floor' }, 7] }, { '<=': [{ var: 'floor' }, 15] }] } } },
      ],
      [],
    ],
  ])('%s', (_, list, expected) => expect(found(rules(...list))).toEqual(expected));

  it('compares adjustments only within a group and on a common side', () => {
    const adjustment = (code: string, more: object) => ({ code, name: code, phase: 1, sides: ['charge'], op: { multiply: '2' }, ...more });
    const book = (...list: object[]) => withChange('adjustments', list);
    expect(found(book(adjustment('X', {}), adjustment('Y', {})))).toEqual([]);
    expect(found(book(adjustment('X', { group: 'g' }), adjustment('Y', { group: 'g' })))).toEqual([
      'warning RULE_NEVER_WINS adjustments.1',
    ]);
    expect(found(book(adjustment('X', { group: 'g' }), adjustment('Y', { group: 'g', sides: ['charge', 'cost'] })))).toEqual([
      'warning RULES_TIE adjustments.1',
    ]);
    expect(found(book(adjustment('X', { group: 'g' }), adjustment('Y', { group: 'g', sides: ['cost'] })))).toEqual([]);
    expect(found(book(adjustment('X', { group: 'g', kinds: ['part'] }), adjustment('Y', { group: 'g', items: ['A'] })))).toEqual([]);
    expect(found(book(adjustment('X', { group: 'g', kinds: ['labour'] }), adjustment('Y', { group: 'g', items: ['A'] })))).toEqual([
      'warning RULE_NEVER_WINS adjustments.1',
    ]);
  });

  it('is quiet about the book that a company would write, save for what it should know', () => {
    const real = goldenCases().find(({ name }) => name === 'real')!.book;
    for (const { severity, code } of checkBook(real)) {
      expect(severity).toBe('warning');
      expect(['RULES_TIE']).toContain(code);
    }
  });
});

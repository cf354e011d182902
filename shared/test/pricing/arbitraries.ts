/** Random books and orders over small words, so that rules meet often and every border is hit. */
import fc from 'fast-check';
import type { Adjustment, FeeRule, Item, Ladder, OrderFacts, PriceBook, Side, Split, TierRule, When } from '../../src/pricing/types.ts';

const SIDES: readonly Side[] = ['charge', 'settle', 'cost'];
export const TIERS = ['T1', 'T2'] as const;
const ITEM_CODES = ['A', 'B', 'C', 'D'] as const;
const KINDS = ['labour', 'part', 'fee'] as const;
/** A province, two of its cities, counties of both, and another province. */
const REGIONS = ['110000', '110100', '110105', '110106', '110200', '110228', '310000', '310115'] as const;
const INSTANTS = [
  '2026-01-01T00:00:00+08:00',
  '2026-03-31T23:59:59.999+08:00',
  '2026-06-15T12:30:00Z',
  '2026-09-30T20:00+08:00',
  '2026-12-31T16:00:00Z',
] as const;

/** Any non-empty list out of the given values. */
const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
/** A decimal string with at most `digits` behind the point, written in any of its forms. */
export const decimalText = (most: number, digits: number) =>
  fc
    .tuple(fc.nat(most), fc.nat({ max: Number('1'.padEnd(digits + 1, '0')) - 1 }), fc.nat(digits))
    .map(([whole, fraction, places]) =>
      places === 0 ? String(whole) : `${whole}.${String(fraction).padStart(digits, '0').slice(0, places)}`,
    );
const rate = fc.oneof(fc.constantFrom('0', '0.5', '1', '1.1', '0.333333', '2.5', '999.999999', '0.000001'), decimalText(3, 6));
export const quantity = fc.oneof(fc.constantFrom('0', '1', '2', '0.001', '0.5', '3', '999999999999.999'), decimalText(12, 3));
const fen = fc.oneof(
  fc.integer({ min: -5000, max: 50_000 }),
  fc.constantFrom(0, 10_000_000_000, -10_000_000_000),
  fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }),
);

const numbers = (least: number, most: number) =>
  fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: most - least + 1 });

export const when: fc.Arbitrary<When> = fc.record(
  {
    region: some(REGIONS),
    cooperation: some(['direct', 'franchise']),
    customerLevel: some(['STD', 'VIP']),
    package: some(['basic', 'care']),
    channel: some(['jd', 'taobao']),
    urgency: some(['urgent']),
    window: fc.constantFrom(
      { from: INSTANTS[1] },
      { to: INSTANTS[2] },
      { from: INSTANTS[1], to: INSTANTS[4] },
      { from: null, to: INSTANTS[3] },
      {},
    ),
    months: numbers(1, 12),
    weekdays: numbers(1, 7),
    hours: numbers(0, 23),
    distanceKm: fc.constantFrom({ min: '5' }, { max: '10' }, { min: '5', max: '10.5' }, {}),
    logic: fc.constantFrom({ '!!': { var: 'lift' } }, { '!!': { var: 'night' } }),
  },
  { requiredKeys: [] },
);
/** Mostly few keys, so that rules match often. */
const sparseWhen: fc.Arbitrary<When> = fc
  .tuple(when, fc.uniqueArray(fc.nat(11), { maxLength: 2 }))
  .map(([full, kept]) => Object.fromEntries(Object.entries(full).filter((_, index) => kept.includes(index))) as When);

const ladder: fc.Arbitrary<Ladder> = fc
  .record({
    mode: fc.constantFrom('whole' as const, 'graduated' as const),
    froms: fc.uniqueArray(fc.integer({ min: 1, max: 9000 }), { maxLength: 3 }),
    rates: fc.array(rate, { minLength: 4, maxLength: 4 }),
    sides: fc.option(some(SIDES), { nil: undefined }),
  })
  .map(({ mode, froms, rates, sides }) => ({
    mode,
    steps: [0, ...froms.sort((a, b) => a - b)].map((milli, index) => ({ from: (milli / 1000).toString(), rate: rates[index]! })),
    ...(sides ? { sides } : {}),
  }));

const cell = fc.record({ charge: fen, settle: fen, cost: fen });

const items: fc.Arbitrary<Item[]> = fc.tuple(
  ...ITEM_CODES.map((code, index) =>
    fc
      .record({
        own: fc.record({ T1: cell, T2: cell }, { requiredKeys: [] }),
        everywhere: cell,
        // rarely a price is missing
        hole: fc.nat(20),
        ladder: fc.option(ladder, { nil: undefined, freq: 2 }),
      })
      .map(
        ({ own, everywhere, hole, ladder: steps }): Item => ({
          code,
          name: code,
          kind: KINDS[index % KINDS.length]!,
          unit: '件',
          prices: { ...own, '*': hole === 0 ? { ...everywhere, settle: null } : everywhere },
          ...(steps ? { ladder: steps } : {}),
        }),
      ),
  ),
);

const op: fc.Arbitrary<Adjustment['op']> = fc.oneof(
  rate.map((multiply) => ({ multiply })),
  fen.map((addPerUnit) => ({ addPerUnit })),
  fen.map((addPerLine) => ({ addPerLine })),
  fc.tuple(fen, fen, fc.constantFrom('min', 'max', 'both')).map(([a, b, which]) => ({
    clamp: { ...(which === 'max' ? {} : { min: Math.min(a, b) }), ...(which === 'min' ? {} : { max: Math.max(a, b) }) },
  })),
);

const scope = fc.record({ kinds: some(KINDS), items: some(ITEM_CODES) }, { requiredKeys: [] });
const priority = fc.record({ priority: fc.integer({ min: -1, max: 2 }) }, { requiredKeys: [] });

const adjustments: fc.Arbitrary<Adjustment[]> = fc
  .array(
    fc.record({
      phase: fc.constantFrom(10, 20),
      sides: some(SIDES),
      scope,
      priority,
      group: fc.option(fc.constantFrom('g', 'h'), { nil: undefined }),
      when: sparseWhen,
      op,
    }),
    { maxLength: 40 },
  )
  .map((rules) =>
    rules.map(({ phase, sides, scope: where, priority: own, group, when: conditions, op: does }, index) => ({
      code: `ADJ-${index}`,
      name: `ADJ-${index}`,
      phase,
      sides,
      ...where,
      ...own,
      ...(group ? { group } : {}),
      when: conditions,
      op: does,
    })),
  );

/** Every other rule has a name. */
const nameOf = (index: number) => (index % 2 === 0 ? {} : { name: `规则 ${index}` });

const tierRules: fc.Arbitrary<TierRule[]> = fc
  .array(fc.record({ tier: fc.constantFrom(...TIERS), priority, when: sparseWhen }), { maxLength: 30 })
  .map((rules) =>
    rules.map(({ tier, priority: own, when: conditions }, index) => ({
      code: `TR-${index}`,
      ...nameOf(index),
      tier,
      ...own,
      when: conditions,
    })),
  );

const fees: fc.Arbitrary<FeeRule[]> = fc
  .array(
    fc.record({
      per: fc.constantFrom('order' as const, 'km' as const),
      free: fc.option(fc.constantFrom('0', '5', '7.25'), { nil: undefined }),
      amounts: fc.record({ charge: fen, settle: fen, cost: fen }, { requiredKeys: [] }),
      when: sparseWhen,
    }),
    { maxLength: 4 },
  )
  .map((rules) =>
    rules.map(({ per, free, amounts, when: conditions }, index) => ({
      code: `FEE-${index}`,
      name: `FEE-${index}`,
      per,
      ...(free === undefined ? {} : { free }),
      amounts,
      when: conditions,
    })),
  );

const splits: fc.Arbitrary<Split[]> = fc
  .array(
    fc.record({
      scope,
      priority,
      when: sparseWhen,
      share: fc.oneof(
        fc.constantFrom('0', '0.7', '0.333333', '1').map((value) => ({ rate: value })),
        fen.map((perUnit) => ({ perUnit })),
      ),
    }),
    { maxLength: 20 },
  )
  .map((rules) =>
    rules.map(({ scope: where, priority: own, when: conditions, share }, index) => ({
      code: `SP-${index}`,
      ...nameOf(index),
      ...where,
      ...own,
      when: conditions,
      ...share,
    })),
  );

export const book: fc.Arbitrary<PriceBook> = fc
  .record({
    items,
    adjustments,
    tierRules,
    fees,
    splits,
    timeZone: fc.option(fc.constantFrom('Asia/Shanghai' as const, 'Asia/Urumqi' as const, 'UTC' as const), { nil: undefined }),
    defaultTier: fc.option(fc.constantFrom(...TIERS), { nil: null, freq: 10 }),
    validFrom: fc.option(fc.constantFrom(INSTANTS[0], INSTANTS[1]), { nil: null }),
    validTo: fc.option(fc.constant(INSTANTS[4]), { nil: null, freq: 1 }),
  })
  .map(({ timeZone, ...rest }) => ({
    code: 'BOOK',
    version: 1,
    tiers: TIERS.map((code) => ({ code, name: code })),
    ...(timeZone ? { timeZone } : {}),
    ...rest,
  }));

const word = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null });

export const order: fc.Arbitrary<OrderFacts> = fc.record({
  id: fc.string(),
  at: fc.constantFrom(...INSTANTS, '2026-02-28T23:30:00-05:00', '2026-06-15T20:30:00.5+08:00'),
  region: fc.constantFrom(...REGIONS, '440305'),
  cooperation: word('direct', 'franchise', 'other'),
  customerLevel: word('STD', 'VIP'),
  package: word('basic', 'care'),
  channel: word('jd', 'taobao', 'store'),
  urgency: word('urgent', 'normal'),
  distanceKm: fc.option(fc.constantFrom('0', '4.999', '5', '5.000', '07.25', '10', '10.5', '99.1'), { nil: null }),
  attributes: fc.option(fc.record({ lift: fc.boolean(), night: fc.boolean() }, { requiredKeys: [] }), { nil: null }),
  lines: fc.array(fc.record({ item: fc.constantFrom(...ITEM_CODES, ...ITEM_CODES, 'NOPE'), quantity }), { minLength: 1, maxLength: 4 }),
  crew: fc.option(
    fc.uniqueArray(
      fc.record({ installer: fc.constantFrom('a', 'b', 'c', '__proto__', '1'), weight: fc.integer({ min: 1, max: 1_000_000 }) }),
      {
        selector: ({ installer }) => installer,
      },
    ),
    { nil: null },
  ),
});

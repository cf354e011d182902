import type { OrderFacts, PriceBook } from '@mingdan/shared/pricing/types';

/** A small book that touches each kind of rule once: tier by region, ladder, coefficient, discount, fee by distance, split. */
export const SAMPLE_BOOK: PriceBook = {
  code: 'CHECK',
  version: 1,
  timeZone: 'Asia/Shanghai',
  validFrom: '2026-01-01T00:00:00+08:00',
  validTo: null,
  tiers: [
    { code: 'T1', name: '一线城市' },
    { code: 'T3', name: '三线城市' },
  ],
  defaultTier: 'T3',
  tierRules: [{ code: 'TR1', tier: 'T1', when: { region: ['110000', '310000'] } }],
  items: [
    {
      code: 'AC',
      name: '空调安装',
      kind: 'labour',
      unit: '台',
      prices: { T1: { charge: 26000, settle: 19500, cost: 0 }, T3: { charge: 20000, settle: 15000, cost: 0 } },
    },
    {
      code: 'PIPE',
      name: '铜管',
      kind: 'part',
      unit: '米',
      prices: { '*': { charge: 9000, settle: 1000, cost: 4205 } },
      ladder: {
        mode: 'graduated',
        steps: [
          { from: '0', rate: '1' },
          { from: '3', rate: '0.85' },
        ],
        sides: ['charge'],
      },
    },
  ],
  adjustments: [
    {
      code: 'EAST',
      name: '华东人工',
      phase: 10,
      sides: ['charge', 'settle'],
      kinds: ['labour'],
      when: { region: ['310000'] },
      op: { multiply: '1.1' },
    },
    { code: 'VIP', name: 'VIP 8 折', phase: 20, sides: ['charge'], when: { customerLevel: ['VIP'] }, op: { multiply: '0.8' } },
  ],
  fees: [{ code: 'FAR', name: '远途补贴', per: 'km', free: '15', amounts: { charge: 200, settle: 200 }, when: {} }],
  splits: [{ code: 'S', when: {}, rate: '0.7' }],
};

/** An order, and what it must come to. */
export interface Sample {
  readonly name: string;
  readonly order: OrderFacts;
  /** Whole fen, worked out by hand. */
  readonly charge: number;
  readonly earn: number;
}

const BASE = {
  at: '2026-11-22T10:00:00+08:00',
  cooperation: 'direct',
  package: null,
  channel: null,
  urgency: 'normal',
  attributes: {},
  crew: [{ installer: 'z', weight: 1 }],
} as const;

/**
 * 1: 三线, 260.00 is not theirs: 200.00; pay 150.00 × 0.7 = 105.00.
 * 2: 上海 260.00 × 1.1 × 0.8 = 228.80, pipe (3 × 90 + 2.5 × 90 × 0.85) × 0.8 = 369.00; pay (195 × 1.1 + 5.5 × 10) × 0.7, line by line: 150.15 + 38.50.
 * 3: 12.345 km beyond the 15 free ones: 24.69; pay 105.00 + 24.69 × 0.7 = 17.283 → 17.28.
 */
export const SAMPLES: readonly Sample[] = [
  {
    name: '三线城市，一台',
    order: { id: '1', region: '420100', customerLevel: 'STD', distanceKm: '3', lines: [{ item: 'AC', quantity: '1' }], ...BASE },
    charge: 20000,
    earn: 10500,
  },
  {
    name: '上海 VIP，加长铜管',
    order: {
      id: '2',
      region: '310115',
      customerLevel: 'VIP',
      distanceKm: null,
      lines: [
        { item: 'AC', quantity: '1' },
        { item: 'PIPE', quantity: '5.5' },
      ],
      ...BASE,
    },
    charge: 22880 + 36900,
    earn: 15015 + 3850,
  },
  {
    name: '远途',
    order: { id: '3', region: '420100', customerLevel: 'STD', distanceKm: '27.345', lines: [{ item: 'AC', quantity: '1' }], ...BASE },
    charge: 20000 + 2469,
    earn: 10500 + 1728,
  },
];

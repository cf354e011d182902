/**
 * A made-up company for the pricing rows: a book of 1,000 items × 9 tiers, rules that apply, rules that narrowly do not, and orders.
 *
 * Orders keep some habits (see {@link Habits}); a near-miss asks for exactly what those habits exclude, so each of its conditions holds for
 * many orders but never all of them together. That is what real books are full of, and it is the hard case for an index.
 */
import type { Adjustment, Item, OrderFacts, PriceBook, Split, TierRule, When } from '../../shared/src/pricing/types.ts';
import { seededRandom } from '../harness.ts';

const PROVINCES = Array.from({ length: 31 }, (_, index) => 11 + index * 2);
const CITIES = 11;
const COUNTIES = 9;
const CHANNELS = ['taobao', 'jd', 'pdd', 'douyin', 'store', 'wecom'];
const LEVELS = ['STD', 'VIP', 'SVIP', 'STAFF'];
const COOPERATIONS = ['direct', 'franchise', 'key_account'];
const PACKAGES = ['basic', 'care', 'care+'];
const URGENCIES = ['normal', 'urgent'];
const TIERS = 9;
const LABOUR_ITEMS = 600;
const ITEMS = 1000;
const MONTHS = 6;

/** What orders never do; near-misses ask for it. */
interface Habits {
  /** A level that buys on a channel: the pair (level, channel) exists unless their numbers add up to a multiple of 5. */
  buys(level: number, channel: number): boolean;
  /** An item that is sold in a province. */
  soldIn(item: number, province: number): boolean;
  /** Urgent orders stay within this distance. */
  readonly urgentKm: number;
  /** A channel that is open in a month (0 = July). */
  open(channel: number, month: number): boolean;
  /** A package that a cooperation offers. */
  offers(cooperation: number, pack: number): boolean;
}

const habits: Habits = {
  buys: (level, channel) => (level + channel) % 5 !== 0,
  soldIn: (item, province) => (item + province) % 4 !== 0,
  urgentKm: 30,
  open: (channel, month) => (channel + month) % 3 !== 0,
  offers: (cooperation, pack) => (cooperation + pack) % 3 !== 0,
};

type Random = () => number;
const below = (random: Random, count: number): number => Math.floor(random() * count);
const pick = <T>(random: Random, values: readonly T[]): T => values[below(random, values.length)]!;
const pad = (value: number): string => String(value).padStart(2, '0');

const provinceCode = (province: number): string => `${PROVINCES[province]}0000`;
const cityCode = (province: number, city: number): string => `${PROVINCES[province]}${pad(city + 1)}00`;
const countyCode = (province: number, city: number, county: number): string => `${PROVINCES[province]}${pad(city + 1)}${pad(county + 1)}`;
const itemCode = (item: number): string => `ITEM-${item}`;
const monthStart = (month: number): string => (month < MONTHS ? `2026-${pad(month + 7)}-01T00:00:00+08:00` : '2027-01-01T00:00:00+08:00');

function items(random: Random): Item[] {
  return Array.from({ length: ITEMS }, (_, index) => {
    const labour = index < LABOUR_ITEMS;
    const base = 500 + below(random, 40_000);
    const prices = Object.fromEntries(
      Array.from({ length: TIERS }, (_, tier) => {
        const charge = base + (TIERS - tier) * 130;
        return [`T${tier + 1}`, { charge, settle: Math.floor(charge * 0.72), cost: labour ? 0 : Math.floor(charge * 0.4) }] as const;
      }),
    );
    const steps = [
      { from: '0', rate: '1' },
      { from: '3', rate: '0.95' },
      { from: '6', rate: '0.9' },
    ];
    const mode = index % 2 === 0 ? ('graduated' as const) : ('whole' as const);
    const ladder = index % 7 === 0 ? { ladder: { mode, steps, sides: ['charge' as const] } } : {};
    return {
      code: itemCode(index),
      name: `项目${index}`,
      kind: labour ? ('labour' as const) : ('part' as const),
      unit: labour ? '台' : '米',
      prices,
      ...ladder,
    };
  });
}

/** Three to five of these apply to every line. */
function applyingRules(): Adjustment[] {
  const rules: Adjustment[] = [];
  const rates = ['1.1', '1.05', '0.95', '1.25', '1.3', '0.9', '1.15'];
  for (let zone = 0; zone < 7; zone++) {
    const region = PROVINCES.map((_, province) => province).filter((province) => province % 7 === zone);
    for (const kind of ['labour', 'part'] as const) {
      rules.push({
        code: `ZONE-${zone}-${kind}`,
        name: `第${zone}区`,
        phase: 10,
        sides: ['charge', 'settle'],
        kinds: [kind],
        when: { region: region.map(provinceCode) },
        op: { multiply: rates[zone]! },
      });
    }
  }
  CHANNELS.forEach((channel, index) => {
    rules.push({
      code: `CHANNEL-${channel}`,
      name: `渠道${channel}`,
      phase: 20,
      sides: ['charge'],
      when: { channel: [channel] },
      op: index % 2 === 0 ? { multiply: '0.98' } : { addPerLine: -50 },
    });
  });
  for (let month = 0; month < MONTHS; month++) {
    rules.push({
      code: `MONTH-${month}`,
      name: `${month + 7}月备件`,
      phase: 30,
      sides: ['charge', 'cost'],
      kinds: ['part'],
      when: { window: { from: monthStart(month), to: monthStart(month + 1) } },
      op: { addPerUnit: 10 + month },
    });
  }
  rules.push(
    {
      code: 'VIP',
      name: 'VIP 九折',
      phase: 40,
      group: 'customer',
      sides: ['charge'],
      when: { customerLevel: ['VIP', 'SVIP'] },
      op: { multiply: '0.9' },
    },
    {
      code: 'KEY',
      name: '大客户八五折',
      phase: 40,
      group: 'customer',
      priority: 1,
      sides: ['charge'],
      when: { cooperation: ['key_account'] },
      op: { multiply: '0.85' },
    },
    {
      code: 'HIGH',
      name: '高空作业',
      phase: 35,
      sides: ['charge', 'settle'],
      kinds: ['labour'],
      when: { logic: { and: [{ '>=': [{ var: 'floor' }, 7] }, { '!': [{ var: 'lift' }] }] } },
      op: { addPerUnit: 1500 },
    },
    {
      code: 'CAP',
      name: '单行封顶',
      phase: 90,
      sides: ['charge'],
      kinds: ['labour'],
      when: {},
      op: { clamp: { min: 1000, max: 1_200_000 } },
    },
  );
  return rules;
}

/** A region that holds for the province: itself, one of its cities, or some of its counties. */
function regionIn(random: Random, province: number): string[] {
  const level = random();
  if (level < 0.3) return [provinceCode(province)];
  if (level < 0.6) return [cityCode(province, below(random, CITIES)), cityCode(province, below(random, CITIES))];
  return Array.from({ length: 1 + below(random, 8) }, () => countyCode(province, below(random, CITIES), below(random, COUNTIES)));
}

/** One or two further conditions, each of which holds for a good part of the orders. */
function company(random: Random, taken: When): When {
  const extra: { -readonly [key in keyof When]: When[key] } = {};
  const count = 1 + below(random, 2);
  for (let turn = 0; turn < count; turn++) {
    const key = pick(random, ['region', 'channel', 'customerLevel', 'urgency', 'package', 'window', 'distanceKm', 'weekdays'] as const);
    if (taken[key] !== undefined || extra[key] !== undefined) continue;
    if (key === 'region') extra.region = regionIn(random, below(random, PROVINCES.length));
    else if (key === 'channel') extra.channel = [pick(random, CHANNELS), pick(random, CHANNELS)];
    else if (key === 'customerLevel') extra.customerLevel = [pick(random, LEVELS), pick(random, LEVELS)];
    else if (key === 'urgency') extra.urgency = [pick(random, URGENCIES)];
    else if (key === 'package') extra.package = [pick(random, PACKAGES)];
    else if (key === 'window') {
      const month = below(random, MONTHS);
      extra.window = { from: monthStart(month), to: monthStart(month + 1 + below(random, MONTHS - month)) };
    } else if (key === 'distanceKm') extra.distanceKm = { min: String(below(random, 20)), max: String(20 + below(random, 40)) };
    else extra.weekdays = [1, 2, 3, 4, 5, 6, 7].filter(() => random() < 0.6).concat(1);
  }
  return { ...extra, ...taken };
}

/** A pair of numbers that a habit excludes. */
function excluded(random: Random, first: number, second: number, allowed: (a: number, b: number) => boolean): readonly [number, number] {
  for (;;) {
    const a = below(random, first);
    const b = below(random, second);
    if (!allowed(a, b)) return [a, b];
  }
}

/** A rule that narrowly applies to no order: what it misses by turns with `index`. */
function nearMiss(random: Random, index: number): Adjustment {
  const named = () => Array.from({ length: 1 + below(random, 3) }, () => itemCode(below(random, ITEMS)));
  const scope: { kinds?: ('labour' | 'part' | 'fee')[]; items?: string[] } =
    random() < 0.6 ? { items: named() } : random() < 0.7 ? { kinds: [pick(random, ['labour', 'part'] as const)] } : {};
  let when: When;
  switch (index % 7) {
    case 0: {
      const [item, province] = excluded(random, ITEMS, PROVINCES.length, habits.soldIn);
      scope.items = [itemCode(item)];
      when = { region: regionIn(random, province) };
      break;
    }
    case 1: {
      // an item of the other kind, or fees, which are no order lines
      const item = below(random, ITEMS);
      if (random() < 0.5) {
        scope.items = [itemCode(item)];
        scope.kinds = [item < LABOUR_ITEMS ? 'part' : 'labour'];
      } else {
        delete scope.items;
        scope.kinds = ['fee'];
      }
      when = {};
      break;
    }
    case 2: {
      const [level, channel] = excluded(random, LEVELS.length, CHANNELS.length, habits.buys);
      when = { customerLevel: [LEVELS[level]!], channel: [CHANNELS[channel]!] };
      break;
    }
    case 3: {
      const [cooperation, pack] = excluded(random, COOPERATIONS.length, PACKAGES.length, habits.offers);
      when = { cooperation: [COOPERATIONS[cooperation]!], package: [PACKAGES[pack]!] };
      break;
    }
    case 4:
      when = { urgency: ['urgent'], distanceKm: { min: String(habits.urgentKm + below(random, 25)) } };
      break;
    case 5: {
      const [channel, month] = excluded(random, CHANNELS.length, MONTHS, habits.open);
      when = { channel: [CHANNELS[channel]!], window: { from: monthStart(month), to: monthStart(month + 1) } };
      break;
    }
    default: {
      // further than anyone goes, or a county that nobody orders from
      const far = random() < 0.5;
      when = far
        ? { distanceKm: { min: String(60 + below(random, 100)) } }
        : {
            region: [
              `${PROVINCES[below(random, PROVINCES.length)]}${pad(1 + below(random, CITIES))}${pad(COUNTIES + 1 + below(random, 20))}`,
            ],
          };
    }
  }
  return {
    code: `NEAR-${index}`,
    name: `擦肩而过${index}`,
    phase: 10 + below(random, 80),
    priority: below(random, 3),
    ...(random() < 0.3 ? { group: pick(random, ['customer', 'season', 'region']) } : {}),
    sides: random() < 0.5 ? ['charge', 'settle'] : ['charge'],
    ...scope,
    when: company(random, when),
    op: random() < 0.7 ? { multiply: pick(random, ['1.1', '0.95', '1.333333']) } : { addPerLine: 100 },
  };
}

function tierRules(): TierRule[] {
  const rules: TierRule[] = PROVINCES.map((_, province) => ({
    code: `TIER-P${province}`,
    tier: `T${1 + (province % TIERS)}`,
    when: { region: [provinceCode(province)] },
  }));
  for (let province = 0; province < PROVINCES.length; province += 3) {
    rules.push({
      code: `TIER-C${province}`,
      tier: `T${1 + ((province + 1) % TIERS)}`,
      when: { region: [cityCode(province, 0), cityCode(province, 1)] },
    });
  }
  rules.push({ code: 'TIER-KA', tier: 'T3', priority: 5, when: { cooperation: ['key_account'], package: ['care+'] } });
  return rules;
}

const splits: Split[] = [
  { code: 'LABOUR70', kinds: ['labour'], rate: '0.7' },
  { code: 'LABOUR65', kinds: ['labour'], when: { cooperation: ['franchise'] }, rate: '0.65' },
  { code: 'PART80', kinds: ['part'], rate: '0.8' },
  { code: 'FEE100', kinds: ['fee'], rate: '1' },
  { code: 'FLAT', items: [itemCode(3), itemCode(17)], priority: 1, perUnit: 800 },
];

/** A book with `adjustments` rules in all: the ones that apply, and near-misses spread among them. */
export function makeBook(seed: number, adjustments: number): PriceBook {
  const random = seededRandom(seed);
  const bookItems = items(random);
  const applying = applyingRules();
  const misses = Array.from({ length: adjustments - applying.length }, (_, index) => nearMiss(random, index));
  const spread = [...misses];
  applying.forEach((rule, index) => {
    spread.splice(Math.floor((index * spread.length) / applying.length), 0, rule);
  });
  return {
    code: 'BENCH',
    version: 1,
    timeZone: 'Asia/Shanghai',
    validFrom: monthStart(0),
    validTo: monthStart(MONTHS),
    tiers: Array.from({ length: TIERS }, (_, tier) => ({ code: `T${tier + 1}`, name: `第${tier + 1}档` })),
    defaultTier: 'T6',
    tierRules: tierRules(),
    items: bookItems,
    adjustments: spread,
    fees: [
      { code: 'TRAVEL', name: '远途', per: 'km', free: '30', amounts: { charge: 150, settle: 150, cost: 0 } },
      {
        code: 'FREIGHT',
        name: '运费',
        per: 'order',
        amounts: { charge: 3000, cost: 2600 },
        when: { region: [provinceCode(27), provinceCode(30)] },
      },
    ],
    splits,
  };
}

const QUANTITIES = ['1', '1', '1', '2', '3', '1.5', '4.5', '6.25', '12', '0.333'];

/** Orders of five lines and a crew of two that keep the habits. */
export function makeOrders(seed: number, count: number): OrderFacts[] {
  const random = seededRandom(seed ^ 0x5eed);
  const allowed = (first: number, second: number, holds: (a: number, b: number) => boolean) => {
    for (;;) {
      const a = below(random, first);
      const b = below(random, second);
      if (holds(a, b)) return [a, b] as const;
    }
  };
  return Array.from({ length: count }, (_, index): OrderFacts => {
    const province = below(random, PROVINCES.length);
    const [channel, month] = allowed(CHANNELS.length, MONTHS, habits.open);
    let level = below(random, LEVELS.length);
    while (!habits.buys(level, channel)) level = below(random, LEVELS.length);
    const [cooperation, pack] = allowed(COOPERATIONS.length, PACKAGES.length, habits.offers);
    const urgent = random() < 0.2;
    const lines = Array.from({ length: 5 }, () => {
      let item = below(random, ITEMS);
      while (!habits.soldIn(item, province)) item = below(random, ITEMS);
      return { item: itemCode(item), quantity: pick(random, QUANTITIES) };
    });
    const first = below(random, 300);
    return {
      id: `WO-${index}`,
      at: `2026-${pad(month + 7)}-${pad(1 + below(random, 30))}T${pad(below(random, 24))}:${pad(below(random, 60))}:00+08:00`,
      region: countyCode(province, below(random, CITIES), below(random, COUNTIES)),
      cooperation: COOPERATIONS[cooperation]!,
      customerLevel: LEVELS[level]!,
      package: PACKAGES[pack]!,
      channel: CHANNELS[channel]!,
      urgency: urgent ? 'urgent' : 'normal',
      distanceKm: (below(random, urgent ? habits.urgentKm * 10 : 600) / 10).toString(),
      attributes: { floor: 1 + below(random, 28), lift: random() < 0.8, weather: pick(random, ['sun', 'rain', 'snow']) },
      lines,
      crew: [
        { installer: `u${first}`, weight: 1 + below(random, 3) },
        { installer: `u${(first + 1 + below(random, 298)) % 300}`, weight: 1 },
      ],
    };
  });
}

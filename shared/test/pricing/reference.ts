/**
 * The rules of pricing told once more, as plainly as possible and with big integers: slow, without index, without shortcuts, sharing no
 * arithmetic with the engine. Knows only well-formed orders and books.
 */
import type { AdjustmentOp, CrewMember, OrderFacts, PriceBook, QuoteResult, Side, When } from '../../src/pricing/types.ts';

/** n ÷ 10^scale. */
export interface Exact {
  readonly n: bigint;
  readonly scale: number;
}

const tenTo = (exponent: number): bigint => 10n ** BigInt(exponent);

export function exact(text: string): Exact {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const n = BigInt(whole + fraction);
  return { n: negative ? -n : n, scale: fraction.length };
}

export const whole = (value: number): Exact => ({ n: BigInt(value), scale: 0 });

function aligned(a: Exact, b: Exact): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.n * tenTo(scale - a.scale), b.n * tenTo(scale - b.scale), scale];
}

export function plus(a: Exact, b: Exact): Exact {
  const [left, right, scale] = aligned(a, b);
  return { n: left + right, scale };
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { n: -b.n, scale: b.scale });
}

export function times(a: Exact, b: Exact): Exact {
  return { n: a.n * b.n, scale: a.scale + b.scale };
}

export function compare(a: Exact, b: Exact): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Half away from zero, to a whole number. */
export function rounded(value: Exact): bigint {
  const power = tenTo(value.scale);
  const magnitude = value.n < 0n ? -value.n : value.n;
  const up = (magnitude * 2n + power) / (power * 2n);
  return value.n < 0n ? -up : up;
}

const SIDES: readonly Side[] = ['charge', 'settle', 'cost'];
const LIMIT = 10n ** 13n;
const OFFSETS = { 'Asia/Shanghai': 8, 'Asia/Urumqi': 6, UTC: 0 } as const;

function depth(codes: readonly string[], region: string): number {
  let deepest = 0;
  for (const code of codes) {
    if (code === region && !code.endsWith('00')) deepest = Math.max(deepest, 3);
    if (code.endsWith('00') && !code.endsWith('0000') && region.startsWith(code.slice(0, 4))) deepest = Math.max(deepest, 2);
    if (code.endsWith('0000') && region.startsWith(code.slice(0, 2))) deepest = Math.max(deepest, 1);
  }
  return deepest;
}

function holds(when: When | undefined, order: OrderFacts, zone: PriceBook['timeZone']): boolean {
  const at = Date.parse(order.at);
  const local = new Date(at + OFFSETS[zone ?? 'Asia/Shanghai'] * 3_600_000);
  const distance = exact(order.distanceKm ?? '0');
  const { region, window, months, weekdays, hours, distanceKm } = when ?? {};
  if (region && depth(region, order.region) === 0) return false;
  for (const key of ['cooperation', 'customerLevel', 'package', 'channel', 'urgency'] as const) {
    const value = order[key] ?? null;
    if (when?.[key] && (value === null || !when[key].includes(value))) return false;
  }
  if (window?.from && at < Date.parse(window.from)) return false;
  if (window?.to && at >= Date.parse(window.to)) return false;
  if (months && !months.includes(local.getUTCMonth() + 1)) return false;
  if (weekdays && !weekdays.includes(local.getUTCDay() || 7)) return false;
  if (hours && !hours.includes(local.getUTCHours())) return false;
  if (distanceKm?.min !== undefined && compare(distance, exact(distanceKm.min)) < 0) return false;
  if (distanceKm?.max !== undefined && compare(distance, exact(distanceKm.max)) >= 0) return false;
  // the one logic these tests use: an attribute that is there and true
  const logic = when?.logic as { '!!': { var: string } } | undefined;
  return !logic || order.attributes?.[logic['!!'].var] === true;
}

interface Rule {
  readonly code: string;
  readonly priority?: number;
  readonly when?: When;
}

/** The matching rule of the highest rank, the first among equals. */
function best<T extends Rule>(rules: readonly T[], order: OrderFacts, zone: PriceBook['timeZone']): T | null {
  let winner: T | null = null;
  let rank: readonly number[] = [];
  for (const rule of rules) {
    if (!holds(rule.when, order, zone)) continue;
    const own = [rule.priority ?? 0, Object.keys(rule.when ?? {}).length, depth(rule.when?.region ?? [], order.region)];
    const order3 = own[0]! - (rank[0] ?? 0) || own[1]! - (rank[1] ?? 0) || own[2]! - (rank[2] ?? 0);
    if (winner === null || order3 > 0) {
      winner = rule;
      rank = own;
    }
  }
  return winner;
}

function base(item: PriceBook['items'][number], price: number, side: Side, quantity: Exact): Exact {
  const { ladder } = item;
  if (!ladder || !(ladder.sides ?? SIDES).includes(side)) return times(whole(price), quantity);
  const reached = ladder.steps.filter((step) => compare(exact(step.from), quantity) <= 0);
  if (ladder.mode === 'whole') return times(times(whole(price), exact(reached.at(-1)!.rate)), quantity);
  let sum = whole(0);
  reached.forEach((step, index) => {
    const end = reached[index + 1] ? exact(reached[index + 1]!.from) : quantity;
    sum = plus(sum, times(times(whole(price), exact(step.rate)), minus(end, exact(step.from))));
  });
  return sum;
}

export function applied(amount: Exact, op: AdjustmentOp, quantity: Exact): Exact {
  if ('multiply' in op) return times(amount, exact(op.multiply));
  if ('addPerUnit' in op) return plus(amount, times(whole(op.addPerUnit), quantity));
  if ('addPerLine' in op) return plus(amount, whole(op.addPerLine));
  let result = amount;
  if (op.clamp.min !== undefined && compare(result, whole(op.clamp.min)) < 0) result = whole(op.clamp.min);
  if (op.clamp.max !== undefined && compare(result, whole(op.clamp.max)) > 0) result = whole(op.clamp.max);
  return result;
}

/** Largest remainder, equal remainders to whoever is listed first. */
export function shares(pool: bigint, crew: readonly CrewMember[]): bigint[] {
  const sum = crew.reduce((total, { weight }) => total + BigInt(weight), 0n);
  const parts = crew.map(({ weight }) => (pool * BigInt(weight)) / sum);
  const remainders = crew.map(({ weight }) => (pool * BigInt(weight)) % sum);
  let left = pool - parts.reduce((a, b) => a + b, 0n);
  while (left > 0n) {
    let first = 0;
    remainders.forEach((remainder, index) => {
      if (remainder > remainders[first]!) first = index;
    });
    parts[first]! += 1n;
    remainders[first] = -1n;
    left -= 1n;
  }
  return parts;
}

function printed(value: Exact): string {
  const digits = value.n.toString().padStart(value.scale + 1, '0');
  const point = digits.length - value.scale;
  const fraction = digits.slice(point).replace(/0+$/, '');
  return BigInt(digits.slice(0, point)).toString() + (fraction === '' ? '' : `.${fraction}`);
}

/** The quote of a well-formed order, as the rules say it. */
export function referenceQuote(book: PriceBook, order: OrderFacts): QuoteResult {
  const { id } = order;
  const at = Date.parse(order.at);
  const zone = book.timeZone;
  if ((book.validFrom && at < Date.parse(book.validFrom)) || (book.validTo && at >= Date.parse(book.validTo))) {
    return { id, error: { code: 'BOOK_NOT_VALID' } };
  }
  const items = order.lines.map((line) => book.items.find(({ code }) => code === line.item));
  const unknown = items.indexOf(undefined);
  if (unknown >= 0) return { id, error: { code: 'ITEM_UNKNOWN', item: order.lines[unknown]!.item } };
  const tierRule = best(book.tierRules ?? [], order, zone);
  const tier = tierRule?.tier ?? book.defaultTier ?? null;
  if (tier === null) return { id, error: { code: 'TIER_MISSING' } };
  const price = (item: PriceBook['items'][number], side: Side) => item.prices[tier]?.[side] ?? item.prices['*']?.[side] ?? null;
  for (const item of items) {
    for (const side of SIDES)
      if (price(item!, side) === null) return { id, error: { code: 'PRICE_MISSING', item: item!.code, tier, side } };
  }

  const crew = order.crew ?? [];
  const lines: { item: string; kind: 'labour' | 'part' | 'fee'; quantity: Exact; amounts: bigint[]; adjustments: string[] }[] = [];
  items.forEach((item, index) => {
    const quantity = exact(order.lines[index]!.quantity);
    const sorted = [...(book.adjustments ?? [])].sort((a, b) => a.phase - b.phase);
    const codes = new Set<string>();
    const amounts = SIDES.map((side) => {
      const applicable = (book.adjustments ?? []).filter(
        (rule) =>
          rule.sides.includes(side) &&
          (rule.kinds ?? [item!.kind]).includes(item!.kind) &&
          (rule.items ?? [item!.code]).includes(item!.code) &&
          holds(rule.when, order, zone),
      );
      let amount = base(item!, price(item!, side)!, side, quantity);
      for (const rule of sorted.filter((each) => applicable.includes(each))) {
        const rivals = applicable.filter(({ group }) => group !== undefined && group === rule.group);
        if (rule.group !== undefined && best(rivals, order, zone) !== rule) continue;
        amount = applied(amount, rule.op, quantity);
        codes.add(rule.code);
      }
      return rounded(amount);
    });
    lines.push({
      item: item!.code,
      kind: item!.kind,
      quantity,
      amounts,
      adjustments: sorted.filter(({ code }) => codes.has(code)).map(({ code }) => code),
    });
  });
  for (const fee of book.fees ?? []) {
    if (!holds(fee.when, order, zone)) continue;
    const beyond = minus(exact(order.distanceKm ?? '0'), exact(fee.free ?? '0'));
    const quantity = fee.per === 'order' ? whole(1) : beyond.n < 0n ? whole(0) : beyond;
    if (quantity.n === 0n) continue;
    const amounts = SIDES.map((side) => rounded(times(whole(fee.amounts[side] ?? 0), quantity)));
    lines.push({ item: fee.code, kind: 'fee', quantity, amounts, adjustments: [] });
  }

  const outside = (amount: bigint) => amount > LIMIT || amount < -LIMIT;
  const totals = [0n, 0n, 0n];
  for (const [index, line] of lines.entries()) {
    for (const [side, amount] of line.amounts.entries()) {
      if (outside(amount)) return { id, error: { code: 'AMOUNT_OUT_OF_RANGE', path: `lines.${index}.${SIDES[side]}` } };
      totals[side]! += amount;
    }
  }
  for (const [side, amount] of totals.entries()) {
    if (outside(amount)) return { id, error: { code: 'AMOUNT_OUT_OF_RANGE', path: `totals.${SIDES[side]}` } };
  }

  let earn = 0n;
  const earned = crew.map(() => 0n);
  const quoteLines = lines.map((line) => {
    const settle = line.amounts[1]!;
    const split = best(
      (book.splits ?? []).filter(
        (rule) => (rule.kinds ?? [line.kind]).includes(line.kind) && (rule.items ?? [line.item]).includes(line.item),
      ),
      order,
      zone,
    );
    let pool = 0n;
    if (split && crew.length > 0) {
      pool =
        split.rate !== undefined
          ? rounded(times({ n: settle, scale: 0 }, exact(split.rate)))
          : rounded(times(whole(split.perUnit!), line.quantity));
      if (pool > settle) pool = settle;
      if (pool < 0n || settle < 0n) pool = 0n;
    }
    earn += pool;
    const parts = crew.length === 0 ? [] : shares(pool, crew);
    parts.forEach((part, index) => {
      earned[index]! += part;
    });
    return {
      item: line.item,
      kind: line.kind,
      quantity: printed(line.quantity),
      charge: Number(line.amounts[0]),
      settle: Number(settle),
      cost: Number(line.amounts[2]),
      earn: Number(pool),
      adjustments: line.adjustments,
      split: split?.code ?? null,
      crew: Object.fromEntries(crew.map(({ installer }, index) => [installer, Number(parts[index])])),
    };
  });
  const [charge, settle, cost] = totals as [bigint, bigint, bigint];
  return {
    id,
    book: `${book.code}@${book.version}`,
    tier,
    tierRule: tierRule?.code ?? null,
    lines: quoteLines,
    totals: {
      charge: Number(charge),
      settle: Number(settle),
      cost: Number(cost),
      earn: Number(earn),
      outlet: Number(settle - earn),
      profit: Number(charge - settle - cost),
      installers: Object.fromEntries(crew.map(({ installer }, index) => [installer, Number(earned[index])])),
    },
  };
}

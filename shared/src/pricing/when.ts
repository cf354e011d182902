import { type CompiledCondition, compileCondition, evaluate, truthy } from '../kernel/conditions.ts';
import { parseInstant } from '../kernel/time.ts';
import { type Facts, readQuantity, toMilli } from './facts.ts';
import { outermostRegions, regionDepth } from './region-cover.ts';
import { LIST_KEYS, type ListKey, WHEN_KEYS, type When, type WhenKey } from './types.ts';

/** A rule's conditions, ready to be tested. An absent key is null and holds for every order. */
export interface CompiledWhen {
  /** How many keys are written. */
  readonly specificity: number;
  /** Every listed code, by which the depth of a match is found; and those not inside another, by which a match is found. */
  readonly regions: ReadonlySet<number> | null;
  readonly outermost: readonly number[];
  readonly lists: { readonly [key in ListKey]: ReadonlySet<string> | null };
  /** Instants, from ≤ at < to. */
  readonly from: number;
  readonly to: number;
  readonly months: readonly number[] | null;
  readonly weekdays: readonly number[] | null;
  readonly hours: readonly number[] | null;
  /** Thousandths of a kilometre, min ≤ distance < max. */
  readonly minMilli: number;
  readonly maxMilli: number;
  readonly logic: CompiledCondition | null;
}

function milli(text: string | undefined, absent: number): number {
  const quantity = { coefficient: 0, scale: 0, text: '' };
  return text !== undefined && readQuantity(text, quantity) ? toMilli(quantity) : absent;
}

function instant(text: string | null | undefined, absent: number): number {
  return (typeof text === 'string' ? parseInstant(text) : null) ?? absent;
}

/** Compiles a `when` that `check-book` found right. */
export function compileWhen(when: When | undefined): CompiledWhen {
  const given = when ?? {};
  const regions = given.region ? given.region.map(Number) : null;
  const list = (key: ListKey) => (given[key] ? new Set(given[key]) : null);
  return {
    specificity: WHEN_KEYS.filter((key) => given[key] !== undefined).length,
    regions: regions ? new Set(regions) : null,
    outermost: regions ? outermostRegions(regions) : [],
    lists: {
      cooperation: list('cooperation'),
      customerLevel: list('customerLevel'),
      package: list('package'),
      channel: list('channel'),
      urgency: list('urgency'),
    },
    from: instant(given.window?.from, Number.NEGATIVE_INFINITY),
    to: instant(given.window?.to, Number.POSITIVE_INFINITY),
    months: given.months ?? null,
    weekdays: given.weekdays ?? null,
    hours: given.hours ?? null,
    minMilli: milli(given.distanceKm?.min, Number.NEGATIVE_INFINITY),
    maxMilli: milli(given.distanceKm?.max, Number.POSITIVE_INFINITY),
    logic: given.logic === undefined ? null : compileCondition(given.logic),
  };
}

/** 3, 2 or 1 as the deepest listed code that covers the order is a county, a city or a province; 0 when no region is listed or none covers. */
export function matchedDepth(when: CompiledWhen, facts: Facts): 0 | 1 | 2 | 3 {
  const regions = when.regions;
  if (regions === null) return 0;
  if (regions.has(facts.region)) return regionDepth(facts.region);
  if (regions.has(facts.city)) return regionDepth(facts.city);
  return regions.has(facts.province) ? 1 : 0;
}

export function logicHolds(when: CompiledWhen, facts: Facts): boolean {
  return when.logic === null || truthy(evaluate(when.logic, facts.attributes));
}

function listHolds(values: ReadonlySet<string> | null, value: string | null): boolean {
  return values === null || (value !== null && values.has(value));
}

/** The first key, in the order of the specification's table, that does not hold; null when the rule matches. */
export function failingKey(when: CompiledWhen, facts: Facts): WhenKey | null {
  if (when.regions !== null && matchedDepth(when, facts) === 0) return 'region';
  for (const key of LIST_KEYS) if (!listHolds(when.lists[key], facts[key])) return key;
  if (facts.at < when.from || facts.at >= when.to) return 'window';
  if (when.months !== null && !when.months.includes(facts.month)) return 'months';
  if (when.weekdays !== null && !when.weekdays.includes(facts.weekday)) return 'weekdays';
  if (when.hours !== null && !when.hours.includes(facts.hour)) return 'hours';
  if (facts.distanceMilli < when.minMilli || facts.distanceMilli >= when.maxMilli) return 'distanceKm';
  return logicHolds(when, facts) ? null : 'logic';
}

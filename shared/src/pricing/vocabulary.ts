import type { Facts } from './facts.ts';
import { LIST_KEYS, type ListKey } from './types.ts';
import type { CompiledWhen } from './when.ts';

/** A mask has this many 32-bit words or up to four more, as the book's words need. */
export const LEAST_WORDS = 3;
const MOST_WORDS = 7;
/** Values of one list key that get a bit of their own; more share bits and are tested again. */
const LIST_BITS = 15;
const RANGE_BITS = { distance: 12, window: 32 } as const;
/** Provinces that get a bit of their own; a book that names more lets them share bits. */
const PROVINCE_BITS = 31;
/** Bits for the city within its province, which several cities share. */
const CITY_BITS = 12;

/** Keys that hold one of a few values, in the order of {@link Vocabulary.ids}; of a region its province. */
export const VALUE_KEYS = [...LIST_KEYS, 'months', 'weekdays', 'hours', 'province'] as const;
export type ValueKey = (typeof VALUE_KEYS)[number];

interface Field {
  readonly word: number;
  readonly shift: number;
}

/**
 * The words that a book's rules use, numbered, and how an order's facts and a rule's conditions become bits. Every key has a field of bits;
 * an order sets exactly one bit in each, a rule sets those it refuses. A rule can match only if no bit is set in both: a few AND operations
 * and one branch instead of a dozen comparisons; or, for 32 rules at once, an AND of the columns of the order's bits. The bits never refuse a rule that matches; some keys need an exact test afterwards.
 */
export interface Vocabulary {
  /** 32-bit words of a mask. */
  readonly words: number;
  /** The order's mask; refilled by {@link Vocabulary.fill}. */
  readonly bits: Int32Array;
  /** The order's one bit of each field that any rule uses, counted from the first bit of the first word: likewise. */
  readonly rows: Int32Array;
  /** The order's number for each of {@link VALUE_KEYS}; −1 for a word that no rule uses, and for null. */
  readonly ids: Int32Array;
  /** Reads the facts of the next order. */
  fill(facts: Facts): void;
  /** Writes the bits that a rule refuses into `words` at `start`. */
  writeRefused(when: CompiledWhen, words: Int32Array, start: number): void;
  /** The numbers that a rule accepts for a key; null when it accepts all. */
  idsOf(when: CompiledWhen, key: ValueKey): readonly number[] | null;
  /** Whether the bits of these keys decide for good: no two values share one. */
  readonly exact: { readonly [key in ListKey | 'province']: boolean };
  /** Whether any rule asks for month, weekday or hour. */
  readonly readsClock: boolean;
}

/** At most `most` cut points that divide the given ends evenly. */
export function cutPoints(ends: readonly number[], most: number): number[] {
  const unique = [...new Set(ends.filter(Number.isFinite))].sort((a, b) => a - b);
  if (unique.length <= most) return unique;
  const chosen = new Set<number>();
  for (let index = 1; index <= most; index++) chosen.add(unique[Math.floor((index * unique.length) / (most + 1))]!);
  return [...chosen];
}

/** Index of the bucket that holds `value`: how many cut points are ≤ value. */
export function bucketOf(cuts: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bits of the buckets that a half-open range touches. */
function rangeBits(cuts: readonly number[], from: number, to: number): number {
  let bits = 0;
  // the last bucket touched is that of the greatest value below `to`
  const first = from === Number.NEGATIVE_INFINITY ? 0 : bucketOf(cuts, from);
  let last = to === Number.POSITIVE_INFINITY ? cuts.length : bucketOf(cuts, to);
  if (last > 0 && cuts[last - 1] === to) last -= 1;
  for (let bucket = first; bucket <= last; bucket++) bits |= 1 << bucket;
  return bits;
}

const cityBit = (code: number): number => Math.floor((code % 10000) / 100) % CITY_BITS;

/** Places fields into words, first fit. The widths are bounded so that seven words always do. */
function layOut(widths: readonly number[]): { readonly fields: readonly Field[]; readonly words: number } {
  const used = new Array<number>(MOST_WORDS).fill(0);
  const placed = widths
    .map((width, index) => ({ width, index }))
    .sort((a, b) => b.width - a.width)
    .map(({ width, index }) => {
      const word = used.findIndex((bits) => bits + width <= 32);
      if (word < 0) throw new Error('the fields of a mask do not fit its words');
      const shift = used[word]!;
      used[word] = shift + width;
      return { index, field: { word, shift } };
    });
  const fields = placed.sort((a, b) => a.index - b.index).map(({ field }) => field);
  return { fields, words: Math.max(LEAST_WORDS, used.filter((bits) => bits > 0).length) };
}

/** Numbers the words of all rules of a book. */
export function buildVocabulary(rules: readonly CompiledWhen[]): Vocabulary {
  const numbers = LIST_KEYS.map((key) => {
    const known = new Map<string, number>();
    for (const { lists } of rules) for (const value of lists[key] ?? []) if (!known.has(value)) known.set(value, known.size);
    return known;
  });
  const distanceCuts = cutPoints(
    rules.flatMap(({ minMilli, maxMilli }) => [minMilli, maxMilli]),
    RANGE_BITS.distance - 1,
  );
  const windowCuts = cutPoints(
    rules.flatMap(({ from, to }) => [from, to]),
    RANGE_BITS.window - 1,
  );
  // one more bit than values: the order's word is none that a rule knows
  const listWidths = numbers.map((known) => (known.size === 0 ? 0 : Math.min(known.size, LIST_BITS) + 1));
  const uses = (key: 'months' | 'weekdays' | 'hours' | 'regions') => rules.some((when) => when[key] !== null);
  const readsClock = uses('months') || uses('weekdays') || uses('hours');
  const usesRegion = uses('regions');
  const provinces = new Map<number, number>();
  for (const { outermost } of rules) {
    for (const code of outermost) {
      const province = Math.floor(code / 10000);
      if (!provinces.has(province)) provinces.set(province, provinces.size);
    }
  }
  const provinceWidth = usesRegion ? Math.min(provinces.size, PROVINCE_BITS) + 1 : 0;
  const clockWidths = [uses('months') ? 12 : 0, uses('weekdays') ? 7 : 0, uses('hours') ? 24 : 0] as const;
  const widths = [
    ...listWidths,
    ...clockWidths,
    provinceWidth,
    usesRegion ? CITY_BITS : 0,
    distanceCuts.length === 0 ? 0 : distanceCuts.length + 1,
    windowCuts.length === 0 ? 0 : windowCuts.length + 1,
  ];
  const { fields, words } = layOut(widths);
  const MONTHS = LIST_KEYS.length;
  const PROVINCE = MONTHS + 3;
  const CITY = PROVINCE + 1;
  const DISTANCE = CITY + 1;
  const WINDOW = DISTANCE + 1;

  const bits = new Int32Array(words);
  const active = widths.map((width, field) => (width > 0 ? field : -1)).filter((field) => field >= 0);
  const rows = new Int32Array(active.length);
  const rowOf = widths.map((_, field) => active.indexOf(field));
  const ids = new Int32Array(VALUE_KEYS.length);
  const set = (field: number, bit: number) => {
    const { word, shift } = fields[field]!;
    bits[word] = bits[word]! | (1 << (shift + bit));
    rows[rowOf[field]!] = word * 32 + shift + bit;
  };

  const fill = (facts: Facts): void => {
    bits.fill(0);
    for (let key = 0; key < LIST_KEYS.length; key++) {
      if (listWidths[key] === 0) continue;
      const value = facts[LIST_KEYS[key]!];
      const id = value === null ? undefined : numbers[key]!.get(value);
      ids[key] = id ?? -1;
      set(key, id === undefined ? listWidths[key]! - 1 : id % LIST_BITS);
    }
    if (readsClock) {
      ids[MONTHS] = facts.month;
      ids[MONTHS + 1] = facts.weekday;
      ids[MONTHS + 2] = facts.hour;
      if (clockWidths[0] > 0) set(MONTHS, facts.month - 1);
      if (clockWidths[1] > 0) set(MONTHS + 1, facts.weekday - 1);
      if (clockWidths[2] > 0) set(MONTHS + 2, facts.hour);
    }
    if (usesRegion) {
      const province = provinces.get(facts.province / 10000);
      ids[PROVINCE] = province ?? -1;
      set(PROVINCE, province === undefined ? provinceWidth - 1 : province % PROVINCE_BITS);
      set(CITY, cityBit(facts.city));
    }
    if (distanceCuts.length > 0) set(DISTANCE, bucketOf(distanceCuts, facts.distanceMilli));
    if (windowCuts.length > 0) set(WINDOW, bucketOf(windowCuts, facts.at));
  };

  const listIds = LIST_KEYS.map((_, key) => (when: CompiledWhen): readonly number[] | null => {
    const values = when.lists[LIST_KEYS[key]!];
    return values === null ? null : [...values].map((value) => numbers[key]!.get(value)!);
  });

  const idsOf = (when: CompiledWhen, key: ValueKey): readonly number[] | null => {
    if (key === 'province') {
      return when.regions === null ? null : [...new Set(when.outermost.map((code) => provinces.get(Math.floor(code / 10000))!))];
    }
    if (key === 'months' || key === 'weekdays' || key === 'hours') return when[key];
    return listIds[LIST_KEYS.indexOf(key)]!(when);
  };

  const writeRefused = (when: CompiledWhen, masks: Int32Array, start: number): void => {
    const refuse = (field: number, width: number, accepted: number) => {
      if (width === 0) return;
      const { word, shift } = fields[field]!;
      const refused = width === 32 ? ~accepted : ~accepted & ((1 << width) - 1);
      masks[start + word] = masks[start + word]! | (refused << shift);
    };
    const bitsOf = (accepted: readonly number[] | null, first: number) =>
      accepted === null ? -1 : accepted.reduce((mask, value) => mask | (1 << (value - first)), 0);
    LIST_KEYS.forEach((_, key) => {
      const accepted = listIds[key]!(when);
      refuse(key, listWidths[key]!, bitsOf(accepted === null ? null : accepted.map((id) => id % LIST_BITS), 0));
    });
    refuse(MONTHS, clockWidths[0], bitsOf(when.months, 1));
    refuse(MONTHS + 1, clockWidths[1], bitsOf(when.weekdays, 1));
    refuse(MONTHS + 2, clockWidths[2], bitsOf(when.hours, 0));
    const codes = idsOf(when, 'province')?.map((province) => province % PROVINCE_BITS) ?? null;
    refuse(PROVINCE, provinceWidth, bitsOf(codes, 0));
    const cities = when.regions === null || when.outermost.some((code) => code % 10000 === 0) ? null : when.outermost.map(cityBit);
    refuse(CITY, usesRegion ? CITY_BITS : 0, bitsOf(cities, 0));
    if (distanceCuts.length > 0) refuse(DISTANCE, distanceCuts.length + 1, rangeBits(distanceCuts, when.minMilli, when.maxMilli));
    if (windowCuts.length > 0) refuse(WINDOW, windowCuts.length + 1, rangeBits(windowCuts, when.from, when.to));
  };

  return {
    words,
    bits,
    rows,
    ids,
    fill,
    writeRefused,
    idsOf,
    readsClock,
    exact: {
      cooperation: numbers[0]!.size <= LIST_BITS,
      customerLevel: numbers[1]!.size <= LIST_BITS,
      package: numbers[2]!.size <= LIST_BITS,
      channel: numbers[3]!.size <= LIST_BITS,
      urgency: numbers[4]!.size <= LIST_BITS,
      province: provinces.size <= PROVINCE_BITS,
    },
  };
}

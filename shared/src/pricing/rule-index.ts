import type { Facts } from './facts.ts';
import { type ItemKind, LIST_KEYS } from './types.ts';
import { bucketOf, cutPoints, MASK_WORDS, VALUE_KEYS, type Vocabulary } from './vocabulary.ts';
import { type CompiledWhen, logicHolds, matchedDepth, rangesHold } from './when.ts';

/** What the index must know of a rule; its number is its position in the list. */
export interface IndexedRule {
  readonly when: CompiledWhen;
  /** Bits 1, 2, 4 for labour, part, fee. */
  readonly kindMask: number;
  /** Numbers of the items that the rule names; null when it names none. */
  readonly items: readonly number[] | null;
}

export const KIND_BIT: { readonly [kind in ItemKind]: number } = { labour: 1, part: 2, fee: 4 };
const ALL_KINDS = 7;

/** Finds the rules that match an order without looking at those that do not. */
export interface RuleIndex {
  /** Rules that name no item and hold for one of `kinds`: appended to `found` from `count` on. Returns the new count. */
  collectCommon(kinds: number, facts: Facts, found: number[], count: number): number;
  /** Rules that name the item (and accept its kind): likewise. */
  collectNamed(item: number, facts: Facts, found: number[], count: number): number;
}

/** Seven words of mask and a tag: the rule's number × 2, plus 1 when the mask alone does not decide. */
const RECORD = MASK_WORDS + 1;
/** Below this a scan over the records is quicker than another branch. */
const LEAF_RULES = 16;
/** A branch must leave at most this part of the rules to be looked at … */
const WORTHWHILE = 0.65;
/** … and must not copy a rule into more branches than this, on average. */
const MOST_COPIES = 8;

const LEAF = 0;
const VALUE = 1;
const REGION = 2;
const DISTANCE = 3;
const WINDOW = 4;
const NONE = -1;

/** How a node divides its rules: those without the key, and those by value. A rule that accepts several values stands under each. */
interface Division {
  readonly kind: number;
  /** Index in VALUE_KEYS, for VALUE. */
  readonly key: number;
  readonly without: number[];
  readonly groups: ReadonlyMap<number, number[]>;
  /** For the ranges. */
  readonly cuts: readonly number[];
  /** Rules that an order is expected to meet. */
  readonly expected: number;
}

class IndexBuilder {
  readonly nodes: number[] = [];
  readonly recordRules: number[] = [];
  readonly recordDecided: boolean[] = [];
  readonly cuts: number[] = [];
  private readonly rules: readonly IndexedRule[];
  private readonly vocabulary: Vocabulary;

  constructor(rules: readonly IndexedRule[], vocabulary: Vocabulary) {
    this.rules = rules;
    this.vocabulary = vocabulary;
  }

  /** Adds the rules below a new node and returns its place. `used` holds a bit per key that the way down has decided. */
  add(rules: number[], used: number): number {
    if (rules.length === 0) return NONE;
    const division = rules.length > LEAF_RULES ? this.divide(rules, used) : null;
    return division ? this.addBranch(division, used) : this.addLeaf(rules, used);
  }

  private addLeaf(rules: readonly number[], used: number): number {
    const at = this.nodes.push(LEAF, this.recordRules.length, rules.length) - 3;
    for (const rule of rules) {
      this.recordRules.push(rule);
      this.recordDecided.push((used & REGION_USED) !== 0);
    }
    return at;
  }

  private addBranch({ kind, key, without, groups, cuts }: Division, used: number): number {
    const at = this.nodes.length;
    const decided = kind === VALUE ? used | (1 << key) : kind === REGION ? used | REGION_USED : used;
    if (kind === VALUE || kind === REGION) {
      const values = [...groups.keys()].sort((a, b) => a - b);
      this.nodes.push(kind, key, NONE, values.length);
      for (const value of values) this.nodes.push(value);
      for (const _ of values) this.nodes.push(NONE);
      values.forEach((value, index) => {
        this.nodes[at + 4 + values.length + index] = this.add(groups.get(value)!, decided);
      });
    } else {
      const firstCut = this.cuts.length;
      this.cuts.push(...cuts);
      this.nodes.push(kind, firstCut, NONE, cuts.length, ...new Array<number>(cuts.length + 1).fill(NONE));
      for (const [bucket, members] of groups) this.nodes[at + 4 + bucket] = this.add(members, used);
    }
    this.nodes[at + 2] = this.add(without, used);
    return at;
  }

  private divide(rules: readonly number[], used: number): Division | null {
    const candidates: (Division | null)[] = [];
    if ((used & REGION_USED) === 0) {
      candidates.push(this.byValues(rules, REGION, 0, (when) => (when.regions === null ? null : when.outermost)));
    }
    VALUE_KEYS.forEach((key, index) => {
      if ((used & (1 << index)) === 0) candidates.push(this.byValues(rules, VALUE, index, (when) => this.vocabulary.idsOf(when, key)));
    });
    candidates.push(this.byRange(rules, DISTANCE, (when) => [when.minMilli, when.maxMilli]));
    candidates.push(this.byRange(rules, WINDOW, (when) => [when.from, when.to]));
    let best: Division | null = null;
    for (const candidate of candidates) {
      if (candidate && candidate.expected <= rules.length * WORTHWHILE && (!best || candidate.expected < best.expected)) best = candidate;
    }
    return best;
  }

  private byValues(
    rules: readonly number[],
    kind: number,
    key: number,
    valuesOf: (when: CompiledWhen) => readonly number[] | null,
  ): Division | null {
    const without: number[] = [];
    const groups = new Map<number, number[]>();
    for (const rule of rules) {
      const values = valuesOf(this.rules[rule]!.when);
      if (values === null) without.push(rule);
      else for (const value of new Set(values)) push(groups, value, rule);
    }
    return division(rules.length, kind, key, without, groups, []);
  }

  private byRange(rules: readonly number[], kind: number, endsOf: (when: CompiledWhen) => readonly [number, number]): Division | null {
    const without: number[] = [];
    const bounded: number[] = [];
    const ends: number[] = [];
    for (const rule of rules) {
      const [from, to] = endsOf(this.rules[rule]!.when);
      if (from === Number.NEGATIVE_INFINITY && to === Number.POSITIVE_INFINITY) without.push(rule);
      else {
        bounded.push(rule);
        ends.push(from, to);
      }
    }
    if (bounded.length === 0) return null;
    const cuts = cutPoints(ends, Math.min(63, Math.ceil(bounded.length / 4)));
    const groups = new Map<number, number[]>();
    for (const rule of bounded) {
      const [from, to] = endsOf(this.rules[rule]!.when);
      let last = bucketOf(cuts, to);
      if (last > 0 && cuts[last - 1] === to) last -= 1;
      for (let bucket = bucketOf(cuts, from); bucket <= last; bucket++) push(groups, bucket, rule);
    }
    return division(rules.length, kind, 0, without, groups, cuts);
  }
}

const REGION_USED = 1 << VALUE_KEYS.length;

function push(groups: Map<number, number[]>, value: number, rule: number): void {
  const group = groups.get(value);
  if (group) group.push(rule);
  else groups.set(value, [rule]);
}

/** A division with the number of rules that an order meets, supposing that orders fall where the rules do; null when it copies too much. */
function division(
  count: number,
  kind: number,
  key: number,
  without: number[],
  groups: ReadonlyMap<number, number[]>,
  cuts: readonly number[],
): Division | null {
  let copies = 0;
  let squares = 0;
  for (const { length } of groups.values()) {
    copies += length;
    squares += length * length;
  }
  if (copies === 0 || copies > MOST_COPIES * (count - without.length)) return null;
  return { kind, key, without, groups, cuts, expected: without.length + squares / copies };
}

/** Whether the parts of a rule that its mask does not decide hold. */
function restHolds(when: CompiledWhen, facts: Facts, vocabulary: Vocabulary): boolean {
  if (!rangesHold(when, facts)) return false;
  if (when.regions !== null && matchedDepth(when, facts) === 0) return false;
  for (const key of LIST_KEYS) {
    if (!vocabulary.sharedBits[key]) continue;
    const values = when.lists[key];
    const value = facts[key];
    if (values !== null && (value === null || !values.has(value))) return false;
  }
  return logicHolds(when, facts);
}

/** Whether a rule needs {@link restHolds} at all, its region being decided or not. */
function needsRest(when: CompiledWhen, regionDecided: boolean, vocabulary: Vocabulary): boolean {
  return (
    when.logic !== null ||
    when.from !== Number.NEGATIVE_INFINITY ||
    when.to !== Number.POSITIVE_INFINITY ||
    when.minMilli !== Number.NEGATIVE_INFINITY ||
    when.maxMilli !== Number.POSITIVE_INFINITY ||
    (when.regions !== null && !regionDecided) ||
    LIST_KEYS.some((key) => when.lists[key] !== null && vocabulary.sharedBits[key])
  );
}

/**
 * Builds the index: a decision tree for the rules that name no item, per set of kinds, and one for each item that rules name. A node divides
 * its rules by the key that leaves the fewest to look at; what remains in a leaf is scanned as masks that lie next to each other in memory.
 *
 * @param itemKinds kind bit of every item, by item number
 */
export function buildRuleIndex(rules: readonly IndexedRule[], itemKinds: readonly number[], vocabulary: Vocabulary): RuleIndex {
  const common = new Map<number, number[]>();
  const named = new Map<number, number[]>();
  rules.forEach(({ items, kindMask }, rule) => {
    if (items === null) push(common, kindMask & ALL_KINDS, rule);
    else for (const item of new Set(items)) if ((itemKinds[item]! & kindMask) !== 0) push(named, item, rule);
  });

  const builder = new IndexBuilder(rules, vocabulary);
  const commonRoots = [...common].map(([kinds, members]) => ({ kinds, root: builder.add(members, 0) }));
  const namedRoots = new Int32Array(itemKinds.length).fill(NONE);
  for (const [item, members] of named) namedRoots[item] = builder.add(members, 0);

  const nodes = Int32Array.from(builder.nodes);
  const cuts = Float64Array.from(builder.cuts);
  const records = new Int32Array(builder.recordRules.length * RECORD);
  builder.recordRules.forEach((rule, index) => {
    const { when } = rules[rule]!;
    vocabulary.writeMask(when, records, index * RECORD);
    records[index * RECORD + MASK_WORDS] = rule * 2 + (needsRest(when, builder.recordDecided[index]!, vocabulary) ? 1 : 0);
  });

  const { bits, ids } = vocabulary;
  let found: number[] = [];
  let count = 0;

  const scan = (node: number, facts: Facts): void => {
    const b0 = bits[0]!;
    const b1 = bits[1]!;
    const b2 = bits[2]!;
    const b3 = bits[3]!;
    const b4 = bits[4]!;
    const b5 = bits[5]!;
    const b6 = bits[6]!;
    let at = nodes[node + 1]! * RECORD;
    for (const end = at + nodes[node + 2]! * RECORD; at < end; at += RECORD) {
      if ((records[at]! & b0) !== b0 || (records[at + 1]! & b1) !== b1 || (records[at + 2]! & b2) !== b2) continue;
      if ((records[at + 3]! & b3) !== b3 || (records[at + 4]! & b4) !== b4) continue;
      if ((records[at + 5]! & b5) !== b5 || (records[at + 6]! & b6) !== b6) continue;
      const tag = records[at + MASK_WORDS]!;
      if ((tag & 1) === 0 || restHolds(rules[tag >> 1]!.when, facts, vocabulary)) found[count++] = tag >> 1;
    }
  };

  /** The child of a branch for a value, by binary search over its sorted values. */
  const child = (node: number, value: number): number => {
    const size = nodes[node + 3]!;
    let low = node + 4;
    let high = low + size - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const here = nodes[middle]!;
      if (here === value) return nodes[middle + size]!;
      if (here < value) low = middle + 1;
      else high = middle - 1;
    }
    return NONE;
  };

  const bucket = (node: number, value: number): number => {
    let low = nodes[node + 1]!;
    const first = low;
    let high = low + nodes[node + 3]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cuts[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return nodes[node + 4 + low - first]!;
  };

  const walk = (start: number, facts: Facts): void => {
    for (let node = start; node !== NONE; node = nodes[node + 2]!) {
      const kind = nodes[node]!;
      if (kind === LEAF) {
        scan(node, facts);
        return;
      }
      if (kind === REGION) {
        walk(child(node, facts.region), facts);
        if (facts.city !== facts.region) walk(child(node, facts.city), facts);
        if (facts.province !== facts.city) walk(child(node, facts.province), facts);
      } else if (kind === VALUE) walk(child(node, ids[nodes[node + 1]!]!), facts);
      else walk(bucket(node, kind === DISTANCE ? facts.distanceMilli : facts.at), facts);
    }
  };

  return {
    collectCommon(kinds, facts, into, start) {
      found = into;
      count = start;
      for (const tree of commonRoots) if ((tree.kinds & kinds) !== 0) walk(tree.root, facts);
      return count;
    },
    collectNamed(item, facts, into, start) {
      found = into;
      count = start;
      walk(namedRoots[item]!, facts);
      return count;
    },
  };
}

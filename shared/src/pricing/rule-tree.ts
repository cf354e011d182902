import type { KeyRange, KeyValues, RuleKeys } from './rule-keys.ts';
import { bucketOf, VALUE_KEYS } from './vocabulary.ts';

/** Kinds of nodes; see {@link RuleTrees}. */
export const LEAF = 0;
export const DENSE = 1;
export const SPARSE = 2;
export const REGION = 3;
export const DISTANCE = 4;
export const WINDOW = 5;
/** In place of a node: nothing there. */
export const NONE = -1;

/**
 * Decision trees, flat. A node is a run of numbers:
 * - leaf: LEAF, n, n records as the index writes them
 * - by one of a few values (dense): kind, key, node of the rules without the key, n, node of each value
 * - by one of many values (sparse) or by region: the same, but n values ascending and then their n nodes
 * - by range: kind, cut, node of the rules without the range or across the cut, node of those below the cut, node of those from it on;
 *   a cut is its place among {@link RuleTrees.distanceCuts} or {@link RuleTrees.windowCuts}
 *
 * What nearly every walk passes, the nodes of rules without a key, stands next to its parent.
 */
export interface RuleTrees {
  readonly nodes: number[];
  /** Every cut, ascending; complete when all trees were added and {@link RuleTrees.finish} was called. */
  readonly distanceCuts: number[];
  readonly windowCuts: number[];
  /** Adds a tree and returns its root. */
  add(rules: readonly number[]): number;
  /** Sorts the cuts and writes their places into the nodes. */
  finish(): void;
}

/** Fewer rules than this are not worth dividing. */
const LEAST_RULES = 10;
/** What visiting a branch costs, in records that could be looked at in that time: mostly waiting for memory, so a search costs more. */
const VISIT_COST = { [DENSE]: 6, [SPARSE]: 12, [REGION]: 24, [DISTANCE]: 6, [WINDOW]: 6 } as const;
/** Values up to this number stand in a dense table. */
const DENSE_VALUES = 40;
/** A rule stands under each value that it accepts, at every branch of its way down: together in no more places than this, on average. */
const MOST_COPIES = 8;
/** Ends of ranges that are looked at to find cuts. */
const SAMPLE = 512;

/** Bit behind those of VALUE_KEYS: the region is decided. */
const REGION_USED = 1 << VALUE_KEYS.length;

/** What is known of a value: low ≤ value < high. */
interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** What the way down to a node has decided. */
interface Way {
  /** A bit per key of VALUE_KEYS, and REGION_USED. */
  readonly used: number;
  /** How many copies of a rule may still be made. */
  readonly budget: number;
  readonly distance: Bounds;
  readonly window: Bounds;
}

const ANYWHERE: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const ROOT: Way = { used: 0, budget: MOST_COPIES, distance: ANYWHERE, window: ANYWHERE };

/** How a node might divide its rules. */
interface Division {
  readonly kind: keyof typeof VISIT_COST;
  /** Index in VALUE_KEYS, for values. */
  readonly key: number;
  /** For the ranges. */
  readonly cut: number;
  /** Records that an order is expected to look at. */
  readonly expected: number;
  /** Places, on average, under which a rule with the key stands. */
  readonly copies: number;
}

/** @param writeRecord appends a rule's record to the nodes; told whether the rule's region was decided on the way to it */
export function createRuleTrees(keys: RuleKeys, writeRecord: (nodes: number[], rule: number, regionDecided: boolean) => void): RuleTrees {
  const nodes: number[] = [];
  /** Value of each cut, and the node it belongs to. */
  const cutValues: number[] = [];
  const cutNodes: number[] = [];
  const distanceCuts: number[] = [];
  const windowCuts: number[] = [];
  const counters = new Int32Array(Math.max(keys.regions.size, ...keys.values.map(({ size }) => size), 64) + 1);

  /** What is left to look at when rules are divided by a key: those without it, and those of the order's value. */
  const divideByValue = (
    rules: readonly number[],
    kind: Division['kind'],
    key: number,
    { starts, values, size }: KeyValues,
  ): Division | null => {
    let without = 0;
    let copies = 0;
    for (const rule of rules) {
      const end = starts[rule + 1]!;
      let at = starts[rule]!;
      if (at === end) without += 1;
      copies += end - at;
      for (; at < end; at++) counters[values[at]!]! += 1;
    }
    let squares = 0;
    for (const rule of rules) {
      for (let at = starts[rule]!; at < starts[rule + 1]!; at++) {
        const count = counters[values[at]!]!;
        squares += count * count;
        counters[values[at]!] = 0;
      }
    }
    if (copies === 0) return null;
    // what orders ask for is unknown: partly what these rules do, partly anything
    const met = 0.5 * (squares / copies) + 0.5 * (copies / (size + 1));
    return { kind, key, cut: 0, expected: without + met, copies: copies / (rules.length - without) };
  };

  /**
   * Likewise by a range: at one cut, into ranges below, ranges above and those across, which stand beside the rules without a range. No rule
   * is copied. Cuts come from the ends of the ranges inside the bounds that are known already.
   */
  const divideByRange = (
    rules: readonly number[],
    kind: Division['kind'],
    { from, to }: KeyRange,
    { low, high }: Bounds,
  ): Division | null => {
    const starts: number[] = [];
    const ends: number[] = [];
    const stride = Math.max(1, Math.floor(rules.length / SAMPLE));
    for (let index = 0; index < rules.length; index += stride) {
      const rule = rules[index]!;
      if (from[rule]! > low) starts.push(from[rule]!);
      if (to[rule]! < high) ends.push(to[rule]!);
    }
    if ((starts.length + ends.length) * stride < LEAST_RULES) return null;
    const ascending = (a: number, b: number) => a - b;
    starts.sort(ascending);
    ends.sort(ascending);
    const all = [...starts, ...ends].sort(ascending);
    let spared = 0;
    let cut = 0;
    for (let index = 0; index < all.length; index++) {
      const candidate = all[index]!;
      if (index > 0 && candidate === all[index - 1]) continue;
      // where orders lie is unknown: partly as the ends do, partly anywhere
      const beneath = 0.25 + (0.5 * index) / all.length;
      const above = starts.length - bucketOf(starts, candidate - 1);
      const below = bucketOf(ends, candidate);
      const spares = (beneath * above + (1 - beneath) * below) * stride;
      if (spares > spared) {
        spared = spares;
        cut = candidate;
      }
    }
    return { kind, key: 0, cut, expected: rules.length - spared, copies: 1 };
  };

  const divide = (rules: readonly number[], way: Way): Division | null => {
    const { used, budget } = way;
    let best: Division | null = null;
    let least = rules.length;
    const consider = (division: Division | null): void => {
      if (division === null || division.copies > budget) return;
      const cost = division.expected + VISIT_COST[division.kind];
      if (cost >= least) return;
      least = cost;
      best = division;
    };
    if ((used & REGION_USED) === 0) consider(divideByValue(rules, REGION, 0, keys.regions));
    keys.values.forEach((values, key) => {
      if ((used & (1 << key)) === 0) consider(divideByValue(rules, values.size <= DENSE_VALUES ? DENSE : SPARSE, key, values));
    });
    consider(divideByRange(rules, DISTANCE, keys.distance, way.distance));
    consider(divideByRange(rules, WINDOW, keys.window, way.window));
    return best;
  };

  const addLeaf = (rules: readonly number[], used: number): number => {
    const at = nodes.length;
    nodes.push(LEAF, rules.length);
    for (const rule of rules) writeRecord(nodes, rule, (used & REGION_USED) !== 0);
    return at;
  };

  const addByValue = (rules: readonly number[], { kind, key, copies }: Division, way: Way): number => {
    const { starts, values } = kind === REGION ? keys.regions : keys.values[key]!;
    const nameOf = (value: number) => (kind === REGION ? keys.regionCodes[value]! : value);
    const without: number[] = [];
    const groups = new Map<number, number[]>();
    for (const rule of rules) {
      if (starts[rule] === starts[rule + 1]) without.push(rule);
      for (let at = starts[rule]!; at < starts[rule + 1]!; at++) pushTo(groups, nameOf(values[at]!), rule);
    }
    const names = [...groups.keys()].sort((a, b) => a - b);
    const at = nodes.length;
    const dense = kind === DENSE ? keys.values[key]!.size : -1;
    nodes.push(kind, key, NONE, dense < 0 ? names.length : dense);
    if (dense < 0) for (const name of names) nodes.push(name);
    for (let child = dense < 0 ? names.length : dense; child > 0; child--) nodes.push(NONE);
    nodes[at + 2] = add(without, way);
    const decided = { ...way, used: way.used | (kind === REGION ? REGION_USED : 1 << key), budget: way.budget / copies };
    names.forEach((name, index) => {
      nodes[at + 4 + (dense < 0 ? names.length + index : name)] = add(groups.get(name)!, decided);
    });
    return at;
  };

  const addByRange = (rules: readonly number[], { kind, cut }: Division, way: Way): number => {
    const { from, to } = kind === DISTANCE ? keys.distance : keys.window;
    const across: number[] = [];
    const below: number[] = [];
    const above: number[] = [];
    for (const rule of rules) {
      if (to[rule]! <= cut) below.push(rule);
      else if (from[rule]! >= cut) above.push(rule);
      else across.push(rule);
    }
    const at = nodes.length;
    nodes.push(kind, NONE, NONE, NONE, NONE);
    cutValues.push(cut);
    cutNodes.push(at);
    nodes[at + 2] = add(across, way);
    const name = kind === DISTANCE ? 'distance' : 'window';
    nodes[at + 3] = add(below, { ...way, [name]: { low: way[name].low, high: cut } });
    nodes[at + 4] = add(above, { ...way, [name]: { low: cut, high: way[name].high } });
    return at;
  };

  const add = (rules: readonly number[], way: Way): number => {
    if (rules.length === 0) return NONE;
    const division = rules.length > LEAST_RULES ? divide(rules, way) : null;
    if (division === null) return addLeaf(rules, way.used);
    return division.kind === DISTANCE || division.kind === WINDOW ? addByRange(rules, division, way) : addByValue(rules, division, way);
  };

  const finish = (): void => {
    for (const [kind, sorted] of [
      [DISTANCE, distanceCuts],
      [WINDOW, windowCuts],
    ] as const) {
      const own = cutNodes.map((node, index) => ({ node, cut: cutValues[index]! })).filter(({ node }) => nodes[node] === kind);
      sorted.push(...[...new Set(own.map(({ cut }) => cut))].sort((a, b) => a - b));
      // a value at or above a cut has at least this many cuts beneath or at it
      for (const { node, cut } of own) nodes[node + 1] = bucketOf(sorted, cut);
    }
  };

  return { nodes, distanceCuts, windowCuts, add: (rules) => add(rules, ROOT), finish };
}

export function pushTo<T>(groups: Map<number, T[]>, value: number, member: T): void {
  const group = groups.get(value);
  if (group) group.push(member);
  else groups.set(value, [member]);
}

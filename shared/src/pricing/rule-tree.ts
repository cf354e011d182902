import type { KeyRange, KeyValues, RuleKeys } from './rule-keys.ts';
import { bucketOf, VALUE_KEYS } from './vocabulary.ts';

/** Kinds of nodes; see {@link RuleTrees}. */
export const LEAF = 0;
export const DENSE = 1;
export const SPARSE = 2;
export const REGION = 3;
export const DISTANCE = 4;
export const WINDOW = 5;
/** A leaf laid out in columns. */
export const COLUMNS = 6;
/** In place of a node: nothing there. */
export const NONE = -1;

/**
 * Decision trees, flat. A node is a run of numbers:
 * - leaf: LEAF or COLUMNS, n, then what the index writes for the rules
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
  add(rules: readonly number[], shape: TreeShape): number;
  /** Sorts the cuts and writes their places into the nodes. */
  finish(): void;
}

/**
 * How a tree weighs branches against scanning, in records that could be scanned in the same time. A visit is mostly waiting for memory; a search
 * among values waits more than once.
 */
export interface TreeShape {
  /** Leaves of more rules than this are laid out in columns, 32 rules to a word, instead of rule by rule. */
  readonly scanned: number;
  readonly visit: number;
  readonly search: number;
  readonly regionSearch: number;
}

/** For a tree that every order walks: it stays in the processor's cache, so many fine branches are cheap. */
export const WALKED_BY_ALL: TreeShape = { scanned: Number.POSITIVE_INFINITY, visit: 3, search: 6, regionSearch: 12 };
/** For one of many trees that orders walk now and then: it has left the cache, and a few wide columns are read sooner than a chain of branches. */
export const WALKED_BY_FEW: TreeShape = { scanned: 24, visit: 20, search: 30, regionSearch: 50 };

/** Fewer rules than this are never divided. */
const LEAST_RULES = 10;

/** What looking through a leaf costs. */
function leafCost(rules: number, shape: TreeShape): number {
  return rules <= shape.scanned ? rules : 14 + 5 * Math.ceil(rules / 32);
}

function visitCost(kind: number, shape: TreeShape): number {
  if (kind === REGION) return shape.regionSearch;
  return kind === SPARSE ? shape.search : shape.visit;
}

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
  readonly shape: TreeShape;
  /** A bit per key of VALUE_KEYS, and REGION_USED. */
  readonly used: number;
  /** How many copies of a rule may still be made. */
  readonly budget: number;
  readonly distance: Bounds;
  readonly window: Bounds;
}

const ANYWHERE: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const ROOT = { used: 0, budget: MOST_COPIES, distance: ANYWHERE, window: ANYWHERE };

/** How a node might divide its rules. */
interface Division {
  readonly kind: number;
  /** Index in VALUE_KEYS, for values. */
  readonly key: number;
  /** For the ranges. */
  readonly cut: number;
  /** Rules beside the branch, which every order looks at, and those that an order is expected to meet under its value. */
  readonly beside: number;
  readonly met: number;
  /** Places, on average, under which a rule with the key stands. */
  readonly copies: number;
}

/** @param writeLeaf appends what a leaf holds of its rules to the nodes: in columns or rule by rule, their region decided on the way or not */
export function createRuleTrees(
  keys: RuleKeys,
  writeLeaf: (nodes: number[], rules: readonly number[], columns: boolean, regionDecided: boolean) => void,
): RuleTrees {
  const nodes: number[] = [];
  /** Value of each cut, and the node it belongs to. */
  const cutValues: number[] = [];
  const cutNodes: number[] = [];
  const distanceCuts: number[] = [];
  const windowCuts: number[] = [];
  const counters = new Int32Array(Math.max(keys.regions.size, ...keys.values.map(({ size }) => size), 64) + 1);

  /** What is left to look at when rules are divided by a key: those without it, and those of the order's value. */
  const divideByValue = (rules: readonly number[], kind: number, key: number, { starts, values, size }: KeyValues): Division | null => {
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
    return { kind, key, cut: 0, beside: without, met, copies: copies / (rules.length - without) };
  };

  /**
   * Likewise by a range: at one cut, into ranges below, ranges above and those across, which stand beside the rules without a range. No rule
   * is copied. Cuts come from the ends of the ranges inside the bounds that are known already.
   */
  const divideByRange = (rules: readonly number[], kind: number, { from, to }: KeyRange, { low, high }: Bounds): Division | null => {
    const starts: number[] = [];
    const ends: number[] = [];
    const stride = Math.max(1, Math.floor(rules.length / SAMPLE));
    for (let index = 0; index < rules.length; index += stride) {
      const rule = rules[index]!;
      if (from[rule]! > low) starts.push(from[rule]!);
      if (to[rule]! < high) ends.push(to[rule]!);
    }
    if (starts.length + ends.length === 0) return null;
    const ascending = (a: number, b: number) => a - b;
    starts.sort(ascending);
    ends.sort(ascending);
    const all = [...starts, ...ends].sort(ascending);
    let spared = 0;
    let removed = 0;
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
        removed = (above + below) * stride;
        cut = candidate;
      }
    }
    return { kind, key: 0, cut, beside: rules.length - removed, met: removed - spared, copies: 1 };
  };

  const divide = (rules: readonly number[], way: Way): Division | null => {
    const { used, budget, shape } = way;
    let best: Division | null = null;
    let least = leafCost(rules.length, shape);
    const consider = (division: Division | null): void => {
      if (division === null || division.copies > budget) return;
      const cost = visitCost(division.kind, shape) + leafCost(division.beside, shape) + leafCost(division.met, shape);
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

  const addLeaf = (rules: readonly number[], { used, shape }: Way): number => {
    const at = nodes.length;
    const columns = rules.length > shape.scanned;
    nodes.push(columns ? COLUMNS : LEAF, rules.length);
    writeLeaf(nodes, rules, columns, (used & REGION_USED) !== 0);
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
    if (division === null) return addLeaf(rules, way);
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

  return { nodes, distanceCuts, windowCuts, add: (rules, shape) => add(rules, { ...ROOT, shape }), finish };
}

export function pushTo<T>(groups: Map<number, T[]>, value: number, member: T): void {
  const group = groups.get(value);
  if (group) group.push(member);
  else groups.set(value, [member]);
}

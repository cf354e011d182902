import type { Facts } from './facts.ts';
import { collectKeys } from './rule-keys.ts';
import {
  COLUMNS,
  createRuleTrees,
  DENSE,
  DISTANCE,
  LEAF,
  NONE,
  pushTo,
  REGION,
  SPARSE,
  WALKED_BY_ALL,
  WALKED_BY_FEW,
} from './rule-tree.ts';
import { type ItemKind, LIST_KEYS } from './types.ts';
import { bucketOf, LEAST_WORDS, type Vocabulary } from './vocabulary.ts';
import { type CompiledWhen, logicHolds } from './when.ts';

/** What the index must know of a rule; its number is its position in the list. */
export interface IndexedRule {
  readonly when: CompiledWhen;
  /** Bits 1, 2, 4 for labour, part, fee. */
  readonly kindMask: number;
  /** Numbers of the items that the rule names; null when it names none. */
  readonly items: readonly number[] | null;
}

export const KIND_BIT: { readonly [kind in ItemKind]: number } = { labour: 1, part: 2, fee: 4 };
const ANY_KIND = KIND_BIT.labour | KIND_BIT.part | KIND_BIT.fee;

/** Finds the rules that match an order without looking at those that do not. */
export interface RuleIndex {
  /** Takes in the facts of the next order. Call before anything is collected for it. */
  begin(facts: Facts): void;
  /**
   * Rules that name no item and match the order: appended to `found` from `count` on, in no order. Returns the new count. Rules that want
   * other kinds than `kinds` may be among them; the caller compares kinds per line.
   */
  collectCommon(kinds: number, found: number[], count: number): number;
  /** Rules that name the item (and accept its kind): likewise. */
  collectNamed(item: number, found: number[], count: number): number;
}

/** What a mask leaves open about a rule: bits of a record's tag beneath the rule's number. */
const OPEN_RANGES = 1;
const OPEN_REGION = 2;
const OPEN_LISTS = 4;
const OPEN_LOGIC = 8;
const OPEN_BITS = 4;

/** Which exact tests a rule needs when its mask lets it pass. */
function openTests(when: CompiledWhen, regionDecided: boolean, { exact }: Vocabulary): number {
  const ranged =
    when.from !== Number.NEGATIVE_INFINITY ||
    when.to !== Number.POSITIVE_INFINITY ||
    when.minMilli !== Number.NEGATIVE_INFINITY ||
    when.maxMilli !== Number.POSITIVE_INFINITY;
  const regional = when.regions !== null && !regionDecided && !(exact.province && when.outermost.every((code) => code % 10000 === 0));
  const listed = LIST_KEYS.some((key) => when.lists[key] !== null && !exact[key]);
  return (ranged ? OPEN_RANGES : 0) | (regional ? OPEN_REGION : 0) | (listed ? OPEN_LISTS : 0) | (when.logic === null ? 0 : OPEN_LOGIC);
}

function listsHold(when: CompiledWhen, facts: Facts): boolean {
  for (const key of LIST_KEYS) {
    const values = when.lists[key];
    const value = facts[key];
    if (values !== null && (value === null || !values.has(value))) return false;
  }
  return true;
}

/** Whether a rule's regions cover the order's: the codes of all rules in one array, since a set per rule is scattered over the memory. */
function createRegionTest(whens: readonly CompiledWhen[]): (rule: number, facts: Facts) => boolean {
  const starts = new Int32Array(whens.length + 1);
  whens.forEach(({ outermost }, rule) => {
    starts[rule + 1] = starts[rule]! + outermost.length;
  });
  const codes = new Int32Array(starts[whens.length]!);
  whens.forEach(({ outermost }, rule) => {
    codes.set(outermost, starts[rule]!);
  });
  return (rule, { region, city, province }) => {
    const end = starts[rule + 1]!;
    for (let at = starts[rule]!; at < end; at++) {
      const code = codes[at]!;
      if (code === region || code === city || code === province) return true;
    }
    return false;
  };
}

/** For every bit of the mask a row of words, in which rule n of the leaf has bit n when it accepts an order with that bit. */
function writeColumns(nodes: number[], members: readonly number[], masks: Int32Array, words: number): void {
  for (let bit = 0; bit < words * 32; bit++) {
    for (let first = 0; first < members.length; first += 32) {
      let accepting = 0;
      for (let place = first; place < Math.min(first + 32, members.length); place++) {
        const refused = masks[members[place]! * words + (bit >> 5)]!;
        if (((refused >>> (bit & 31)) & 1) === 0) accepting |= 1 << (place & 31);
      }
      nodes.push(accepting);
    }
  }
}

/**
 * Builds the index: a decision tree for the rules that name no item, and one for each item that rules name. A node divides its rules by the
 * key that leaves the fewest to look at; what remains in a leaf is scanned, rule by rule or 32 at once.
 *
 * @param itemKinds kind bit of every item, by item number
 */
export function buildRuleIndex(rules: readonly IndexedRule[], itemKinds: readonly number[], vocabulary: Vocabulary): RuleIndex {
  const common = new Map<number, number[]>();
  const named = new Map<number, number[]>();
  rules.forEach(({ items, kindMask }, rule) => {
    // most orders have labour and parts, so these share a tree; rules for fees alone would only be in their way
    if (items === null) pushTo(common, kindMask === KIND_BIT.fee ? KIND_BIT.fee : ANY_KIND, rule);
    else for (const item of new Set(items)) if ((itemKinds[item]! & kindMask) !== 0) pushTo(named, item, rule);
  });

  const whens = rules.map(({ when }) => when);
  const { words, bits, rows, ids } = vocabulary;
  const record = words + 1;
  const masks = new Int32Array(rules.length * words);
  const ranges = new Float64Array(rules.length * 4);
  whens.forEach((when, rule) => {
    vocabulary.writeRefused(when, masks, rule * words);
    ranges.set([when.from, when.to, when.minMilli, when.maxMilli], rule * 4);
  });
  const regionHolds = createRegionTest(whens);
  const trees = createRuleTrees(collectKeys(whens, vocabulary), (nodes, members, columns, regionDecided) => {
    const tagOf = (rule: number) => (rule << OPEN_BITS) | openTests(whens[rule]!, regionDecided, vocabulary);
    if (columns) {
      writeColumns(nodes, members, masks, words);
      for (const rule of members) nodes.push(tagOf(rule));
      return;
    }
    for (const rule of members) {
      for (let word = 0; word < words; word++) nodes.push(masks[rule * words + word]!);
      nodes.push(tagOf(rule));
    }
  });
  const commonRoots = [...common].map(([kinds, members]) => ({ kinds, root: trees.add(members, WALKED_BY_ALL) }));
  const namedRoots = new Int32Array(itemKinds.length).fill(NONE);
  for (const [item, members] of named) namedRoots[item] = trees.add(members, WALKED_BY_FEW);
  trees.finish();
  const nodes = Int32Array.from(trees.nodes);
  const distanceCuts = Float64Array.from(trees.distanceCuts);
  const windowCuts = Float64Array.from(trees.windowCuts);

  let found: number[] = [];
  let count = 0;
  /** How many cuts lie at or beneath the order's distance and time. */
  let distancePlace = 0;
  let windowPlace = 0;

  /** Whether the tests that a mask leaves open hold. */
  const openHold = (tag: number, facts: Facts): boolean => {
    const rule = tag >> OPEN_BITS;
    if ((tag & OPEN_RANGES) !== 0) {
      const at = rule * 4;
      if (facts.at < ranges[at]! || facts.at >= ranges[at + 1]!) return false;
      if (facts.distanceMilli < ranges[at + 2]! || facts.distanceMilli >= ranges[at + 3]!) return false;
    }
    if ((tag & ~OPEN_RANGES & ((1 << OPEN_BITS) - 1)) === 0) return true;
    if ((tag & OPEN_REGION) !== 0 && !regionHolds(rule, facts)) return false;
    if ((tag & (OPEN_LISTS | OPEN_LOGIC)) === 0) return true;
    const when = whens[rule]!;
    if ((tag & OPEN_LISTS) !== 0 && !listsHold(when, facts)) return false;
    return (tag & OPEN_LOGIC) === 0 || logicHolds(when, facts);
  };

  const scan = (node: number, facts: Facts): void => {
    const b0 = bits[0]!;
    const b1 = bits[1]!;
    const b2 = bits[2]!;
    let at = node + 2;
    for (const end = at + nodes[node + 1]! * record; at < end; at += record) {
      // one branch for all words: which of them refuses is not to be predicted
      if (((nodes[at]! & b0) | (nodes[at + 1]! & b1) | (nodes[at + 2]! & b2)) !== 0) continue;
      let word = LEAST_WORDS;
      while (word < words && (nodes[at + word]! & bits[word]!) === 0) word += 1;
      if (word < words) continue;
      const tag = nodes[at + words]!;
      if ((tag & ((1 << OPEN_BITS) - 1)) === 0 || openHold(tag, facts)) found[count++] = tag >> OPEN_BITS;
    }
  };

  const rowStarts = new Int32Array(rows.length);

  const scanColumns = (node: number, facts: Facts): void => {
    const width = (nodes[node + 1]! + 31) >> 5;
    const first = node + 2;
    const tags = first + words * 32 * width;
    const fields = rows.length;
    for (let field = 0; field < fields; field++) rowStarts[field] = first + rows[field]! * width;
    for (let column = 0; column < width; column++) {
      let left = -1;
      for (let field = 0; field < fields; field++) left &= nodes[rowStarts[field]! + column]!;
      while (left !== 0) {
        const place = 31 - Math.clz32(left & -left);
        left &= left - 1;
        const tag = nodes[tags + column * 32 + place]!;
        if ((tag & ((1 << OPEN_BITS) - 1)) === 0 || openHold(tag, facts)) found[count++] = tag >> OPEN_BITS;
      }
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

  const walk = (start: number, facts: Facts): void => {
    for (let node = start; node !== NONE; node = nodes[node + 2]!) {
      const kind = nodes[node]!;
      if (kind === LEAF) {
        scan(node, facts);
        return;
      }
      if (kind === COLUMNS) {
        scanColumns(node, facts);
        return;
      }
      if (kind === DENSE) {
        const value = ids[nodes[node + 1]!]!;
        if (value >= 0 && value < nodes[node + 3]!) walk(nodes[node + 4 + value]!, facts);
      } else if (kind === SPARSE) walk(child(node, ids[nodes[node + 1]!]!), facts);
      else if (kind === REGION) {
        walk(child(node, facts.region), facts);
        if (facts.city !== facts.region) walk(child(node, facts.city), facts);
        if (facts.province !== facts.city) walk(child(node, facts.province), facts);
      } else {
        walk(nodes[node + ((kind === DISTANCE ? distancePlace : windowPlace) < nodes[node + 1]! ? 3 : 4)]!, facts);
      }
    }
  };

  let facts: Facts;

  return {
    begin(next) {
      facts = next;
      distancePlace = bucketOf(distanceCuts, next.distanceMilli);
      windowPlace = bucketOf(windowCuts, next.at);
    },
    collectCommon(kinds, into, start) {
      found = into;
      count = start;
      for (const tree of commonRoots) if ((tree.kinds & kinds) !== 0) walk(tree.root, facts);
      return count;
    },
    collectNamed(item, into, start) {
      const root = namedRoots[item]!;
      if (root === NONE) return start;
      found = into;
      count = start;
      walk(root, facts);
      return count;
    },
  };
}

import type { Reader } from './finding.ts';
import { neverBoth } from './logic-bounds.ts';
import { coversRegion } from './region-cover.ts';
import { ITEM_KINDS, type Item, type ItemKind, LIST_KEYS, type PriceBook, type Side, type When } from './types.ts';
import { type CompiledWhen, compileWhen } from './when.ts';

/** A rule that competes with others for the same line or order, where only the highest rank wins. */
interface Rival {
  readonly path: string;
  /** How findings call it: name and code, or the code alone. */
  readonly called: string;
  readonly priority: number;
  readonly when: CompiledWhen;
  /** The written logic, for comparing. */
  readonly logic: string | null;
  /** The same as it was written; undefined for none. */
  readonly condition: unknown;
  /** What it can apply to: items when it names some, and the kinds that it accepts, of its items only. */
  readonly kinds: ReadonlySet<ItemKind>;
  readonly items: ReadonlySet<string> | null;
  readonly sides: readonly Side[];
}

interface RuleSource {
  readonly code: string;
  readonly name?: string;
  readonly priority?: number;
  readonly when?: When;
  readonly kinds?: readonly ItemKind[];
  readonly items?: readonly string[];
  readonly sides?: readonly Side[];
}

/** Pairs looked at per book; beyond them the check says that it stopped. */
const MOST_PAIRS = 20_000_000;

/** Warns of rules that can never win, and of rules of equal rank that can meet: among tier rules, splits, and adjustments of one group. */
export function checkRivals(reader: Reader, book: PriceBook): void {
  const kindOf = new Map<string, ItemKind>();
  for (const item of book.items as readonly Item[]) kindOf.set(item.code, item.kind);
  for (const fee of book.fees ?? []) kindOf.set(fee.code, 'fee');
  const groups = new Map<string, Rival[]>();
  (book.adjustments ?? []).forEach((source, index) => {
    if (source.group === undefined) return;
    const rival = rivalOf(source, `adjustments.${index}`, kindOf);
    const members = groups.get(source.group);
    if (members) members.push(rival);
    else groups.set(source.group, [rival]);
  });
  const contests = [
    (book.tierRules ?? []).map((source, index) => rivalOf(source, `tierRules.${index}`, kindOf)),
    ...groups.values(),
    (book.splits ?? []).map((source, index) => rivalOf(source, `splits.${index}`, kindOf)),
  ];
  let pairs = 0;
  for (const rivals of contests) {
    pairs += (rivals.length * rivals.length) / 2;
    if (pairs > MOST_PAIRS) {
      reader.warning('', 'CHECK_INCOMPLETE', '规则太多，没有逐一比较哪些规则永远轮不到、哪些优先级相同');
      return;
    }
    checkContest(reader, rivals);
  }
}

function rivalOf(source: RuleSource, path: string, kindOf: ReadonlyMap<string, ItemKind>): Rival {
  const accepted = new Set(source.kinds ?? ITEM_KINDS);
  const items = source.items ? new Set(source.items.filter((code) => accepted.has(kindOf.get(code)!))) : null;
  return {
    path,
    called: source.name ? `${source.name}（${source.code}）` : source.code,
    priority: source.priority ?? 0,
    when: compileWhen(source.when),
    logic: source.when?.logic === undefined ? null : JSON.stringify(source.when.logic),
    condition: source.when?.logic,
    kinds: items === null ? accepted : new Set([...items].map((code) => kindOf.get(code)!)),
    items,
    sides: source.sides ?? [],
  };
}

/** At most one finding per rule: the first reason why it never wins, else the first rule that it ties with. */
function checkContest(reader: Reader, rivals: readonly Rival[]): void {
  rivals.forEach((rule, index) => {
    const better = rivals.find(
      (other, place) => other !== rule && alwaysOutranks(other, place, rule, index) && appliesWherever(other, rule),
    );
    if (better) {
      reader.warning(rule.path, 'RULE_NEVER_WINS', `「${rule.called}」永远轮不到：凡是它适用的订单，「${better.called}」也适用并且优先`);
      return;
    }
    const equals = rivals.slice(0, index).filter((other) => canTie(other, rule));
    if (equals.length === 0) return;
    const others = equals.length === 1 ? '' : `等 ${equals.length} 条规则`;
    reader.warning(
      rule.path,
      'RULES_TIE',
      `「${rule.called}」与「${equals[0]!.called}」${others}优先级相同，可能同时适用；届时以排在前面的为准`,
    );
  });
}

function everyOf<T>(inner: Iterable<T>, holds: (value: T) => boolean): boolean {
  for (const value of inner) if (!holds(value)) return false;
  return true;
}

function someOf<T>(values: Iterable<T>, holds: (value: T) => boolean): boolean {
  return !everyOf(values, (value) => !holds(value));
}

/** Whether `wide` applies to every order and line that `narrow` applies to, as far as can be seen without solving their logic. */
function appliesWherever(wide: Rival, narrow: Rival): boolean {
  if (!everyOf(narrow.sides, (side) => wide.sides.includes(side))) return false;
  if (!scopeContains(wide, narrow)) return false;
  if (wide.logic !== null && wide.logic !== narrow.logic) return false;
  const a = wide.when;
  const b = narrow.when;
  if (
    a.regions !== null &&
    (b.regions === null || !everyOf(b.outermost, (code) => someOf(a.outermost, (entry) => coversRegion(entry, code))))
  ) {
    return false;
  }
  for (const key of LIST_KEYS) {
    const values = a.lists[key];
    if (values !== null && (b.lists[key] === null || !everyOf(b.lists[key], (value) => values.has(value)))) return false;
  }
  return (
    a.from <= b.from &&
    a.to >= b.to &&
    a.minMilli <= b.minMilli &&
    a.maxMilli >= b.maxMilli &&
    numbersContain(a.months, b.months, 12) &&
    numbersContain(a.weekdays, b.weekdays, 7) &&
    numbersContain(a.hours, b.hours, 24)
  );
}

function numbersContain(wide: readonly number[] | null, narrow: readonly number[] | null, all: number): boolean {
  if (wide === null || new Set(wide).size === all) return true;
  return narrow?.every((value) => wide.includes(value)) ?? false;
}

function scopeContains(wide: Rival, narrow: Rival): boolean {
  if (wide.items === null) return everyOf(narrow.kinds, (kind) => wide.kinds.has(kind));
  const items = wide.items;
  return narrow.items !== null && everyOf(narrow.items, (item) => items.has(item));
}

/** Whether a, matching together with b, has the higher rank in every order. */
function alwaysOutranks(a: Rival, aPlace: number, b: Rival, bPlace: number): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  if (a.when.specificity !== b.when.specificity) return a.when.specificity > b.when.specificity;
  const theirs = a.when.regions;
  // the depth of a is at least that of b when a lists every code that b lists
  if (b.when.regions !== null && !(theirs !== null && everyOf(b.when.regions, (code) => theirs.has(code)))) return false;
  return aPlace < bPlace;
}

/** Whether two rules can match the same order and line with equal rank. Logic is taken to hold for both, unless it plainly excludes the other's. */
function canTie(a: Rival, b: Rival): boolean {
  if (a.priority !== b.priority || a.when.specificity !== b.when.specificity) return false;
  if (a.sides.length > 0 && !a.sides.some((side) => b.sides.includes(side))) return false;
  return scopesMeet(a, b) && whensMeet(a.when, b.when) && !neverBoth(a.condition, b.condition);
}

function scopesMeet(a: Rival, b: Rival): boolean {
  if (a.items !== null && b.items !== null) return someOf(a.items, (item) => b.items!.has(item));
  return someOf(a.kinds, (kind) => b.kinds.has(kind));
}

function whensMeet(a: CompiledWhen, b: CompiledWhen): boolean {
  if (Math.max(a.from, b.from) >= Math.min(a.to, b.to)) return false;
  if (Math.max(a.minMilli, b.minMilli) >= Math.min(a.maxMilli, b.maxMilli)) return false;
  for (const key of LIST_KEYS) {
    const values = b.lists[key];
    if (a.lists[key] !== null && values !== null && !someOf(a.lists[key], (value) => values.has(value))) return false;
  }
  if (!numbersMeet(a.months, b.months) || !numbersMeet(a.weekdays, b.weekdays) || !numbersMeet(a.hours, b.hours)) return false;
  return depthsMeet(a, b);
}

function numbersMeet(a: readonly number[] | null, b: readonly number[] | null): boolean {
  return a === null || b === null || a.some((value) => b.includes(value));
}

/** Whether some region is matched by both at the same depth: only where both list the very same code, or neither lists any. */
function depthsMeet(a: CompiledWhen, b: CompiledWhen): boolean {
  if (a.regions === null || b.regions === null) return a.regions === b.regions;
  const theirs = b.regions;
  return someOf(a.regions, (code) => theirs.has(code));
}

import { type BookTables, type CompiledItem, type CompiledSplit, type CompiledTierRule, OP_KINDS, OP_STRIDE } from './compiled.ts';
import { settleGroups } from './group.ts';
import { outranks } from './rank.ts';
import { KIND_BIT } from './rule-index.ts';

/** Which rules hold for the order whose facts were read last, found through the book's indexes. */
export interface LineRules {
  /** Forgets the order before. Call after the facts and the vocabulary's bits are filled, with the kinds (bits) of its lines. */
  begin(kinds: number): void;
  tierRule(): CompiledTierRule | null;
  /** Finds the adjustments for a line: fills {@link applied} and {@link sides}, returns their count. */
  adjustmentsFor(item: CompiledItem): number;
  /** Codes of the first `count` of {@link applied} that apply on any side. */
  appliedCodes(count: number): string[];
  splitFor(item: CompiledItem): CompiledSplit | null;
  /** Finds the fee rules that hold, in book order: fills {@link fees}, returns their count. */
  matchFees(): number;
  /** Adjustments of a line, in the order in which they run, and the sides (bits) on which each applies. */
  readonly applied: Int32Array;
  readonly sides: Int32Array;
  readonly fees: readonly number[];
  /** Splits that match the line asked for last, the winner among them: for explanations. */
  splitsFor(item: CompiledItem): readonly CompiledSplit[];
}

/** Sorts the first `count` numbers; they are few and nearly in order. */
function sortNumbers(numbers: number[] | Int32Array, count: number): void {
  for (let index = 1; index < count; index++) {
    const value = numbers[index]!;
    let at = index - 1;
    while (at >= 0 && numbers[at]! > value) {
      numbers[at + 1] = numbers[at]!;
      at -= 1;
    }
    numbers[at + 1] = value;
  }
}

const NOT_ASKED = undefined;

export function createLineRules(tables: BookTables): LineRules {
  const { facts, ops, adjustments, splits, tierRules } = tables;
  const everyKind = KIND_BIT.labour | KIND_BIT.part | KIND_BIT.fee;
  const common: number[] = [];
  const named: number[] = [];
  const matchedSplits: number[] = [];
  const fees: number[] = [];
  let applied = new Int32Array(64);
  let sides = new Int32Array(64);
  /** How many of `common` and `matchedSplits` are of this order; −1 before they were looked for. */
  let commonCount = -1;
  let splitCount = -1;
  let orderKinds = everyKind;
  const indexes = [tables.tierIndex, tables.adjustmentIndex, tables.feeIndex, tables.splitIndex];
  /** The winner among the splits that name no item, by kind bit; undefined before it was asked for. */
  const commonSplit: (CompiledSplit | null | undefined)[] = [];

  const best = <T extends CompiledSplit | CompiledTierRule>(
    list: readonly T[],
    found: readonly number[],
    from: number,
    to: number,
    start: T | null,
  ): T | null => {
    let winner = start;
    for (let index = from; index < to; index++) {
      const rule = list[found[index]!]!;
      if (winner === null || outranks(rule, winner, facts)) winner = rule;
    }
    return winner;
  };

  const makeRoom = (count: number): void => {
    if (count <= applied.length) return;
    applied = new Int32Array(count * 2);
    sides = new Int32Array(count * 2);
  };

  const findSplits = (): void => {
    splitCount = tables.splitIndex.collectCommon(everyKind, matchedSplits, 0);
  };

  return {
    get applied() {
      return applied;
    },
    get sides() {
      return sides;
    },
    fees,
    begin(kinds) {
      orderKinds = kinds;
      for (const index of indexes) index.begin(facts);
      commonCount = -1;
      splitCount = -1;
      commonSplit[KIND_BIT.labour] = commonSplit[KIND_BIT.part] = commonSplit[KIND_BIT.fee] = NOT_ASKED;
    },
    tierRule() {
      const count = tables.tierIndex.collectCommon(everyKind, named, 0);
      return best(tierRules, named, 0, count, null);
    },
    adjustmentsFor(item) {
      if (commonCount < 0) {
        commonCount = tables.adjustmentIndex.collectCommon(orderKinds, common, 0);
        sortNumbers(common, commonCount);
      }
      const namedCount = tables.adjustmentIndex.collectNamed(item.number, named, 0);
      sortNumbers(named, namedCount);
      makeRoom(commonCount + namedCount);
      const { kindBit } = item;
      let count = 0;
      let next = 0;
      for (let index = 0; index < commonCount; index++) {
        const rule = common[index]!;
        if ((ops[rule * OP_STRIDE + OP_KINDS]! & kindBit) === 0) continue;
        while (next < namedCount && named[next]! < rule) applied[count++] = named[next++]!;
        applied[count++] = rule;
      }
      while (next < namedCount) applied[count++] = named[next++]!;
      settleGroups(tables, applied, sides, count);
      return count;
    },
    appliedCodes(count) {
      const codes: string[] = [];
      for (let index = 0; index < count; index++) if (sides[index] !== 0) codes.push(adjustments[applied[index]!]!.code);
      return codes;
    },
    splitFor(item) {
      const { kindBit } = item;
      let winner = commonSplit[kindBit];
      if (winner === NOT_ASKED) {
        if (splitCount < 0) findSplits();
        winner = null;
        for (let index = 0; index < splitCount; index++) {
          const split = splits[matchedSplits[index]!]!;
          if ((split.kindMask & kindBit) !== 0 && (winner === null || outranks(split, winner, facts))) winner = split;
        }
        commonSplit[kindBit] = winner;
      }
      const count = tables.splitIndex.collectNamed(item.number, named, 0);
      return best(splits, named, 0, count, winner);
    },
    splitsFor(item) {
      if (splitCount < 0) findSplits();
      const found = matchedSplits.slice(0, splitCount).filter((number) => (splits[number]!.kindMask & item.kindBit) !== 0);
      const count = tables.splitIndex.collectNamed(item.number, named, 0);
      return [...found, ...named.slice(0, count)].sort((a, b) => a - b).map((number) => splits[number]!);
    },
    matchFees() {
      const count = tables.feeIndex.collectCommon(everyKind, fees, 0);
      sortNumbers(fees, count);
      return count;
    },
  };
}

import type { Facts } from './facts.ts';
import type { RuleIndex } from './rule-index.ts';
import type { Adjustment, FeeRule, ItemKind, Split } from './types.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { CompiledWhen } from './when.ts';

/** integer ÷ 10^scale, without trailing zeros. */
export interface Rate {
  readonly coefficient: number;
  readonly scale: number;
}

export interface CompiledStep {
  readonly fromMilli: number;
  readonly rate: Rate;
  /** The rate's coefficient at the ladder's common scale. */
  readonly coefficient: number;
  /** Thousandths × coefficient of all bands below this one; NaN when that leaves the safe integers. */
  readonly below: number;
}

export interface CompiledLadder {
  readonly graduated: boolean;
  readonly steps: readonly CompiledStep[];
  /** Digits behind the point of every `coefficient` and, with three more for thousandths, of `below`. */
  readonly scale: number;
  /** By side: whether the ladder names it. */
  readonly sides: readonly boolean[];
}

/** An item, or the item that a fee rule puts on its line. */
export interface CompiledItem {
  readonly code: string;
  /** Index among items and fees. */
  readonly number: number;
  readonly kind: ItemKind;
  readonly kindBit: number;
  readonly ladder: CompiledLadder | null;
}

export interface CompiledTierRule {
  readonly code: string;
  readonly tier: number;
  readonly position: number;
  readonly priority: number;
  readonly when: CompiledWhen;
}

export const MULTIPLY = 0;
export const ADD_PER_UNIT = 1;
export const ADD_PER_LINE = 2;
export const CLAMP = 3;

export interface CompiledAdjustment {
  readonly code: string;
  /** Position in the book: decides between equal ranks. */
  readonly position: number;
  readonly priority: number;
  /** −1 when it stands in no group. */
  readonly group: number;
  readonly when: CompiledWhen;
  readonly source: Adjustment;
}

/**
 * What the calculation reads of an adjustment, eight numbers that share a cache line in {@link BookTables.ops}: the operation, its rate's
 * coefficient or fen, the rate's scale, clamp bounds, sides as bits 1, 2, 4 for charge, settle, cost, group (−1: none), kinds as bits.
 */
export const OP_STRIDE = 8;
export const OP_KIND = 0;
export const OP_VALUE = 1;
export const OP_SCALE = 2;
export const OP_MIN = 3;
export const OP_MAX = 4;
export const OP_SIDES = 5;
export const OP_GROUP = 6;
export const OP_KINDS = 7;

export interface CompiledFee {
  readonly item: CompiledItem;
  readonly perKm: boolean;
  readonly freeMilli: number;
  /** Fen by side. */
  readonly amounts: readonly number[];
  readonly when: CompiledWhen;
  readonly source: FeeRule;
}

export interface CompiledSplit {
  readonly code: string;
  readonly position: number;
  readonly priority: number;
  readonly kindMask: number;
  readonly when: CompiledWhen;
  /** The rate, or null for a split per unit. */
  readonly rate: Rate | null;
  readonly perUnit: number;
  readonly source: Split;
}

/** Everything the calculation needs, with its scratch memory: one order at a time, as JavaScript runs. */
export interface BookTables {
  /** `CODE@version` */
  readonly name: string;
  readonly validFrom: number;
  readonly validTo: number;
  readonly zoneOffsetMs: number;
  readonly tierCodes: readonly string[];
  /** Index in tierCodes, −1 without a default. */
  readonly defaultTier: number;
  readonly items: ReadonlyMap<string, CompiledItem>;
  /** Fen at ((item × tiers) + tier) × 3 + side; NaN where there is no price. */
  readonly prices: Float64Array;
  /** At the same places: 1 where the price stands under the tier itself and not under `*`. */
  readonly ownPrice: Uint8Array;
  readonly tierRules: readonly CompiledTierRule[];
  /** In the order in which they run. */
  readonly adjustments: readonly CompiledAdjustment[];
  /** {@link OP_STRIDE} numbers per adjustment. */
  readonly ops: Float64Array;
  readonly fees: readonly CompiledFee[];
  readonly splits: readonly CompiledSplit[];
  readonly vocabulary: Vocabulary;
  readonly tierIndex: RuleIndex;
  readonly adjustmentIndex: RuleIndex;
  readonly feeIndex: RuleIndex;
  readonly splitIndex: RuleIndex;
  readonly facts: Facts;
}

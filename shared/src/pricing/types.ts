/**
 * The price book (价格本), order facts and quotes as they travel: JSON, money in whole fen, quantities and rates as decimal strings.
 * Everything here is data that may have come from outside; `check-book` and the engine say what is wrong with it.
 */
import type { Zone } from '../kernel/time.ts';

/** Whose money (口径): `charge` 客户价, `settle` 内部结算价 paid to the outlet, `cost` our own cost besides settle. `earn` 师傅收益 is split out of settle. */
export type Side = 'charge' | 'settle' | 'cost';
export const SIDES: readonly Side[] = ['charge', 'settle', 'cost'];

/** What may stand on a line: 人工, 备件, 附加费. */
export type ItemKind = 'labour' | 'part' | 'fee';
export const ITEM_KINDS: readonly ItemKind[] = ['labour', 'part', 'fee'];

/** Conditions of a rule: every key that is present must hold. */
export interface When {
  readonly region?: readonly string[];
  readonly cooperation?: readonly string[];
  readonly customerLevel?: readonly string[];
  readonly package?: readonly string[];
  readonly channel?: readonly string[];
  readonly urgency?: readonly string[];
  /** Half open: from ≤ at < to; either end may be null or absent. */
  readonly window?: { readonly from?: string | null; readonly to?: string | null };
  readonly months?: readonly number[];
  readonly weekdays?: readonly number[];
  readonly hours?: readonly number[];
  /** Half open, decimal strings in km: min ≤ distance < max. */
  readonly distanceKm?: { readonly min?: string; readonly max?: string };
  /** JsonLogic over the order's attributes. */
  readonly logic?: unknown;
}
/** In the order in which a failing key is named. */
export const WHEN_KEYS = [
  'region',
  'cooperation',
  'customerLevel',
  'package',
  'channel',
  'urgency',
  'window',
  'months',
  'weekdays',
  'hours',
  'distanceKm',
  'logic',
] as const;
export type WhenKey = (typeof WHEN_KEYS)[number];

/** The five facts that are one of a list of words. */
export const LIST_KEYS = ['cooperation', 'customerLevel', 'package', 'channel', 'urgency'] as const;
export type ListKey = (typeof LIST_KEYS)[number];

export interface Tier {
  readonly code: string;
  readonly name: string;
}

export interface TierRule {
  readonly code: string;
  /** What people read instead of the code. Prices nothing. */
  readonly name?: string;
  readonly tier: string;
  readonly priority?: number;
  readonly when?: When;
}

/** Prices in fen; a null price is an absent one. */
export type PriceCell = { readonly [side in Side]?: number | null };

export interface LadderStep {
  readonly from: string;
  readonly rate: string;
}

export interface Ladder {
  readonly mode: 'whole' | 'graduated';
  readonly steps: readonly LadderStep[];
  /** Absent: all three. */
  readonly sides?: readonly Side[];
}

export interface Item {
  readonly code: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly unit: string;
  /** By tier code; `*` stands for every tier that has no price of its own for the side. */
  readonly prices: { readonly [tier: string]: PriceCell };
  readonly ladder?: Ladder;
}

/** What an adjustment does to an amount; exactly one key. */
export type AdjustmentOp =
  | { readonly multiply: string }
  | { readonly addPerUnit: number }
  | { readonly addPerLine: number }
  | { readonly clamp: { readonly min?: number; readonly max?: number } };

export interface Adjustment {
  readonly code: string;
  readonly name: string;
  readonly phase: number;
  readonly priority?: number;
  /** Of the applicable ones that share a group only the highest rank applies, for each side by itself. */
  readonly group?: string;
  readonly sides: readonly Side[];
  readonly kinds?: readonly ItemKind[];
  readonly items?: readonly string[];
  readonly when?: When;
  readonly op: AdjustmentOp;
}

export interface FeeRule {
  readonly code: string;
  readonly name: string;
  readonly per: 'order' | 'km';
  /** Kilometres that cost nothing; only for `per: "km"`. */
  readonly free?: string;
  readonly amounts: PriceCell;
  readonly when?: When;
}

/** How a line's settle amount is divided between outlet and crew (分成): exactly one of `rate` and `perUnit`. */
export interface Split {
  readonly code: string;
  /** What people read instead of the code. Prices nothing. */
  readonly name?: string;
  readonly priority?: number;
  readonly kinds?: readonly ItemKind[];
  readonly items?: readonly string[];
  readonly when?: When;
  readonly rate?: string;
  readonly perUnit?: number;
}

export interface PriceBook {
  readonly code: string;
  readonly version: number;
  readonly timeZone?: Zone;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly tiers: readonly Tier[];
  readonly defaultTier?: string | null;
  readonly tierRules?: readonly TierRule[];
  readonly items: readonly Item[];
  readonly adjustments?: readonly Adjustment[];
  readonly fees?: readonly FeeRule[];
  readonly splits?: readonly Split[];
}

export interface OrderLine {
  readonly item: string;
  readonly quantity: string;
}

export interface CrewMember {
  readonly installer: string;
  readonly weight: number;
}

/** What the engine must know of an order. */
export interface OrderFacts {
  readonly id: string;
  readonly at: string;
  readonly region: string;
  readonly cooperation?: string | null;
  readonly customerLevel?: string | null;
  readonly package?: string | null;
  readonly channel?: string | null;
  readonly urgency?: string | null;
  readonly distanceKm?: string | null;
  readonly attributes?: { readonly [name: string]: unknown } | null;
  readonly lines: readonly OrderLine[];
  readonly crew?: readonly CrewMember[] | null;
}

/** Fen by installer. */
export type Shares = { [installer: string]: number };

export interface QuoteLine {
  readonly item: string;
  readonly kind: ItemKind;
  /** Canonical: no trailing and no leading zeros. */
  readonly quantity: string;
  readonly charge: number;
  readonly settle: number;
  readonly cost: number;
  readonly earn: number;
  /** Codes that applied on any side, in the order in which they ran. */
  readonly adjustments: readonly string[];
  readonly split: string | null;
  readonly crew: Shares;
}

export interface QuoteTotals {
  readonly charge: number;
  readonly settle: number;
  readonly cost: number;
  readonly earn: number;
  /** settle − earn */
  readonly outlet: number;
  /** charge − settle − cost */
  readonly profit: number;
  readonly installers: Shares;
}

export interface Quote {
  readonly id: string;
  /** `CODE@version` */
  readonly book: string;
  readonly tier: string;
  readonly tierRule: string | null;
  readonly lines: readonly QuoteLine[];
  readonly totals: QuoteTotals;
}

/** Why an order has no price, in the order in which the reasons are looked for. */
export type QuoteProblem =
  | { readonly code: 'BAD_ORDER'; readonly path: string }
  | { readonly code: 'BOOK_NOT_VALID' }
  | { readonly code: 'ITEM_UNKNOWN'; readonly item: string }
  | { readonly code: 'TIER_MISSING' }
  | { readonly code: 'PRICE_MISSING'; readonly item: string; readonly tier: string; readonly side: Side }
  | { readonly code: 'AMOUNT_OUT_OF_RANGE'; readonly path: string };

export interface QuoteError {
  readonly id: string | null;
  readonly error: QuoteProblem;
}

export type QuoteResult = Quote | QuoteError;

export function isQuoteError(result: QuoteResult): result is QuoteError {
  return 'error' in result;
}

/** (priority, specificity, region depth); higher wins, then whoever stands first in the book. */
export type Rank = readonly [priority: number, specificity: number, regionDepth: number];

/*
 * The explanation of a quote: every step with exact decimal strings in fen, so that a reader can redo the sum.
 */

export type TierStep =
  | { readonly code: string; readonly rank: Rank; readonly outcome: 'won' | 'lost' }
  | { readonly code: string; readonly outcome: 'not-matched'; readonly because: WhenKey };

/** One band of a graduated ladder, or the one step of a whole ladder: `quantity` units at `rate`. */
export interface LadderBand {
  readonly from: string;
  readonly rate: string;
  readonly quantity: string;
}

export interface BaseStep {
  readonly step: 'base';
  /** The order's tier. */
  readonly tier: string;
  /** Present when the price stands under `*` and not under the tier. */
  readonly column?: '*';
  readonly price: string;
  readonly quantity: string;
  readonly ladder?: { readonly mode: 'whole' | 'graduated'; readonly bands: readonly LadderBand[] };
  readonly after: string;
}

export interface FeeStep {
  readonly step: 'fee';
  readonly code: string;
  readonly per: 'order' | 'km';
  /** Only for `per: "km"`: the order's distance and the free part of it. */
  readonly distanceKm?: string;
  readonly free?: string;
  readonly price: string;
  readonly quantity: string;
  readonly after: string;
}

export interface AdjustStep {
  readonly step: 'adjust';
  readonly code: string;
  readonly op: AdjustmentOp;
  readonly before: string;
  readonly after: string;
}

/** A rule that would have applied, had not another of its group outranked it on this side. */
export interface LostStep {
  readonly step: 'lost';
  readonly code: string;
  readonly group: string;
  readonly to: string;
  readonly rank: Rank;
  readonly winner: Rank;
}

export interface RoundStep {
  readonly step: 'round';
  readonly before: string;
  readonly after: string;
}

export type PriceStep = BaseStep | FeeStep | AdjustStep | LostStep | RoundStep;

export interface LineExplanation {
  /** Index in the quote's lines, fee lines too. */
  readonly line: number;
  readonly side: Side;
  readonly steps: readonly PriceStep[];
}

export interface SplitExplanation {
  readonly line: number;
  /** The split that won; null when none matched. */
  readonly code: string | null;
  readonly rate?: string;
  readonly perUnit?: number;
  /** What the crew shares, after the cut to 0 … settle. */
  readonly pool: string;
  readonly shares: { readonly [installer in keyof Shares]: string };
  /** Splits that matched and were outranked; absent when there are none. */
  readonly lost?: readonly { readonly code: string; readonly rank: Rank; readonly winner: Rank }[];
}

export interface Explanation {
  readonly tier: readonly TierStep[];
  readonly lines: readonly LineExplanation[];
  readonly splits: readonly SplitExplanation[];
}

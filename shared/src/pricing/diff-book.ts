import { applyKeyed, diffKeyed, isEmptyDiff, type KeyedDiff, sameJson } from '../kernel/keyed-diff.ts';
import { normalBook } from './normal-book.ts';
import {
  type Adjustment,
  type FeeRule,
  type Item,
  type PriceBook,
  SIDES,
  type Side,
  type Split,
  type Tier,
  type TierRule,
} from './types.ts';

/** Facts of a book that are no list. The version is none: it numbers the difference. */
export const BOOK_FACTS = ['code', 'timeZone', 'validFrom', 'validTo', 'defaultTier'] as const;
export type BookFact = (typeof BOOK_FACTS)[number];

/** The difference between two versions of a book. */
export interface BookDiff {
  readonly version: { readonly before: number; readonly after: number };
  readonly facts: readonly { readonly fact: BookFact; readonly before: string | null; readonly after: string | null }[];
  readonly tiers: KeyedDiff<Tier>;
  readonly tierRules: KeyedDiff<TierRule>;
  readonly items: KeyedDiff<Item>;
  readonly adjustments: KeyedDiff<Adjustment>;
  readonly fees: KeyedDiff<FeeRule>;
  readonly splits: KeyedDiff<Split>;
}

const codeOf = (value: { readonly code: string }): string => value.code;

/** Compares what two books mean: both in their normal form. */
export function diffBooks(earlier: PriceBook, later: PriceBook): BookDiff {
  const before = normalBook(earlier);
  const after = normalBook(later);
  return {
    version: { before: before.version, after: after.version },
    facts: BOOK_FACTS.flatMap((fact) => {
      const pair = { fact, before: before[fact] ?? null, after: after[fact] ?? null };
      return pair.before === pair.after ? [] : [pair];
    }),
    tiers: diffKeyed(before.tiers, after.tiers, codeOf),
    tierRules: diffKeyed(before.tierRules!, after.tierRules!, codeOf),
    items: diffKeyed(before.items, after.items, codeOf),
    adjustments: diffKeyed(before.adjustments!, after.adjustments!, codeOf),
    fees: diffKeyed(before.fees!, after.fees!, codeOf),
    splits: diffKeyed(before.splits!, after.splits!, codeOf),
  };
}

/** The later book, in its normal form, from the earlier one: nothing of a difference is only for show. */
export function applyBookDiff(earlier: PriceBook, diff: BookDiff): PriceBook {
  const before = normalBook(earlier);
  const facts = Object.fromEntries(diff.facts.map(({ fact, after }) => [fact, after]));
  return {
    ...before,
    ...facts,
    version: diff.version.after,
    tiers: applyKeyed(before.tiers, diff.tiers, codeOf),
    tierRules: applyKeyed(before.tierRules!, diff.tierRules, codeOf),
    items: applyKeyed(before.items, diff.items, codeOf),
    adjustments: applyKeyed(before.adjustments!, diff.adjustments, codeOf),
    fees: applyKeyed(before.fees!, diff.fees, codeOf),
    splits: applyKeyed(before.splits!, diff.splits, codeOf),
  };
}

/** Whether two versions price every order alike, by what is written in them. */
export function isSameBook(diff: BookDiff): boolean {
  const lists: readonly KeyedDiff<unknown>[] = [diff.tiers, diff.tierRules, diff.items, diff.adjustments, diff.fees, diff.splits];
  return diff.facts.length === 0 && lists.every(isEmptyDiff);
}

/** One price that is another one now; `null` stands for no price. `*` is the price for all tiers. */
export interface PriceChange {
  readonly item: string;
  readonly name: string;
  readonly tier: string;
  readonly side: Side;
  readonly before: number | null;
  readonly after: number | null;
  /** Change relative to the old price, in percent with one decimal; null where there is no old price to compare with. */
  readonly percent: number | null;
}

/** Every changed price of items that stayed, the largest change first: in percent, then in fen; prices that came or went stand before all. */
export function priceChanges({ items }: BookDiff): readonly PriceChange[] {
  const changes = items.changed.flatMap(({ before, after }) => {
    const tiers = new Set([...Object.keys(before.prices), ...Object.keys(after.prices)]);
    return [...tiers].flatMap((tier) =>
      SIDES.flatMap((side): PriceChange[] => {
        const was = before.prices[tier]?.[side] ?? null;
        const is = after.prices[tier]?.[side] ?? null;
        if (was === is) return [];
        const percent = was === null || is === null || was === 0 ? null : Math.round(((is - was) / Math.abs(was)) * 1000) / 10;
        return [{ item: after.code, name: after.name ?? after.code, tier, side, before: was, after: is, percent }];
      }),
    );
  });
  const weight = (change: PriceChange) => (change.percent === null ? Number.POSITIVE_INFINITY : Math.abs(change.percent));
  const step = (change: PriceChange) => Math.abs((change.after ?? 0) - (change.before ?? 0));
  // no subtraction of infinities
  return changes.sort((a, b) => (weight(a) === weight(b) ? step(b) - step(a) : weight(a) < weight(b) ? 1 : -1));
}

/** Percent of the old price beyond which a change is looked at once more before it is published. */
const LARGE_PERCENT = 50;

/** Whether a price changed by more than half, or asks for money where it asked for none. A price that came or went is no change of a price. */
export function isLargeChange({ before, percent }: PriceChange): boolean {
  return percent === null ? before === 0 : Math.abs(percent) > LARGE_PERCENT;
}

/** Whether an item differs in more than its prices. */
export function differsBesidePrices(before: Item, after: Item): boolean {
  return !sameJson({ ...before, prices: null }, { ...after, prices: null });
}

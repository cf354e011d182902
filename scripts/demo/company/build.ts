import type { Adjustment, FeeRule, PriceBook, Split } from '../../../shared/src/pricing/types.ts';
import { type CityTiers, tierRulesOf } from './city-tiers.ts';
import { bookItem, type DemoItem } from './items.ts';

/** `data/book-rules.json`: rules beyond those of the company's first book; one with a known code takes that one's place. */
export interface MoreRules {
  readonly adjustments: readonly Adjustment[];
  readonly fees: readonly FeeRule[];
  readonly splits: readonly Split[];
}

export interface BookParts {
  /** `data/price-book-main.json`. */
  readonly core: PriceBook;
  readonly items: readonly DemoItem[];
  readonly tiers: CityTiers;
  readonly rules: MoreRules;
}

/** Labour before the last rise of prices, in percent of today's: an assumption. */
const BEFORE_PERCENT = 97;
/** Prices of the first version are whole tenths of a yuan. */
const TENTH = 10;

/**
 * The demo's price books: `MAIN` in two versions, the newer one dearer, and two books that stand beside it and price nothing.
 *
 * @param since midnight in Beijing as ISO text: from when the first version holds
 * @param risen the same for the second version
 */
export function buildBooks(parts: BookParts, since: string, risen: string): readonly PriceBook[] {
  const { core, items, tiers, rules } = parts;
  const main: PriceBook = {
    ...core,
    version: 2,
    validFrom: risen,
    validTo: null,
    tierRules: tierRulesOf(tiers),
    items: [...core.items, ...items.map(bookItem)],
    adjustments: merged(core.adjustments ?? [], rules.adjustments),
    fees: merged(core.fees ?? [], rules.fees),
    splits: merged(core.splits ?? [], rules.splits),
  };
  const first: PriceBook = { ...main, version: 1, validFrom: since, items: main.items.map((item) => cheaper(item, BEFORE_PERCENT)) };
  const only = (code: string, categories: readonly string[], percent: number): PriceBook => {
    const codes = new Set(items.filter(({ category }) => categories.includes(category)).map((item) => item.code));
    const kept = main.items.filter((item) => codes.has(item.code)).map((item) => cheaper(item, percent));
    const splits = main.splits?.filter((split) => split.items?.every((item) => codes.has(item)) ?? true);
    const { adjustments: _, fees: __, ...rest } = main;
    return { ...rest, code, version: 1, items: kept, ...(splits ? { splits } : {}) };
  };
  return [first, main, only('KA', ['空调', '热水器', '电视', '通用'], 92), only('EV', ['充电桩', '通用'], 95)];
}

function merged<Rule extends { readonly code: string }>(core: readonly Rule[], more: readonly Rule[]): readonly Rule[] {
  const instead = new Map(more.map((rule) => [rule.code, rule]));
  const known = new Set(core.map(({ code }) => code));
  return [...core.map((rule) => instead.get(rule.code) ?? rule), ...more.filter(({ code }) => !known.has(code))];
}

/** The same item with what the customer pays for labour, and what it settles, at so many percent. */
function cheaper(item: PriceBook['items'][number], percent: number): PriceBook['items'][number] {
  if (item.kind !== 'labour') return item;
  const at = (fen: number | null | undefined): number => Math.round(((fen ?? 0) * percent) / 100 / TENTH) * TENTH;
  const prices = Object.fromEntries(
    Object.entries(item.prices).map(([tier, cell]) => [tier, { ...cell, charge: at(cell.charge), settle: at(cell.settle) }]),
  );
  return { ...item, prices };
}

import type { ItemKind } from '@mingdan/shared/pricing/types';

/** An item of the catalogue as far as its trade matters. */
export interface TradeItem {
  readonly code: string;
  readonly kind: ItemKind;
  readonly category: string;
}

/** The category of what every trade needs: holes, hours, the way to the customer. */
const EVERYBODYS = '通用';

/**
 * Items that go with an order's work: those of its trades 工种, of every trade, and of categories that are no trade. A trade is a category that
 * service items bear; an order's trades are the categories of what its template and its lines name. With no trade known everything goes.
 *
 * @param named codes that the template's presets, its form's own lists and the order's lines name
 */
export function ownItems(items: readonly TradeItem[], named: ReadonlySet<string>): ReadonlySet<string> {
  const trades = new Set(items.filter(({ kind }) => kind === 'labour').map(({ category }) => category));
  trades.delete(EVERYBODYS);
  const own = new Set(items.filter(({ code, category }) => named.has(code) && trades.has(category)).map(({ category }) => category));
  return new Set(items.filter(({ category }) => own.size === 0 || own.has(category) || !trades.has(category)).map(({ code }) => code));
}

/**
 * Items in the order in which they are likely wanted: those of the order's own work before all others; among them what stood on bills most often lately,
 * then what the template and the order name, else as they came.
 */
export function mostUsedFirst<T extends { readonly code: string; readonly own: boolean }>(
  items: readonly T[],
  uses: ReadonlyMap<string, number>,
  named: ReadonlySet<string>,
): readonly T[] {
  const rank = ({ code, own }: T) => (own ? 1e9 : 0) + (uses.get(code) ?? 0) * 2 + (named.has(code) ? 1 : 0);
  return items.toSorted((a, b) => rank(b) - rank(a));
}

import type { OrderItemsOutput } from '@mingdan/shared/contracts/orders';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import type { Item, Quote } from '@mingdan/shared/pricing/types';
import type { CatalogApi } from '../../catalog/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PricingApi } from '../../pricing/index.ts';
import type { TemplatesApi } from '../../templates/index.ts';
import { mostUsedFirst, ownItems, type TradeItem } from '../domain/offered-items.ts';
import { linesOf } from '../domain/reading-values.ts';
import { helpersOf } from '../store/crew.ts';
import type { OrderStore } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { moneyOf } from './money-of.ts';

/** Phones load the list whole. */
const MOST = 500;
/** Bills that tell what is used, the latest of the template. */
const LATELY = 60;

/**
 * What may stand on an order's lines: items of the catalogue that its pinned price book prices, those that go with its work and are used most
 * first, each with what the book asks of the customer where the reader may see that; undefined where he may not see the order. Never what it costs the company.
 */
export async function readOrderItems(
  tx: Tx,
  deps: { store: OrderStore; catalog: CatalogApi; pricing: PricingApi; templates: TemplatesApi },
  orderId: string,
): Promise<OrderItemsOutput['items'] | undefined> {
  const order = await deps.store.loadSeen(tx, orderId);
  if (!order) return undefined;
  const { row } = order;
  const template = await deps.templates.load(tx, row.template_code, row.template_version);
  const book = await deps.pricing.book(tx, { code: row.book_code, version: row.book_version });
  if (!template || !book) throw new Error(`order ${row.id} pins a template or a book that is not stored`);

  const priced = await deps.catalog.itemsByCode(
    tx,
    book.items.map(({ code }) => code),
  );
  const offered = await offerItems(
    tx,
    template,
    [...priced.values()],
    row.installer_id,
    linesOf(template.form, order.values).map(({ item }) => item),
  );
  const helpers = (await helpersOf(tx, [row.id])).get(row.id) ?? [];
  const shows = moneyOf(tx.origin.actor, row, helpers).has('charge');
  const tier = (await currentQuote(tx, row.id))?.quote.tier;
  const prices = new Map(book.items.map((item) => [item.code, item]));
  return offered.slice(0, MOST).map((item) => {
    const price = prices.get(item.code);
    return { ...item, price: shows && price ? listPrice(price, tier) : null };
  });
}

/**
 * The items in the order in which a picker offers them: those that go with the template's work before others', what is used most first.
 *
 * @param installerId what this installer used counts twice
 * @param onOrder codes on the order's lines already
 */
export async function offerItems<T extends TradeItem>(
  tx: Tx,
  template: Pick<TemplateDefinition, 'code' | 'form' | 'lines'>,
  items: readonly T[],
  installerId: string | null = null,
  onOrder: readonly string[] = [],
): Promise<readonly (T & { readonly own: boolean })[]> {
  const named = new Set([
    ...Object.values(template.lines).flatMap((lines) => lines.map(({ item }) => item)),
    ...template.form.fields.flatMap((field) => ('items' in field ? (field.items ?? []) : [])),
    ...onOrder,
  ]);
  const own = ownItems(items, named);
  const told = items.map((item) => ({ ...item, own: own.has(item.code) }));
  return mostUsedFirst(told, await usesOf(tx, template.code, installerId), named);
}

/** What an item costs the customer by the book, before anything is added or taken off; null where the book has no single price for it. */
function listPrice(item: Item, tier: string | undefined): number | null {
  return (tier === undefined ? undefined : item.prices[tier]?.charge) ?? item.prices['*']?.charge ?? null;
}

/** How often each item stood on bills lately: those of this template, the installer's own twice. */
async function usesOf(tx: Tx, templateCode: string, installerId: string | null): Promise<ReadonlyMap<string, number>> {
  const lately = await tx.db
    .selectFrom('work_order')
    .innerJoin('order_quote', 'order_quote.order_id', 'work_order.id')
    .select(['work_order.installer_id', 'order_quote.quote'])
    .where('work_order.template_code', '=', templateCode)
    .where('order_quote.kind', '=', 'actual')
    .orderBy('work_order.id', 'desc')
    .limit(LATELY)
    .execute();
  const uses = new Map<string, number>();
  for (const { installer_id, quote } of lately) {
    const weight = installerId !== null && installer_id === installerId ? 2 : 1;
    for (const { item } of (JSON.parse(quote) as Quote).lines) uses.set(item, (uses.get(item) ?? 0) + weight);
  }
  return uses;
}

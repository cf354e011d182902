import { createHash } from 'node:crypto';
import type { MoneyBlock } from '@mingdan/shared/contracts/common';
import type { PricedLine } from '@mingdan/shared/contracts/orders';
import type { MoneyField } from '@mingdan/shared/contracts/roles';
import { lineAdditions } from '@mingdan/shared/orders/line-added';
import { lineParts } from '@mingdan/shared/orders/line-parts';
import type { Explanation, PriceBook, Quote } from '@mingdan/shared/pricing/types';

/** Format version of what is hashed; a change of it never changes old signatures. */
const HASH_VERSION = 'bill-1';

/**
 * What the customer signs: order, book version, and each line's item, quantity and amount. Neither the installer's pay nor our cost is in
 * it, so that the hash can be shown to anyone who sees the bill.
 */
export function billHash(quote: Quote): string {
  // whoever lists the same lines in another order shows the same bill
  const lines = quote.lines.map((line) => `${line.item}|${line.quantity}|${line.charge}`).sort();
  const content = JSON.stringify([HASH_VERSION, quote.id, quote.book, lines, quote.totals.charge]);
  return `${HASH_VERSION}.${createHash('sha256').update(content).digest('hex')}`;
}

/** Names and units from the book that priced the lines: an old order reads as it did then. */
export function itemNames(book: Pick<PriceBook, 'items' | 'fees'>): (code: string) => { name: string; unit: string } {
  const items = new Map(book.items.map((item) => [item.code, { name: item.name, unit: item.unit }]));
  for (const fee of book.fees ?? []) items.set(fee.code, { name: fee.name, unit: fee.per === 'km' ? '公里' : '次' });
  return (code) => items.get(code) ?? { name: code, unit: '' };
}

/**
 * Lines as a reader may see them; what he may not is null.
 *
 * @param installerId whose earnings `earn` shows; null: the whole crew's
 */
export function visibleLines(
  { quote, explanation }: { readonly quote: Quote; readonly explanation: Explanation },
  book: PriceBook,
  money: ReadonlySet<MoneyField>,
  installerId: string | null,
): PricedLine[] {
  const nameOf = itemNames(book);
  const rules = new Map((book.adjustments ?? []).map(({ code, name }) => [code, name]));
  const ruleName = (code: string) => rules.get(code) ?? code;
  return quote.lines
    .map((line, index) => ({
      item: line.item,
      ...nameOf(line.item),
      kind: line.kind,
      quantity: line.quantity,
      charge: money.has('charge') ? line.charge : null,
      parts: money.has('charge') ? [...lineParts(explanation, index, line.charge)] : [],
      added: money.has('charge') ? [...lineAdditions(explanation, index, 'charge', line.charge, ruleName)] : [],
      settle: money.has('settle') ? line.settle : null,
      cost: money.has('cost') ? line.cost : null,
      earn: money.has('earn') ? (installerId === null ? line.earn : (line.crew[installerId] ?? 0)) : null,
    }))
    .filter(
      (line) => line.kind !== 'fee' || [line.charge, line.settle, line.cost, line.earn].some((amount) => amount !== null && amount !== 0),
    );
}

/** The five figures, null where the reader may not see one. */
export function visibleTotals(quote: Quote, money: ReadonlySet<MoneyField>, installerId: string | null): MoneyBlock {
  const { totals } = quote;
  const shown = (field: MoneyField, amount: number) => (money.has(field) ? amount : null);
  return {
    charge: shown('charge', totals.charge),
    settle: shown('settle', totals.settle),
    earn: shown('earn', installerId === null ? totals.earn : (totals.installers[installerId] ?? 0)),
    cost: shown('cost', totals.cost),
    profit: shown('profit', totals.profit),
  };
}

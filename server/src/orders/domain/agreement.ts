import { createHash } from 'node:crypto';
import type { PricedLine } from '@mingdan/shared/contracts/orders';
import type { OrderLine, Quote } from '@mingdan/shared/pricing/types';

/** Quantities have at most three decimals: whole thousandths keep them exact. */
const MILLI = 1000;

/** What goes beyond the agreement 增项: per item, how much more is done than the customer agreed to. In the order of `lines`. */
export function extraLines(lines: readonly OrderLine[], agreed: readonly OrderLine[]): readonly OrderLine[] {
  return minus(lines, agreed);
}

/** What of the lines the customer agreed to, in their order: each item up to the agreed quantity. `lines` is this and `extraLines` together. */
export function agreedPart(lines: readonly OrderLine[], agreed: readonly OrderLine[]): readonly OrderLine[] {
  const open = sums(agreed);
  return lines.flatMap((line) => {
    const within = Math.min(milliOf(line.quantity), open.get(line.item) ?? 0);
    open.set(line.item, (open.get(line.item) ?? 0) - within);
    return within === 0 ? [] : [{ item: line.item, quantity: quantityOf(within) }];
  });
}

/** What of the agreement is still to be done. */
export function restLines(agreed: readonly OrderLine[], done: readonly OrderLine[]): readonly OrderLine[] {
  return minus(agreed, done);
}

/** The agreement after the customer agreed to more. */
export function plusLines(agreed: readonly OrderLine[], more: readonly OrderLine[]): readonly OrderLine[] {
  return [...sums([...agreed, ...more])].map(([item, milli]) => ({ item, quantity: quantityOf(milli) }));
}

/** Whether two lists say the same, however they are ordered or split. */
export function sameLines(a: readonly OrderLine[], b: readonly OrderLine[]): boolean {
  return minus(a, b).length === 0 && minus(b, a).length === 0;
}

/** An extra line with what it adds to the bill, fen. */
export interface ExtraLine extends OrderLine {
  readonly charge: number;
}

/** What each extra line adds to the bill: the item's amount with it less the amount without. `without` null: nothing was agreed yet. */
export function pricedExtras(extra: readonly OrderLine[], full: Quote, without: Quote | null): readonly ExtraLine[] {
  const charged = (quote: Quote | null, item: string) =>
    (quote?.lines ?? []).filter((line) => line.item === item).reduce((sum, line) => sum + line.charge, 0);
  return extra.map((line) => ({ ...line, charge: charged(full, line.item) - charged(without, line.item) }));
}

/** Format version of what is hashed. */
const HASH_VERSION = 'consent-1';

/** What the customer agrees to: of which order and visit, which lines for how much, and what the bill comes to with them. */
export function consentHash(ask: { orderId: string; visitId: string; book: string; lines: readonly ExtraLine[]; total: number }): string {
  const lines = ask.lines.map((line) => `${line.item}|${line.quantity}|${line.charge}`).sort();
  const content = JSON.stringify([HASH_VERSION, ask.orderId, ask.visitId, ask.book, lines, ask.total]);
  return `${HASH_VERSION}.${createHash('sha256').update(content).digest('hex')}`;
}

/** What a later bill of the same visit pays each installer beyond an earlier one; who gets neither more nor less is left out. */
export function payDifference(later: Quote, earlier: Quote): Readonly<Record<string, number>> {
  const installers = new Set([...Object.keys(earlier.totals.installers), ...Object.keys(later.totals.installers)]);
  const differences = [...installers].map((installer): [string, number] => [
    installer,
    (later.totals.installers[installer] ?? 0) - (earlier.totals.installers[installer] ?? 0),
  ]);
  return Object.fromEntries(differences.filter(([, amount]) => amount !== 0));
}

/** How a kind of line is kept in the form. */
export const LINE_FIELD: Readonly<Record<PricedLine['kind'], 'service-lines' | 'part-lines'>> = {
  labour: 'service-lines',
  fee: 'service-lines',
  part: 'part-lines',
};

function minus(from: readonly OrderLine[], less: readonly OrderLine[]): readonly OrderLine[] {
  const taken = sums(less);
  return [...sums(from)].flatMap(([item, milli]) => {
    const left = milli - (taken.get(item) ?? 0);
    return left > 0 ? [{ item, quantity: quantityOf(left) }] : [];
  });
}

/** Thousandths by item, in the order of first mention. */
function sums(lines: readonly OrderLine[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const line of lines) found.set(line.item, (found.get(line.item) ?? 0) + milliOf(line.quantity));
  return found;
}

function milliOf(quantity: string): number {
  const [whole = '0', decimals = ''] = quantity.split('.');
  return Number(whole) * MILLI + Number(decimals.padEnd(3, '0'));
}

function quantityOf(milli: number): string {
  const decimals = String(milli % MILLI)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${Math.floor(milli / MILLI)}${decimals === '' ? '' : `.${decimals}`}`;
}

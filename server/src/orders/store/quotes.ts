import { businessDay } from '@mingdan/shared/kernel/time';
import type { Explanation, OrderFacts, Quote } from '@mingdan/shared/pricing/types';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { OrderQuoteTable } from './migrations.ts';

/** A stored quote: facts, result and arithmetic as they were, so that it can be shown and computed again from its own row. */
export interface StoredQuote {
  readonly id: string;
  readonly orderId: string;
  readonly visitId: string;
  readonly kind: 'planned' | 'actual';
  readonly facts: OrderFacts;
  readonly quote: Quote;
  readonly explanation: Explanation;
  readonly billHash: string;
  readonly createdAt: number;
}

/**
 * Writes the visit's quote of this kind. A planned one is replaced when the plan changes; an actual one is written once, ever.
 *
 * @param replaces false where no planned one can be there yet
 */
export async function saveQuote(tx: Tx, quote: Omit<StoredQuote, 'id' | 'createdAt'>, replaces = false): Promise<string> {
  const id = newId();
  if (quote.kind === 'planned' && replaces)
    await tx.db.deleteFrom('order_quote').where('visit_id', '=', quote.visitId).where('kind', '=', 'planned').execute();
  await tx.db
    .insertInto('order_quote')
    .values({
      id,
      order_id: quote.orderId,
      visit_id: quote.visitId,
      kind: quote.kind,
      facts: JSON.stringify(quote.facts),
      quote: JSON.stringify(quote.quote),
      explanation: JSON.stringify(quote.explanation),
      bill_hash: quote.billHash,
      created_at: tx.now,
    })
    .execute();
  return id;
}

/** The order's quote that counts now: the latest actual one, else the latest planned one. */
export async function currentQuote(tx: Tx, orderId: string): Promise<StoredQuote | undefined> {
  const rows = await tx.db.selectFrom('order_quote').selectAll().where('order_id', '=', orderId).orderBy('id', 'desc').execute();
  const row = rows.find(({ kind }) => kind === 'actual') ?? rows[0];
  return row && open(row);
}

export async function loadQuote(tx: Tx, id: string): Promise<StoredQuote | undefined> {
  const row = await tx.db.selectFrom('order_quote').selectAll().where('id', '=', id).executeTakeFirst();
  return row && open(row);
}

function open(row: OrderQuoteTable): StoredQuote {
  return {
    id: row.id,
    orderId: row.order_id,
    visitId: row.visit_id,
    kind: row.kind,
    // parsed when asked for: lists want the figures and neither facts nor arithmetic, which are far larger
    get facts() {
      return JSON.parse(row.facts) as OrderFacts;
    },
    quote: JSON.parse(row.quote) as Quote,
    get explanation() {
      return JSON.parse(row.explanation) as Explanation;
    },
    billHash: row.bill_hash,
    createdAt: row.created_at,
  };
}

/** One row per installer with what the actual quote pays him. */
export async function savePay(tx: Tx, orderId: string, quoteId: string, quote: Quote): Promise<void> {
  for (const [installer, earn] of Object.entries(quote.totals.installers))
    await tx.db
      .insertInto('order_pay')
      .values({
        id: newId(),
        order_id: orderId,
        quote_id: quoteId,
        installer_id: installer,
        earn,
        business_day: businessDay(tx.now),
        finished_at: tx.now,
      })
      .execute();
}

export interface Pay {
  readonly orderId: string;
  readonly earn: number;
  readonly businessDay: string;
  readonly finishedAt: number;
}

/** What an installer earned by orders finished on business days from … to, both included; newest first. */
export async function payOf(tx: Tx, installerId: string, from: string, to: string): Promise<readonly Pay[]> {
  const rows = await tx.db
    .selectFrom('order_pay')
    .select(['order_id', 'earn', 'business_day', 'finished_at'])
    .where('installer_id', '=', installerId)
    .where('business_day', '>=', from)
    .where('business_day', '<=', to)
    .orderBy('business_day', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ orderId: row.order_id, earn: row.earn, businessDay: row.business_day, finishedAt: row.finished_at }));
}

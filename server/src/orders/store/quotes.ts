import type { OrderView } from '@mingdan/shared/contracts/orders';
import { businessDay } from '@mingdan/shared/kernel/time';
import type { Explanation, OrderFacts, Quote } from '@mingdan/shared/pricing/types';
import { insertRows, prepared, preparedOne } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { billState } from '../domain/bill-state.ts';
import type { OrderQuoteTable, VisitTable } from './migrations.ts';
import { oddVisits } from './odd-punches.ts';
import { signedVisits } from './signatures.ts';

/** A stored quote: facts, result and arithmetic as they were, so that it can be shown and computed again from its own row; one that was taken back holds those of the bill before it. */
export interface StoredQuote {
  readonly id: string;
  readonly orderId: string;
  readonly visitId: string;
  readonly kind: 'planned' | 'actual';
  /** Above 0: lines were agreed to after the visit was finished, and this is the whole bill with them; or it was taken back. */
  readonly revision: number;
  /** Why the company took the bill back 撤回: nothing is left of it. Null where it stands. */
  readonly takenBack: string | null;
  readonly facts: OrderFacts;
  readonly quote: Quote;
  readonly explanation: Explanation;
  readonly billHash: string;
  readonly createdAt: number;
}

/**
 * Writes the visit's quote of this kind. A planned one is replaced when the plan changes; an actual one is written once per revision, ever.
 *
 * @param replaces false where no planned one can be there yet
 */
export async function saveQuote(
  tx: Tx,
  quote: Omit<StoredQuote, 'id' | 'createdAt' | 'revision' | 'takenBack'> & { readonly revision?: number; readonly takenBack?: string },
  replaces = false,
): Promise<string> {
  const id = newId();
  if (quote.kind === 'planned' && replaces)
    await tx.db.deleteFrom('order_quote').where('visit_id', '=', quote.visitId).where('kind', '=', 'planned').execute();
  await insertRows(tx, 'order_quote', [
    {
      id,
      order_id: quote.orderId,
      visit_id: quote.visitId,
      kind: quote.kind,
      revision: quote.revision ?? 0,
      facts: JSON.stringify(quote.facts),
      quote: JSON.stringify(quote.quote),
      explanation: JSON.stringify(quote.explanation),
      bill_hash: quote.billHash,
      created_at: tx.now,
      taken_back: quote.takenBack ?? null,
    },
  ]);
  return id;
}

/** The order's quote that counts now: that of its last visit, actual before planned. */
export async function currentQuote(tx: Tx, orderId: string): Promise<StoredQuote | undefined> {
  return (await billsOf(tx, orderId)).at(-1);
}

const ofOrder = prepared((db, { orderId }: { orderId: string }) =>
  db.selectFrom('order_quote').selectAll().where('order_id', '=', orderId).orderBy('visit_id').orderBy('kind', 'desc').orderBy('revision'),
);

/** The quote that counts for each visit, oldest visit first: the latest actual one, else the planned one. */
export async function billsOf(tx: Tx, orderId: string): Promise<readonly StoredQuote[]> {
  const rows = await ofOrder(tx, { orderId });
  // planned comes before actual, a revision before the next: the last of a visit is the one that counts
  return rows.filter((row, index) => rows[index + 1]?.visit_id !== row.visit_id).map(open);
}

/** The bill of the same visit that this one took the place of; undefined for a first one. */
export async function quoteBefore(tx: Tx, quote: StoredQuote): Promise<StoredQuote | undefined> {
  if (quote.revision === 0) return undefined;
  const row = await tx.db
    .selectFrom('order_quote')
    .selectAll()
    .where('visit_id', '=', quote.visitId)
    .where('kind', '=', 'actual')
    .where('revision', '=', quote.revision - 1)
    .executeTakeFirstOrThrow();
  return open(row);
}

/** Ids of the order's bills, whatever revision, that hold a visit fee 上门费 alone. */
export async function feeQuotes(tx: Tx, orderId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.db
    .selectFrom('order_quote')
    .innerJoin('visit', 'visit.id', 'order_quote.visit_id')
    .select('order_quote.id')
    .where('order_quote.order_id', '=', orderId)
    .where('order_quote.kind', '=', 'actual')
    .where('visit.scope', '=', 'fee')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Sum of what the visits before this one cost the customer, fen. */
export async function billedBefore(tx: Tx, visit: Pick<VisitTable, 'id' | 'order_id' | 'seq'>): Promise<number> {
  if (visit.seq === 1) return 0;
  const bills = await billsOf(tx, visit.order_id);
  return bills
    .filter((bill) => bill.kind === 'actual' && bill.visitId !== visit.id)
    .reduce((sum, bill) => sum + bill.quote.totals.charge, 0);
}

/** Sum of all bills of an order, fen: what its customer was billed so far. */
export async function billedOf(tx: Tx, orderId: string): Promise<number> {
  return (await billsOf(tx, orderId)).reduce((sum, { kind, quote }) => sum + (kind === 'actual' ? quote.totals.charge : 0), 0);
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
    revision: row.revision,
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
    takenBack: row.taken_back,
  };
}

/** One row per installer with what an actual quote pays him, or pays him more than the one before. */
export async function savePay(tx: Tx, orderId: string, quoteId: string, pay: Readonly<Record<string, number>>): Promise<void> {
  for (const [installer, earn] of Object.entries(pay))
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
  readonly number: string;
  readonly templateName: string;
  readonly settlementState: OrderView['settlementState'];
  /** Fen; below zero for what was taken back. */
  readonly earn: number;
  readonly businessDay: string;
  readonly finishedAt: number;
  /** Why it was taken back 撤回; null for what was earned. */
  readonly takenBack: string | null;
}

/** An installer and business days from … to, both included. */
export interface PayDays {
  readonly installerId: string;
  readonly from: string;
  readonly to: string;
}

const payRows = prepared((db, { installerId, from, to }: PayDays & Record<string, string>) =>
  db
    .selectFrom('order_pay')
    .innerJoin('work_order', 'work_order.id', 'order_pay.order_id')
    .leftJoin('order_quote', 'order_quote.id', 'order_pay.quote_id')
    .select(['order_quote.visit_id', 'order_quote.taken_back'])
    .select(['order_pay.order_id', 'order_pay.earn', 'order_pay.business_day', 'order_pay.finished_at'])
    .select(['work_order.number', 'work_order.template_name', 'work_order.settlement_state'])
    .select(['work_order.disputed', 'work_order.odd_punch'])
    .where('order_pay.installer_id', '=', installerId)
    .where('order_pay.business_day', '>=', from)
    .where('order_pay.business_day', '<=', to)
    .orderBy('order_pay.business_day', 'desc')
    .orderBy('order_pay.id', 'desc'),
);

/** What an installer earned by orders finished on these days; newest first. */
export async function payOf(tx: Tx, of: PayDays): Promise<readonly Pay[]> {
  const rows = await payRows(tx, { ...of });
  // only of an order that goes on does a bill's own signature count
  const signed = await signedVisits(
    tx,
    rows.flatMap(({ visit_id, settlement_state }) => (visit_id === null || settlement_state !== 'estimated' ? [] : [visit_id])),
  );
  const odd = await oddVisits(
    tx,
    rows.flatMap(({ order_id, odd_punch }) => (odd_punch === 1 ? [order_id] : [])),
  );
  return rows.map((row) => ({
    orderId: row.order_id,
    number: row.number,
    templateName: row.template_name,
    // what was earned on the way of an order that goes on is no estimate
    settlementState: billState(row, {
      kind: 'actual',
      isSigned: row.visit_id !== null && signed.has(row.visit_id),
      isOdd: row.visit_id !== null && odd.has(row.visit_id),
    }),
    earn: row.earn,
    businessDay: row.business_day,
    finishedAt: row.finished_at,
    takenBack: row.taken_back,
  }));
}

/** What stands in an installer's name on a day, fen: pay by the days that it was earned on, and customers' money that he took, refunds out of his hand taken off. */
export interface Standing {
  readonly today: number;
  readonly week: number;
  readonly taken: number;
}

type StandingOf = { readonly installerId: string; readonly weekStart: string; readonly today: string };

const standingRow = preparedOne((db, { installerId, weekStart, today }: StandingOf) => {
  const pay = (from: string) =>
    db
      .selectFrom('order_pay')
      .select((eb) => eb.fn.sum<number | string | null>('earn').as('sum'))
      .where('installer_id', '=', installerId)
      .where('business_day', '>=', from)
      .where('business_day', '<=', today);
  const taken = db
    .selectFrom('collection')
    .select((eb) =>
      eb.fn
        .sum<number | string | null>(
          eb
            .case()
            .when('kind', '=', 'collect')
            .then(eb.ref('amount'))
            .else(eb.neg(eb.ref('amount')))
            .end(),
        )
        .as('sum'),
    )
    .where('installer_id', '=', installerId)
    .where('voided_at', 'is', null);
  return db.selectNoFrom([pay(today).as('today'), pay(weekStart).as('week'), taken.as('taken')]);
});

/** The sums of an installer's page, by one statement. @param of `weekStart`: first day of the week that `today` lies in */
export async function standingOf(tx: Tx, of: StandingOf): Promise<Standing> {
  const row = await standingRow(tx, of);
  return { today: Number(row?.today ?? 0), week: Number(row?.week ?? 0), taken: Number(row?.taken ?? 0) };
}

import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { EpochMs } from '@mingdan/shared/kernel/time';
import type { CrewMember, OrderLine } from '@mingdan/shared/pricing/types';
import type { CustomersApi } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { Priced, PricingApi } from '../../pricing/index.ts';
import { billHash } from '../domain/bill.ts';
import { orderFacts, type PricedOrder } from '../domain/facts.ts';
import { linesOf, priceAttributes, readOrderValues } from '../domain/reading-values.ts';
import { orderCompleted } from '../events.ts';
import { silentConfirmation } from '../jobs.ts';
import type { VisitTable, WorkOrderTable } from '../store/migrations.ts';
import { savePay, saveQuote } from '../store/quotes.ts';
import { type MoneyActions, visitOf, type Work } from './drive-flow.ts';

/** Kinds of outlet decide the `cooperation` fact; orders without an outlet are our own. */
export type CooperationOf = (tx: Tx, outletId: string | null) => Promise<string>;

/** A bill that nobody objected to for so long counts as confirmed. */
const SILENCE_MS = 72 * 3_600_000;

/** Everything an order asks the price engine. */
export function createOrderMoney(deps: { pricing: PricingApi; customers: CustomersApi; cooperationOf: CooperationOf }) {
  const { pricing, customers, cooperationOf } = deps;

  const pricedOrder = async (tx: Tx, row: WorkOrderTable, work: Work): Promise<PricedOrder> => ({
    id: row.number,
    priceAt: row.price_at as EpochMs,
    region: row.region,
    cooperation: work.cooperation ?? (await cooperationOf(tx, row.outlet_id)),
    customerLevel: work.customerLevel,
    channel: row.source,
    urgency: row.urgency,
    attributes: priceAttributes(work.template.form, work.values),
  });

  /** Prices given lines with the order's pinned book. */
  const price = async (
    tx: Tx,
    work: Work,
    lines: readonly OrderLine[],
    crew: readonly CrewMember[],
    distanceKm: string | null,
  ): Promise<Result<Priced & { facts: ReturnType<typeof orderFacts> }, 'pricing.not_priceable'>> => {
    // a new appointment of this very act counts already
    const row = { ...work.row, ...work.changes };
    const facts = orderFacts(await pricedOrder(tx, row, work), lines, crew, distanceKm);
    const priced = await pricing.price(tx, { code: row.book_code, version: row.book_version }, facts);
    if (!priced.ok)
      return priced.code === 'pricing.not_priceable'
        ? refuse('pricing.not_priceable', priced.detail ? { detail: priced.detail } : {})
        : missingBook(row);
    return ok({ ...priced.value, facts });
  };

  const crewOf = (visit: VisitTable): readonly CrewMember[] => JSON.parse(visit.crew) as CrewMember[];

  const actions: MoneyActions = {
    async quote(tx, work) {
      const visit = await visitOf(tx, work);
      const lines = linesOf(work.template.form, work.values);
      if (lines.length === 0) return ok(null);
      const priced = await price(tx, work, lines, crewOf(visit), visit.distance_km);
      if (!priced.ok) return priced;
      const { facts, quote, explanation } = priced.value;
      const replaces = (work.changes.charge ?? work.row.charge) !== null;
      const hash = billHash(quote);
      await saveQuote(
        tx,
        { orderId: work.row.id, visitId: visit.id, kind: 'planned', facts, quote, explanation, billHash: hash },
        replaces,
      );
      work.changes.charge = quote.totals.charge;
      return ok(null);
    },

    /** The actual lines, once per visit; the order waits for the customer's word unless the bill is signed already. */
    async settle(tx, work) {
      const { row, template } = work;
      const visit = await visitOf(tx, work);
      const priced = await price(tx, work, linesOf(template.form, work.values), crewOf(visit), visit.distance_km);
      if (!priced.ok) return priced;
      const { facts, quote, explanation } = priced.value;
      const hash = billHash(quote);
      const quoteId = await saveQuote(tx, {
        orderId: row.id,
        visitId: visit.id,
        kind: 'actual',
        facts,
        quote,
        explanation,
        billHash: hash,
      });
      await savePay(tx, row.id, quoteId, quote);
      await tx.db.updateTable('visit').set({ finished_at: tx.now }).where('id', '=', visit.id).execute();

      const signature = await tx.db.selectFrom('order_signature').select('bill_hash').where('order_id', '=', row.id).executeTakeFirst();
      work.changes.settlement_state = signature?.bill_hash === hash ? 'eligible' : 'pending';
      if (work.changes.settlement_state === 'pending')
        await tx.outbox.enqueue(silentConfirmation, { orderId: row.id, quoteId }, { dueAt: tx.now + SILENCE_MS });
      work.changes.finished_at = tx.now;
      work.changes.charge = quote.totals.charge;

      const { serial, model } = readOrderValues(template.form, work.values);
      if (model || serial)
        await customers.addDevice(tx, {
          customerId: row.customer_id,
          siteId: row.site_id,
          model: model ?? template.name,
          serial,
          orderId: row.id,
        });

      work.story.push({ type: 'priced', detail: { kind: 'actual', charge: quote.totals.charge, book: quote.book } });
      await tx.audit({
        action: 'orders.settled',
        subject: { type: 'order', id: row.id },
        after: { quoteId, book: quote.book, billHash: hash, totals: quote.totals },
      });
      await tx.outbox.append(orderCompleted, { orderId: row.id, visitId: visit.id, quoteId });
      return ok(null);
    },
  };

  return { price, crewOf, actions };
}

export type OrderMoney = ReturnType<typeof createOrderMoney>;

function missingBook(row: WorkOrderTable): never {
  throw new Error(`order ${row.id} pins ${row.book_code}@${row.book_version}, which is not stored`);
}

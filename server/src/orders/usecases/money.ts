import type { SettleScope } from '@mingdan/shared/flows/definition';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { EpochMs } from '@mingdan/shared/kernel/time';
import type { CrewMember, OrderLine } from '@mingdan/shared/pricing/types';
import type { CustomersApi } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { Priced, PricingApi } from '../../pricing/index.ts';
import { agreedPart, extraLines, pricedExtras, restLines } from '../domain/agreement.ts';
import { billHash } from '../domain/bill.ts';
import { orderFacts, type PricedOrder } from '../domain/facts.ts';
import { forNextVisit, withLines } from '../domain/next-visit.ts';
import { linesOf, priceAttributes, readDevice } from '../domain/reading-values.ts';
import { orderCompleted } from '../events.ts';
import { SILENCE_MS, silentConfirmation } from '../jobs.ts';
import { agreedOf, replaceAsked } from '../store/consents.ts';
import type { VisitTable, WorkOrderTable } from '../store/migrations.ts';
import { billedBefore, billsOf, savePay, saveQuote } from '../store/quotes.ts';
import { signatureOf } from '../store/signatures.ts';
import { type MoneyActions, visitOf, type Work } from './drive-flow.ts';
import { closeConsents } from './waiting-lines.ts';

/** Kinds of outlet decide the `cooperation` fact; orders without an outlet are our own. */
export type CooperationOf = (tx: Tx, outletId: string | null) => Promise<string>;

/** Everything an order asks the price engine. */
export function createOrderMoney(deps: { pricing: PricingApi; customers: CustomersApi; cooperationOf: CooperationOf }) {
  const { pricing, customers, cooperationOf } = deps;

  const pricedOrder = async (tx: Tx, row: WorkOrderTable, work: Work): Promise<PricedOrder> => {
    work.cooperation ??= await cooperationOf(tx, row.outlet_id);
    return {
      id: row.number,
      priceAt: row.price_at as EpochMs,
      region: row.region,
      cooperation: work.cooperation,
      customerLevel: work.customerLevel,
      channel: row.source,
      urgency: row.urgency,
      attributes: { ...priceAttributes(work.template.form, work.values), ...(row.warranty === 1 ? { warranty: true } : {}) },
    };
  };

  /** Prices given lines with the order's pinned book. */
  const price = async (
    tx: Tx,
    work: Work,
    lines: readonly OrderLine[],
    crew: readonly CrewMember[],
    distanceKm: string | null,
  ): Promise<Result<PricedLines, 'pricing.not_priceable'>> => {
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

  /** What the visit's bill comes to in full, and as far as the customer agreed: with what goes beyond. `within` null: nothing was agreed. */
  const weigh = async (tx: Tx, work: Work, lines: readonly OrderLine[]) => {
    const visit = await visitOf(tx, work);
    const agreed = await agreedOf(tx, visit);
    const extra = extraLines(lines, agreed);
    const full = await price(tx, work, lines, crewOf(visit), visit.distance_km);
    if (!full.ok) return full;
    if (extra.length === 0) return ok({ visit, agreed, extra: [], full: full.value, within: full.value });
    const kept = agreedPart(lines, agreed);
    const within = kept.length === 0 ? null : await price(tx, work, kept, crewOf(visit), visit.distance_km);
    if (within && !within.ok) return within;
    const priced = pricedExtras(extra, full.value.quote, within ? within.value.quote : null);
    return ok({ visit, agreed, extra: priced, full: full.value, within: within ? within.value : null });
  };

  const quote = async (tx: Tx, work: Work): Promise<Result<null, 'pricing.not_priceable'>> => {
    const visit = await visitOf(tx, work);
    const lines = linesOf(work.template.form, work.values);
    if (lines.length === 0) return ok(null);
    const priced = await price(tx, work, lines, crewOf(visit), visit.distance_km);
    if (!priced.ok) return priced;
    const replaces = (work.changes.charge ?? work.row.charge) !== null;
    await saveQuote(tx, { ...stored(work, visit, priced.value), kind: 'planned' }, replaces);
    work.changes.charge = (await billedBefore(tx, visit)) + priced.value.quote.totals.charge;
    return ok(null);
  };

  /** The form's values with these lines as the plan. */
  const planLines = async (tx: Tx, { row, template, values }: Work, lines: readonly OrderLine[]) => {
    const book = await pricing.book(tx, { code: row.book_code, version: row.book_version });
    const kinds = new Map((book?.items ?? []).map((item) => [item.code, item.kind]));
    return withLines(template.form, values, (item) => kinds.get(item) ?? 'labour', lines);
  };

  /** What was agreed to becomes the plan of the visit under way: its form, its estimate and what the customer owes follow at once. */
  const replan = async (tx: Tx, work: Work, agreed: readonly OrderLine[]) => {
    work.values = await planLines(tx, work, agreed);
    return quote(tx, work);
  };

  /** Writes the bill of the visit under way, whose lines are consented. */
  const bill = async (tx: Tx, work: Work, priced: PricedLines, scope: SettleScope): Promise<{ quoteId: string; hash: string }> => {
    const { row } = work;
    const visit = await visitOf(tx, work);
    const quoted = stored(work, visit, priced);
    const quoteId = await saveQuote(tx, { ...quoted, kind: 'actual' });
    await savePay(tx, row.id, quoteId, priced.quote.totals.installers);
    const finished = { finished_at: tx.now, scope };
    await tx.db.updateTable('visit').set(finished).where('id', '=', visit.id).execute();
    work.visit = { ...visit, ...finished };
    work.changes.charge = (await billedBefore(tx, visit)) + priced.quote.totals.charge;
    work.story.push({ type: 'priced', detail: { kind: 'actual', scope, charge: priced.quote.totals.charge, book: priced.quote.book } });
    await tx.audit({
      action: 'orders.settled',
      subject: { type: 'order', id: row.id },
      after: { quoteId, scope, book: priced.quote.book, billHash: quoted.billHash, totals: priced.quote.totals },
    });
    await tx.outbox.append(orderCompleted, { orderId: row.id, visitId: visit.id, quoteId });
    return { quoteId, hash: quoted.billHash };
  };

  /** The order's account is closed: it waits for the customer's word, unless the bill is signed already. */
  const closeAccount = async (tx: Tx, work: Work, quoteId: string, confirmed: boolean): Promise<void> => {
    work.changes.settlement_state = confirmed ? 'eligible' : 'pending';
    work.changes.finished_at = tx.now;
    if (!confirmed) await tx.outbox.enqueue(silentConfirmation, { orderId: work.row.id, quoteId }, { dueAt: tx.now + SILENCE_MS });
  };

  /** The next visit of the same crew, planned with what is left to do. */
  const planNext = async (tx: Tx, work: Work, agreed: readonly OrderLine[]): Promise<Result<null, 'pricing.not_priceable'>> => {
    const before = await visitOf(tx, work);
    const next: VisitTable = {
      ...before,
      id: newId(),
      seq: before.seq + 1,
      finished_at: null,
      scope: null,
      agreed: JSON.stringify(agreed),
      created_at: tx.now,
    };
    await tx.db.insertInto('visit').values(next).execute();
    work.visit = next;
    return quote(tx, work);
  };

  /** What a fee 上门费 alone comes to for the visit under way. */
  const priceFee = async (tx: Tx, work: Work, lines: readonly OrderLine[]) => {
    const visit = await visitOf(tx, work);
    return price(tx, work, lines, crewOf(visit), visit.distance_km);
  };

  /** Settles that fee. */
  const settleFee = async (tx: Tx, work: Work, lines: readonly OrderLine[]) => {
    const priced = await priceFee(tx, work, lines);
    if (!priced.ok) return priced;
    return ok(await bill(tx, work, priced.value, 'fee'));
  };

  const actions: MoneyActions = {
    quote,

    /** The actual lines as far as they are consented, once per visit; what is not waits for the customer 待同意. */
    async settle(tx, work, { scope = 'all', lines: feeLines = [] }) {
      if (scope === 'fee') {
        const agreed = await agreedOf(tx, await visitOf(tx, work));
        const settled = await settleFee(tx, work, feeLines);
        if (!settled.ok) return settled;
        work.values = forNextVisit(work.template.form, work.values);
        return planNext(tx, work, agreed);
      }
      const { row, template } = work;
      const weighed = await weigh(tx, work, linesOf(template.form, work.values));
      if (!weighed.ok) return weighed;
      const { visit, agreed, extra, full, within } = weighed.value;
      const signature = await signatureOf(tx, visit.id);
      const signed = signature?.bill_hash === billHash(full.quote);
      const counted = signed ? full : within;
      if (!counted) return refuse('orders.consent_missing');
      const rest = restLines(agreed, counted.facts.lines);
      if (scope === 'partly' && rest.length === 0) return refuse('orders.nothing_left');

      const { quoteId, hash } = await bill(tx, work, counted, scope);
      await closeConsents(tx, work, { visit, extra, book: full.quote.book, total: full.quote.totals.charge, signed });
      if (scope === 'partly') {
        work.values = forNextVisit(template.form, await planLines(tx, work, rest));
        return planNext(tx, work, rest);
      }
      await closeAccount(tx, work, quoteId, signature?.bill_hash === hash);
      const { serial, model, brand, build } = readDevice(template.form, work.values);
      if (model || serial)
        await customers.addDevice(tx, {
          customerId: row.customer_id,
          siteId: row.site_id,
          kind: build?.kind ?? '',
          brand,
          // without a model it is called by its build, else by what was done to it
          model: model || build?.name || template.name,
          serial,
          orderId: row.id,
        });
      return ok(null);
    },

    /** Bills that earlier visits left behind are all that a cancelled order comes to. */
    async cancelled(tx, work) {
      const visit = await visitOf(tx, work);
      await replaceAsked(tx, visit.id);
      const bills = (await billsOf(tx, work.row.id)).filter(({ kind }) => kind === 'actual');
      const last = bills.at(-1);
      if (!last) return;
      if (visit.finished_at === null)
        await tx.db.deleteFrom('order_quote').where('visit_id', '=', visit.id).where('kind', '=', 'planned').execute();
      work.changes.charge = bills.reduce((sum, one) => sum + one.quote.totals.charge, 0);
      const isSigned = (await signatureOf(tx, last.visitId))?.bill_hash === last.billHash;
      // where all of it was waived there is nothing that the customer could agree to
      await closeAccount(tx, work, last.id, isSigned || work.changes.charge <= work.row.waived);
    },
  };

  return { price, weigh, crewOf, actions, priceFee, settleFee, replan };
}

export type OrderMoney = ReturnType<typeof createOrderMoney>;

/** Facts, figures and arithmetic of one pricing. */
export type PricedLines = Priced & { facts: ReturnType<typeof orderFacts> };

/** A pricing as it is stored for a visit. */
function stored(work: Work, visit: VisitTable, { facts, quote, explanation }: PricedLines) {
  return { orderId: work.row.id, visitId: visit.id, facts, quote, explanation, billHash: billHash(quote) };
}

function missingBook(row: WorkOrderTable): never {
  throw new Error(`order ${row.id} pins ${row.book_code}@${row.book_version}, which is not stored`);
}

import type { FormValues } from '@mingdan/shared/forms/definition';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { OrderLine } from '@mingdan/shared/pricing/types';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { payDifference, plusLines } from '../domain/agreement.ts';
import { billHash } from '../domain/bill.ts';
import { priceAttributes } from '../domain/reading-values.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { noticeAsked, orderCompleted } from '../events.ts';
import { SILENCE_MS, silentConfirmation } from '../jobs.ts';
import { agreedOf, type Consent, consentsOf, saveAgreed, updateConsent } from '../store/consents.ts';
import type { Order } from '../store/orders.ts';
import { billsOf, savePay, saveQuote } from '../store/quotes.ts';
import { tell } from '../store/timeline.ts';
import { consentView, type ConsentDeps as ViewOfConsent } from '../views/consents.ts';
import { type ActDeps, openWork } from './act-on-order.ts';
import { askFor } from './waiting-lines.ts';

export interface ConsentDeps extends ActDeps, ViewOfConsent {
  readonly uow: UnitOfWork;
  readonly pricing: PricingApi;
  /** Ties a picture by its id to the order; false when it is not the asker's own. */
  readonly keepSignature: (tx: Tx, fileId: string, orderId: string) => Promise<boolean>;
}

interface AskInput {
  readonly orderId: string;
  readonly lines: readonly OrderLine[];
  readonly values: FormValues;
  readonly photoFileIds: readonly string[];
  readonly note: string;
}

interface Decision {
  readonly consentId: string;
  readonly hash: string;
  readonly agree: boolean;
  readonly reason?: string | undefined;
}

/** Asking for extra lines 增项, and what becomes of the answer. */
export function createConsents(deps: ConsentDeps) {
  const { uow, store, money, pricing } = deps;

  /** The bill of a finished visit with lines that were agreed to afterwards: the whole of it, in place of the one before. Posted as the difference. */
  const supplement = async (tx: Tx, order: Order, consent: Consent) => {
    const { row } = order;
    const before = (await billsOf(tx, row.id)).find((bill) => bill.visitId === consent.visit_id && bill.kind === 'actual');
    if (!before) throw new Error(`visit ${consent.visit_id} is finished without a bill`);
    const facts = { ...before.facts, lines: plusLines(before.facts.lines, consent.lines) };
    const [code, version] = before.quote.book.split('@') as [string, string];
    const priced = await pricing.price(tx, { code, version: Number(version) }, facts);
    if (!priced.ok) {
      if (priced.code === 'pricing.not_priceable') return refuse('pricing.not_priceable', priced.detail ? { detail: priced.detail } : {});
      throw new Error(`order ${row.id} was billed by ${before.quote.book}, which is not stored`);
    }
    const { quote, explanation } = priced.value;
    // what was shown is what is charged: nothing else may have moved the bill meanwhile
    if (quote.totals.charge !== consent.total) return refuse('orders.consent_changed');
    const quoteId = await saveQuote(tx, {
      orderId: row.id,
      visitId: consent.visit_id,
      kind: 'actual',
      revision: before.revision + 1,
      facts,
      quote,
      explanation,
      billHash: billHash(quote),
    });
    await savePay(tx, row.id, quoteId, payDifference(quote, before.quote));
    await tx.outbox.append(orderCompleted, { orderId: row.id, visitId: consent.visit_id, quoteId });
    if (row.settlement_state === 'pending')
      await tx.outbox.enqueue(silentConfirmation, { orderId: row.id, quoteId }, { dueAt: tx.now + SILENCE_MS });
    return ok(quote.totals.charge - before.quote.totals.charge);
  };

  return {
    /** An installer asks before going on. What was asked before for this visit no longer stands. */
    ask: (input: AskInput, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const order = await store.lockSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        const { row } = order;
        if (row.state !== 'open') return refuse('orders.not_open', { detail: { state: row.state } });
        const work = await openWork(tx, deps, order);
        if (work.state.holder === null || work.state.settled) return refuse('orders.not_assigned');
        const attributes = new Set(Object.keys(priceAttributes(work.template.form, input.values)));
        work.values = { ...work.values, ...Object.fromEntries(Object.entries(input.values).filter(([key]) => attributes.has(key))) };
        const weighed = await money.weigh(tx, work, input.lines);
        if (!weighed.ok) return weighed;
        const { visit, extra, full } = weighed.value;
        if (extra.length === 0) return refuse('orders.nothing_to_agree');
        for (const fileId of input.photoFileIds)
          if (!(await deps.keepSignature(tx, fileId, row.id))) return refuse('files.not_found', { detail: { fileId } });
        const consent = await askFor(tx, row.id, visit, {
          extra,
          book: full.quote.book,
          total: full.quote.totals.charge,
          photos: input.photoFileIds,
          note: withoutPhones(input.note),
        });
        return ok(await consentView(tx, deps, row, consent));
      }),

    /** The customer agrees or declines, for exactly the lines and prices that were shown. The same answer again is the same answer. */
    decide: (input: Decision, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const order = await store.lock(tx, origin.actor.scope.orderId ?? '');
        const consent = order && (await consentsOf(tx, order.row.id)).find(({ id }) => id === input.consentId);
        if (!order || !consent) return refuse('orders.not_found');
        const status = input.agree ? ('agreed' as const) : ('declined' as const);
        if (consent.status === status) return ok({ status, decidedAt: consent.decided_at ?? tx.now });
        if (consent.status !== 'asked' || order.row.state === 'cancelled')
          return refuse('orders.consent_gone', { detail: { status: consent.status } });
        if (consent.hash !== input.hash) return refuse('orders.consent_changed');

        const { row } = order;
        if (input.agree) {
          const visit = await tx.db.selectFrom('visit').selectAll().where('id', '=', consent.visit_id).executeTakeFirstOrThrow();
          const agreed = plusLines(await agreedOf(tx, visit), consent.lines);
          await saveAgreed(tx, visit, agreed);
          if (visit.finished_at === null) {
            const work = await openWork(tx, deps, order);
            const planned = await money.replan(tx, work, agreed);
            if (!planned.ok) return planned;
            await store.save(tx, order, work);
          } else {
            const more = await supplement(tx, order, consent);
            if (!more.ok) return more;
            const charge = (row.charge ?? 0) + more.value;
            await tx.db.updateTable('work_order').set({ charge, updated_at: tx.now }).where('id', '=', row.id).execute();
          }
        }
        await updateConsent(tx, consent.id, {
          status,
          decided_by: 'customer_page',
          decided_at: tx.now,
          ...(input.agree ? { unsettled: 0 } : {}),
        });
        const reason = input.reason ? withoutPhones(input.reason) : undefined;
        await tell(tx, row.id, [
          { type: input.agree ? 'consent_agreed' : 'consent_declined', detail: { charge: consent.charge, reason: reason ?? '' } },
        ]);
        await tx.audit({
          action: `orders.consent_${status}`,
          subject: { type: 'order', id: row.id },
          after: { consentId: consent.id, hash: consent.hash, charge: consent.charge },
          ...(reason ? { reason } : {}),
        });
        await tx.outbox.append(noticeAsked, { orderId: row.id, template: `consent-${status}`, to: { type: 'holder' }, node: '' });
        return ok({ status, decidedAt: tx.now });
      }),
  };
}

import { feeAhead } from '@mingdan/shared/flows/ends-visit';
import type { AddressValue, FormValues } from '@mingdan/shared/forms/definition';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { OrderLine } from '@mingdan/shared/pricing/types';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { sameLines } from '../domain/agreement.ts';
import { billHash, itemNames, visibleLines, visibleTotals } from '../domain/bill.ts';
import { orderFacts } from '../domain/facts.ts';
import { mayChange } from '../domain/may-change.ts';
import { isOnlyInstaller } from '../domain/only-installer.ts';
import { linesOf, priceAttributes } from '../domain/reading-values.ts';
import { consentsOf } from '../store/consents.ts';
import { helpersOf } from '../store/crew.ts';
import type { OrderStore } from '../store/orders.ts';
import { moneyOf } from '../views/money-of.ts';
import type { ViewDeps } from '../views/order-view.ts';
import { openWork } from './act-on-order.ts';
import type { OutletOfRegion } from './create-order.ts';
import type { Point } from './dispatching.ts';
import { type DraftInput, readDraft } from './draft.ts';
import type { OrderMoney } from './money.ts';

export interface PreviewDeps extends ViewDeps {
  readonly uow: UnitOfWork;
  readonly store: OrderStore;
  readonly money: OrderMoney;
  readonly outletOfRegion: OutletOfRegion;
  readonly nearestKm: NearestKm;
}

/** Kilometres by road from the nearest installer who serves the place; null where that is not known. Dispatch fills it. */
export type NearestKm = (tx: Tx, region: string, point: Point) => Promise<string | null>;

/** Figures before they count: nothing is written. */
export function createPreviewing(deps: PreviewDeps) {
  const { uow, pricing } = deps;
  const nearest = async (tx: Tx, { region, lat, lng }: AddressValue): Promise<string | null> =>
    lat === undefined || lng === undefined ? null : deps.nearestKm(tx, region, { lat, lng });

  return {
    /** What the customer would pay for the draft as it stands. */
    quoteDraft: (input: DraftInput, origin: Origin) =>
      uow.read(origin, async (tx) => {
        const drafted = await readDraft(tx, deps, input, false);
        if (!drafted.ok) return drafted;
        const { template, customer, values, fields, read, priceAt, pin } = drafted.value;
        const facts = orderFacts(
          {
            id: 'draft',
            priceAt,
            region: read.address.region,
            cooperation: (await deps.outletOfRegion(tx, read.address.region)).cooperation,
            customerLevel: customer.level,
            channel: 'sidebar',
            urgency: input.urgency,
            attributes: priceAttributes(template.form, values),
          },
          linesOf(template.form, values),
          [],
          null,
        );
        const priced = await pricing.price(tx, pin, facts);
        if (!priced.ok)
          return priced.code === 'pricing.not_priceable'
            ? refuse('pricing.not_priceable', priced.detail ? { detail: priced.detail } : {})
            : refuse('pricing.no_active_book');
        const book = (await pricing.book(tx, pin))!;
        const { quote } = priced.value;
        const labels = new Map(template.form.fields.map(({ key, label }) => [key, label]));
        return ok({
          charge: quote.totals.charge,
          lines: visibleLines(priced.value, book, new Set(['charge']), null).filter((line) => line.kind !== 'fee' || line.charge !== 0),
          tier: quote.tier,
          tierName: book.tiers.find((tier) => tier.code === quote.tier)?.name ?? quote.tier,
          book: quote.book,
          nearestKm: await nearest(tx, read.address),
          mayChange: [
            ...mayChange({
              book,
              quote,
              attributes: new Set(labels.keys()),
              unanswered: new Map(
                [...labels].filter(([key]) => fields.some((one) => one.key === key && one.state === 'edit' && one.value === null)),
              ),
              takesParts: template.form.fields.some(({ type }) => type === 'part-lines'),
              hasSlot: read.slot !== null,
            }),
          ],
        });
      }),

    /** What the outcomes of a task come to that settle a fee alone, as 客户不在, by the very rule that they settle by. */
    previewFees: (input: { orderId: string; token: string }, origin: Origin) =>
      uow.read(origin, async (tx) => {
        const order = await deps.store.loadSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        if (order.row.state !== 'open') return refuse('orders.not_open', { detail: { state: order.row.state } });
        const work = await openWork(tx, deps, order);
        const { flow } = work.template;
        const token = work.state.tokens.find(({ id }) => id === input.token);
        const node = flow.nodes.find(({ key }) => key === token?.node);
        if (node?.kind !== 'task') return refuse('orders.not_here');
        const money = moneyOf(origin.actor, order.row, (await helpersOf(tx, [order.row.id])).get(order.row.id) ?? []);
        const installerId = isOnlyInstaller(origin.actor) ? origin.actor.id : null;
        const fees: { outcome: string; totals: ReturnType<typeof visibleTotals> }[] = [];
        for (const outcome of node.outcomes ?? []) {
          const lines = feeAhead(flow, node.key, outcome);
          if (!lines) continue;
          const priced = await deps.money.priceFee(tx, work, lines);
          if (!priced.ok) return priced;
          fees.push({ outcome, totals: visibleTotals(priced.value.quote, money, installerId) });
        }
        return ok({ fees });
      }),

    /** The bill for lines that are still being edited, with the hash that the customer signs. */
    previewBill: (input: { orderId: string; lines: readonly OrderLine[]; values: FormValues }, origin: Origin) =>
      uow.read(origin, async (tx) => {
        const order = await deps.store.loadSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        if (order.row.state !== 'open') return refuse('orders.not_open', { detail: { state: order.row.state } });
        const work = await openWork(tx, deps, order);
        // only what may feed the price is taken over from what is being typed; the submit checks everything
        const attributes = new Set(Object.keys(priceAttributes(work.template.form, input.values)));
        work.values = { ...work.values, ...Object.fromEntries(Object.entries(input.values).filter(([key]) => attributes.has(key))) };
        const weighed = await deps.money.weigh(tx, work, input.lines);
        if (!weighed.ok) return weighed;
        const { extra, full, within, visit } = weighed.value;
        const book = (await pricing.book(tx, { code: order.row.book_code, version: order.row.book_version }))!;
        const money = moneyOf(origin.actor, order.row);
        const installerId = isOnlyInstaller(origin.actor) ? origin.actor.id : null;
        const nameOf = itemNames(book);
        const shown = (amount: number) => (money.has('charge') ? amount : null);
        const asked = (await consentsOf(tx, order.row.id)).findLast(
          (consent) =>
            consent.visit_id === visit.id &&
            (consent.status === 'asked' || consent.status === 'declined') &&
            sameLines(consent.lines, extra),
        );
        return ok({
          hash: billHash(full.quote),
          lines: visibleLines(full, book, money, installerId),
          totals: visibleTotals(full.quote, money, installerId),
          extra:
            extra.length === 0
              ? null
              : {
                  lines: extra.map(({ item, quantity, charge }) => ({ item, ...nameOf(item), quantity, charge: shown(charge) })),
                  charge: shown(extra.reduce((sum, line) => sum + line.charge, 0)),
                  asked: asked ? (asked.status as 'asked' | 'declined') : null,
                },
          agreed: within && { hash: billHash(within.quote), totals: visibleTotals(within.quote, money, installerId) },
        });
      }),
  };
}

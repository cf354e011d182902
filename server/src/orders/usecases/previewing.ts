import type { FormValues } from '@mingdan/shared/forms/definition';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { OrderLine } from '@mingdan/shared/pricing/types';
import type { Origin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { billHash, visibleLines, visibleTotals } from '../domain/bill.ts';
import { orderFacts } from '../domain/facts.ts';
import { linesOf, priceAttributes } from '../domain/reading-values.ts';
import type { OrderStore } from '../store/orders.ts';
import { moneyOf } from '../views/money-of.ts';
import { isOnlyInstaller, type ViewDeps } from '../views/order-view.ts';
import { openWork } from './act-on-order.ts';
import type { OutletOfRegion } from './create-order.ts';
import { type DraftInput, readDraft } from './draft.ts';
import { visitOf } from './drive-flow.ts';
import type { OrderMoney } from './money.ts';

export interface PreviewDeps extends ViewDeps {
  readonly uow: UnitOfWork;
  readonly store: OrderStore;
  readonly money: OrderMoney;
  readonly outletOfRegion: OutletOfRegion;
}

/** Figures before they count: nothing is written. */
export function createPreviewing(deps: PreviewDeps) {
  const { uow, pricing } = deps;
  return {
    /** What the customer would pay for the draft as it stands. */
    quoteDraft: (input: DraftInput, origin: Origin) =>
      uow.read(origin, async (tx) => {
        const drafted = await readDraft(tx, deps, input, false);
        if (!drafted.ok) return drafted;
        const { template, customer, values, read, priceAt, pin } = drafted.value;
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
        return ok({
          charge: quote.totals.charge,
          lines: visibleLines(quote, book, new Set(['charge']), null).filter((line) => line.kind !== 'fee' || line.charge !== 0),
          tier: quote.tier,
          tierName: book.tiers.find((tier) => tier.code === quote.tier)?.name ?? quote.tier,
          book: quote.book,
          mayChange: [
            '现场实际用料和服务项目与预估不同',
            ...(book.fees?.some((fee) => fee.per === 'km') ? ['师傅出发地到现场的距离'] : []),
            ...(read.slot ? [] : ['预约时间确定后，按上门当日价格计算']),
          ],
        });
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
        const visit = await visitOf(tx, work);
        const priced = await deps.money.price(tx, work, input.lines, deps.money.crewOf(visit), visit.distance_km);
        if (!priced.ok) return priced;
        const book = (await pricing.book(tx, { code: order.row.book_code, version: order.row.book_version }))!;
        const money = moneyOf(origin.actor, order.row);
        const installerId = isOnlyInstaller(origin.actor) ? origin.actor.id : null;
        const { quote } = priced.value;
        return ok({
          hash: billHash(quote),
          lines: visibleLines(quote, book, money, installerId),
          totals: visibleTotals(quote, money, installerId),
        });
      }),
  };
}

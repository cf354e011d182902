import type { AskedNowOutput, MyOffersOutput, OrderOffersOutput, PastOffersOutput } from '@mingdan/shared/contracts/dispatch';
import { DEFAULT_PAGE_SIZE, pageOf } from '@mingdan/shared/kernel/page';
import { overlapping } from '@mingdan/shared/orders/overlap';
import type { Explanation, PriceBook, Quote } from '@mingdan/shared/pricing/types';
import { fullName } from '@mingdan/shared/region/region';
import type { OrdersApi } from '../../orders/index.ts';
import { heldOf, payLines, slotOf } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { type OfferTable, offersOfOrder, pastOffers, standingOffers } from '../store/offers.ts';

interface Deps {
  readonly orders: OrdersApi;
  readonly pricing: PricingApi;
  readonly names: PersonNames;
}

/** What stands open for the installer who asks, pay first. The house number comes with the order, after accepting. */
export async function readMyOffers(tx: Tx, deps: Deps): Promise<MyOffersOutput> {
  const items: MyOffersOutput['items'] = [];
  for (const offer of await standingOffers(tx, tx.origin.actor.id)) {
    const view = await offerView(tx, deps, offer);
    if (view) items.push(view);
  }
  return { items };
}

/** One offer as the installer sees it; undefined when its order is gone. */
export async function offerView(
  tx: Tx,
  { orders, pricing }: Deps,
  offer: OfferTable,
): Promise<MyOffersOutput['items'][number] | undefined> {
  const row = await orders.row(tx, offer.order_id);
  const book: PriceBook | undefined = row && (await pricing.book(tx, { code: row.book_code, version: row.book_version }));
  if (!row || !book) return undefined;
  const { quote, explanation } = JSON.parse(offer.estimate) as { quote: Quote; explanation: Explanation };
  const weights = JSON.parse(offer.weights) as number[];
  const job = await orders.jobFacts(tx, row, { crewSize: weights.length, distanceKm: offer.distance_km });
  const slot = slotOf(row);
  const day = slot ? (await orders.visitsBetween(tx, [offer.installer_id], slot.date, slot.date)).filter(({ id }) => id !== row.id) : [];
  const crew =
    weights.length > 1
      ? {
          role: offer.place === 0 ? ('leader' as const) : ('helper' as const),
          size: weights.length,
          weight: weights[offer.place] ?? 1,
          weights: weights.reduce((sum, weight) => sum + weight, 0),
        }
      : null;
  return {
    id: offer.id,
    orderId: offer.order_id,
    number: row.number,
    templateName: row.template_name,
    status: offer.status,
    pay: offer.pay,
    lines: payLines(quote, explanation, book, offer.installer_id),
    mayChange: [
      '现场实际完成的项目和用料',
      ...(offer.distance_km === null ? ['距离未知，未计里程补贴'] : []),
      ...(crew ? ['搭档变动'] : []),
    ],
    distanceKm: offer.distance_km,
    slot,
    overlaps: slot ? overlapping(heldOf(day), slot).map((held) => ({ ...held })) : [],
    shortAddress: fullName(row.region),
    region: row.region,
    expiresAt: offer.expires_at,
    createdAt: offer.created_at,
    crew,
    returnOf: await orders.returnOf(tx, row),
    facts: [...job.facts],
    difficulty: { level: job.difficulty, reasons: [...job.reasons] },
  };
}

/** What the installer who asks was offered before and how it ended, the latest first. */
export async function readPastOffers(
  tx: Tx,
  { orders }: Pick<Deps, 'orders'>,
  { cursor, limit = DEFAULT_PAGE_SIZE }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<PastOffersOutput> {
  const page = pageOf(await pastOffers(tx, tx.origin.actor.id, limit, cursor), limit, ({ id }) => id);
  const items: PastOffersOutput['items'] = [];
  for (const offer of page.items) {
    const row = await orders.row(tx, offer.order_id);
    if (!row) continue;
    items.push({
      id: offer.id,
      number: row.number,
      templateName: row.template_name,
      status: offer.status,
      pay: offer.pay,
      slot: slotOf(row),
      shortAddress: fullName(row.region),
      refusal: offer.refusal,
      createdAt: offer.created_at,
      answeredAt: offer.answered_at,
      orderId: (await orders.find(tx, row.id)) ? row.id : null,
    });
  }
  return { items, nextCursor: page.next };
}

/** Who is being asked about an order at this moment. */
export async function readAskedNow(tx: Tx, { names }: Pick<Deps, 'names'>, orderId: string): Promise<AskedNowOutput> {
  const asked = (await offersOfOrder(tx, orderId)).filter(({ status, expires_at }) => status === 'offered' && expires_at > tx.now);
  const people = await names(
    tx,
    asked.map(({ installer_id }) => installer_id),
  );
  return { items: asked.map((offer) => ({ installerName: people.get(offer.installer_id) ?? '', expiresAt: offer.expires_at })) };
}

/** How an order was offered, for dispatchers. */
export async function readOrderOffers(tx: Tx, { names }: Deps, orderId: string, seesEarn: boolean): Promise<OrderOffersOutput> {
  const offers = await offersOfOrder(tx, orderId);
  const people = await names(
    tx,
    offers.map((offer) => offer.installer_id),
  );
  return {
    items: offers.map((offer) => ({
      id: offer.id,
      installerId: offer.installer_id,
      installerName: people.get(offer.installer_id) ?? '',
      status: offer.status,
      pay: seesEarn ? offer.pay : null,
      distanceKm: offer.distance_km,
      score: offer.score,
      reasons: JSON.parse(offer.reasons) as string[],
      mode: offer.mode,
      role: offer.place === 0 ? ('leader' as const) : ('helper' as const),
      createdAt: offer.created_at,
      answeredAt: offer.answered_at,
      refusal: offer.refusal,
    })),
  };
}

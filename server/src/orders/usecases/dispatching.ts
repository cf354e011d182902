import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Quote } from '@mingdan/shared/pricing/types';
import type { CatalogApi } from '../../catalog/index.ts';
import type { CustomersApi, Site } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { roadDistanceKm } from '../domain/facts.ts';
import { linesOf } from '../domain/reading-values.ts';
import { orderAssigned } from '../events.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import type { OrderStore } from '../store/orders.ts';
import { type ActDeps, openWork } from './act-on-order.ts';
import { driveFlow, visitOf } from './drive-flow.ts';

/** A point in WGS-84 degrees. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** What dispatch needs to know of an order to find an installer. No personal data but the site's place. */
export interface OrderToDispatch {
  readonly row: WorkOrderTable;
  readonly site: Site;
  /** Categories of the planned service items: what the installer must be able to do. */
  readonly categories: readonly string[];
  /** False once the flow no longer waits at this token. */
  readonly waiting: boolean;
}

export function createDispatching(deps: ActDeps & { store: OrderStore; customers: CustomersApi; catalog: CatalogApi }) {
  const { store, customers, money } = deps;

  return {
    /** Kilometres by road between two points, one decimal. */
    distanceKm: roadDistanceKm,

    async orderToDispatch(tx: Tx, orderId: string, token: string): Promise<OrderToDispatch | undefined> {
      const order = await store.load(tx, orderId);
      if (!order) return undefined;
      const work = await openWork(tx, deps, order);
      const site = (await customers.loadSites(tx, [order.row.site_id])).get(order.row.site_id)!;
      const items = await deps.catalog.itemsByCode(
        tx,
        linesOf(work.template.form, work.values).map((line) => line.item),
      );
      return {
        row: order.row,
        site,
        categories: [...new Set([...items.values()].filter((item) => item.kind === 'labour').map((item) => item.category))],
        waiting: order.row.state === 'open' && work.state.tokens.some((candidate) => candidate.id === token),
      };
    },

    /** Estimated pay 预估: the planned lines with this installer as sole crew, from his base. */
    async estimate(
      tx: Tx,
      orderId: string,
      installerId: string,
      base: Point | null,
    ): Promise<Result<{ quote: Quote; explanation: unknown; distanceKm: string | null }, 'orders.not_found' | 'pricing.not_priceable'>> {
      const order = await store.load(tx, orderId);
      if (!order) return refuse('orders.not_found');
      const work = await openWork(tx, deps, order);
      const site = (await customers.loadSites(tx, [order.row.site_id])).get(order.row.site_id);
      const distanceKm = base && site?.point ? roadDistanceKm(base, site.point) : null;
      const priced = await money.price(
        tx,
        work,
        linesOf(work.template.form, work.values),
        [{ installer: installerId, weight: 1 }],
        distanceKm,
      );
      if (!priced.ok) return priced;
      return ok({ quote: priced.value.quote, explanation: priced.value.explanation, distanceKm });
    },

    /** The answer to a dispatch request: someone took it. Freezes crew and distance and quotes the plan anew with them. */
    async accepted(
      tx: Tx,
      input: { orderId: string; token: string; installerId: string; distanceKm: string | null },
    ): Promise<Result<null, 'orders.not_found' | 'orders.not_open' | 'orders.already_taken' | 'pricing.not_priceable'>> {
      const order = await store.lock(tx, input.orderId);
      if (!order) return refuse('orders.not_found');
      if (order.row.state !== 'open') return refuse('orders.not_open', { detail: { state: order.row.state } });
      const work = await openWork(tx, deps, order);
      if (!work.state.tokens.some((candidate) => candidate.id === input.token)) return refuse('orders.already_taken');

      const visit = await visitOf(tx, work);
      const { installerId } = input;
      const assigned = {
        installer_id: installerId,
        crew: JSON.stringify([{ installer: installerId, weight: 1 }]),
        distance_km: input.distanceKm,
        assigned_at: tx.now,
      };
      await tx.db.updateTable('visit').set(assigned).where('id', '=', visit.id).execute();
      work.visit = { ...visit, ...assigned };
      work.changes.distance_km = input.distanceKm;
      const quoted = await money.actions.quote(tx, work);
      if (!quoted.ok) return quoted;

      work.story.push({ type: 'assigned', detail: { installerId } });
      const driven = await driveFlow(
        tx,
        work,
        { type: 'actionDone', token: input.token, outcome: 'accepted', holder: installerId },
        money.actions,
      );
      if (!driven.ok) return refuse(driven.code === 'pricing.not_priceable' ? 'pricing.not_priceable' : 'orders.already_taken');
      await store.save(tx, order, work);
      await tx.audit({
        action: 'orders.assigned',
        subject: { type: 'order', id: order.row.id },
        after: { installerId, distanceKm: input.distanceKm },
      });
      await tx.outbox.append(orderAssigned, { orderId: order.row.id, visitId: visit.id, installerId });
      return ok(null);
    },

    /** Nobody could be found: the flow goes on by its `exhausted` edge, or parks the order for a dispatcher. An answer that comes too late does nothing. */
    async exhausted(tx: Tx, orderId: string, token: string): Promise<void> {
      const order = await store.lock(tx, orderId);
      if (!order) return;
      const work = await openWork(tx, deps, order);
      const driven = await driveFlow(tx, work, { type: 'actionDone', token, outcome: 'exhausted' }, money.actions);
      if (driven.ok) await store.save(tx, order, work);
      else if (driven.code === 'pricing.not_priceable')
        throw new Error(`order ${orderId} found nobody and goes on to a settlement that cannot be priced`);
    },

    /** A timer of the flow has come. */
    async timeout(tx: Tx, orderId: string, timer: string): Promise<void> {
      const order = await store.lock(tx, orderId);
      if (!order || (order.row.state !== 'open' && order.row.state !== 'suspended')) return;
      const work = await openWork(tx, deps, order);
      // a timer that was cancelled or paused meanwhile is refused by the flow, and nothing is saved
      const driven = await driveFlow(tx, work, { type: 'timeout', timer }, money.actions);
      if (driven.ok) await store.save(tx, order, work);
      else if (driven.code === 'pricing.not_priceable')
        throw new Error(`timer ${timer} of order ${orderId} leads to a settlement that cannot be priced`);
    },
  };
}

export type Dispatching = ReturnType<typeof createDispatching>;

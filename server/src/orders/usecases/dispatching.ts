import type { FlowState } from '@mingdan/shared/flows/state';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { CrewMember, Quote } from '@mingdan/shared/pricing/types';
import type { CatalogApi } from '../../catalog/index.ts';
import type { CustomersApi, Site } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { type DispatchStage, planOf, stageOf } from '../domain/dispatch-plan.ts';
import { roadDistanceKm } from '../domain/facts.ts';
import { gaveBack } from '../domain/gave-back.ts';
import { type JobFacts, jobFacts } from '../domain/job-facts.ts';
import { linesOf } from '../domain/reading-values.ts';
import { noticeAsked, orderAssigned } from '../events.ts';
import { setHelpers } from '../store/crew.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { currentVisit, type OrderStore } from '../store/orders.ts';
import { billedBefore } from '../store/quotes.ts';
import { tell, timelineOf } from '../store/timeline.ts';
import { type ActDeps, evaluateTask, openWork, templateOf } from './act-on-order.ts';
import { driveFlow, visitOf, type Work } from './drive-flow.ts';
import { ratingField } from './rating.ts';
import { tellRepriced } from './repricing.ts';

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
  /** False once the flow no longer waits at this token, or is parked there. */
  readonly waiting: boolean;
  /** Where it stands for a dispatcher, with how the flow wants somebody to be found. */
  readonly at: DispatchStage;
  /** Who has it now, the leader first; empty while it looks for somebody. */
  readonly crew: readonly CrewMember[];
  /** What estimates are made from. */
  readonly work: Work;
}

/** What the work of a template asks for. */
export interface WorkOfTemplate {
  readonly categories: readonly string[];
  readonly certificates: readonly string[];
  /** People that a visit takes. */
  readonly crew: number;
}

/** Categories of service items: what the installer must be able to do. */
function labourCategories(items: ReadonlyMap<string, { readonly kind: string; readonly category: string }>): readonly string[] {
  return [...new Set([...items.values()].filter((item) => item.kind === 'labour').map((item) => item.category))];
}

export function createDispatching(deps: ActDeps & { store: OrderStore; customers: CustomersApi; catalog: CatalogApi }) {
  const { store, customers, money } = deps;

  return {
    /** Kilometres by road between two points, one decimal. */
    distanceKm: roadDistanceKm,

    async orderToDispatch(tx: Tx, orderId: string, token: string | null): Promise<OrderToDispatch | undefined> {
      const order = await store.load(tx, orderId);
      if (!order) return undefined;
      const work = await openWork(tx, deps, order);
      const site = (await customers.loadSites(tx, [order.row.site_id])).get(order.row.site_id)!;
      const items = await deps.catalog.itemsByCode(
        tx,
        linesOf(work.template.form, work.values).map((line) => line.item),
      );
      const at =
        order.row.state === 'open' ? stageOf(work.template.flow, work.state) : { stage: 'fixed' as const, token: null, plan: null };
      return {
        row: order.row,
        site,
        categories: labourCategories(items),
        waiting: order.row.state === 'open' && at.stage === 'looking' && at.token.id === token && at.token.parked === null,
        at,
        crew: at.stage === 'looking' ? [] : money.crewOf(await visitOf(tx, work)),
        work,
      };
    },

    /** What an order of this template would ask of an installer, before there is one; undefined when nobody can open it now. */
    async workOfTemplate(tx: Tx, code: string): Promise<WorkOfTemplate | undefined> {
      const version = await deps.templates.currentVersion(tx, code);
      const template = version === null ? undefined : await deps.templates.load(tx, code, version);
      if (!template) return undefined;
      const items = await deps.catalog.itemsByCode(
        tx,
        Object.values(template.lines)
          .flat()
          .map(({ item }) => item),
      );
      const plan = template.flow.nodes.flatMap((node) =>
        node.kind === 'action' && node.action.type === 'dispatch' ? [planOf(node.action)] : [],
      )[0];
      return { categories: labourCategories(items), certificates: plan?.certificates ?? [], crew: plan?.crew.length ?? 1 };
    },

    /** Estimated pay 预估: the planned lines with this crew, from where its leader sets out. */
    async estimate(
      tx: Tx,
      { work, site }: Pick<OrderToDispatch, 'work' | 'site'>,
      crew: readonly CrewMember[],
      base: Point | null,
    ): Promise<Result<{ quote: Quote; explanation: unknown; distanceKm: string | null; charge: number }, 'pricing.not_priceable'>> {
      const distanceKm = base && site.point ? roadDistanceKm(base, site.point) : null;
      const priced = await money.price(tx, work, linesOf(work.template.form, work.values), crew, distanceKm);
      if (!priced.ok) return priced;
      // what the customer is asked for is that of all visits
      const charge = (await billedBefore(tx, await visitOf(tx, work))) + priced.value.quote.totals.charge;
      return ok({ quote: priced.value.quote, explanation: priced.value.explanation, distanceKm, charge });
    },

    /** What matters before somebody says yes, read from the form and the planned lines. */
    async jobFacts(tx: Tx, row: WorkOrderTable, how: { crewSize: number; distanceKm: string | null }): Promise<JobFacts> {
      const { values } = store.open(row);
      const template = await templateOf(tx, deps, row);
      const planned = linesOf(template.form, values);
      const items = await deps.catalog.itemsByCode(
        tx,
        planned.map(({ item }) => item),
      );
      const lines = planned.flatMap(({ item, quantity }) => {
        const known = items.get(item);
        return known ? [{ name: known.name, kind: known.kind, unit: known.unit, quantity }] : [];
      });
      return jobFacts({ form: template.form, values, urgent: row.urgency === 'urgent', lines, ...how });
    },

    /** Where sites lie; those without a point are absent. */
    async pointsOf(tx: Tx, siteIds: readonly string[]): Promise<ReadonlyMap<string, Point>> {
      const sites = await customers.loadSites(tx, [...new Set(siteIds)]);
      return new Map([...sites].flatMap(([id, { point }]) => (point ? [[id, point] as const] : [])));
    },

    /** The visit that is under way. */
    async visitId(tx: Tx, orderId: string): Promise<string> {
      return (await currentVisit(tx, orderId)).id;
    },

    /** Holds the order's row until the end of the transaction, so that answers to its offers come one after the other. */
    async hold(tx: Tx, orderId: string): Promise<void> {
      await store.hold(tx, orderId);
    },

    /** Installers who gave this order back, or in whose place another was wanted: they are not asked again by themselves. */
    async gaveBack(tx: Tx, { row, work }: Pick<OrderToDispatch, 'row' | 'work'>): Promise<ReadonlySet<string>> {
      const history = await timelineOf(tx, row.id);
      return gaveBack(
        work.template.flow,
        history.map((told) => ({ ...told, detail: JSON.parse(told.detail) as Record<string, unknown> })),
      );
    },

    /** Writes into the order's history that somebody did not take it: he refused, or let the time go by. `reason`: without phone numbers. */
    async notTaken(tx: Tx, orderId: string, how: { status: 'refused' | 'expired'; installerId: string; reason: string | null }) {
      const { status, installerId, reason } = how;
      await tell(tx, orderId, [{ type: `offer_${status}`, detail: { to: [installerId], reason } }]);
    },

    /** The answer to a dispatch request: a crew took it, its leader first. Freezes crew and distance and quotes the plan anew with them. `tell`: who does not know yet. */
    async accepted(
      tx: Tx,
      input: { orderId: string; token: string; crew: readonly CrewMember[]; distanceKm: string | null; tell?: readonly string[] },
    ): Promise<Result<null, 'orders.not_found' | 'orders.not_open' | 'orders.already_taken' | 'pricing.not_priceable'>> {
      const order = await store.lock(tx, input.orderId);
      if (!order) return refuse('orders.not_found');
      if (order.row.state !== 'open') return refuse('orders.not_open', { detail: { state: order.row.state } });
      const work = await openWork(tx, deps, order);
      if (!work.state.tokens.some((candidate) => candidate.id === input.token)) return refuse('orders.already_taken');

      const visit = await visitOf(tx, work);
      const installerId = input.crew[0]!.installer;
      const helpers = input.crew.slice(1).map((member) => member.installer);
      const assigned = {
        installer_id: installerId,
        crew: JSON.stringify(input.crew),
        distance_km: input.distanceKm,
        assigned_at: tx.now,
      };
      await tx.db.updateTable('visit').set(assigned).where('id', '=', visit.id).execute();
      work.visit = { ...visit, ...assigned };
      work.changes.distance_km = input.distanceKm;
      const quoted = await money.actions.quote(tx, work);
      if (!quoted.ok) return quoted;

      work.story.push({ type: 'assigned', detail: { installerId } });
      await tellRepriced(tx, work);
      const driven = await driveFlow(
        tx,
        work,
        { type: 'actionDone', token: input.token, outcome: 'accepted', holder: installerId },
        money.actions,
      );
      if (!driven.ok) return refuse(driven.code === 'pricing.not_priceable' ? 'pricing.not_priceable' : 'orders.already_taken');
      await setHelpers(tx, order.row.id, helpers);
      await store.save(tx, order, work);
      await tx.audit({
        action: 'orders.assigned',
        subject: { type: 'order', id: order.row.id },
        after: { installerId, ...(helpers.length > 0 ? { helpers } : {}), distanceKm: input.distanceKm },
      });
      await tx.outbox.append(orderAssigned, { orderId: order.row.id, visitId: visit.id, installerId });
      if (input.tell && input.tell.length > 0)
        await tx.outbox.append(noticeAsked, {
          orderId: order.row.id,
          template: 'order-gained',
          to: { type: 'people', people: [...input.tell] },
          node: work.state.tokens[0]?.node ?? '',
        });
      return ok(null);
    },

    /** Nobody could be found: the flow goes on by its `exhausted` edge (`flow`), or parks the order for a dispatcher (`desk`). An answer that comes too late does nothing. */
    async exhausted(tx: Tx, orderId: string, token: string): Promise<'desk' | 'flow' | 'gone'> {
      const order = await store.lock(tx, orderId);
      if (!order) return 'gone';
      const work = await openWork(tx, deps, order);
      const driven = await driveFlow(tx, work, { type: 'actionDone', token, outcome: 'exhausted' }, money.actions);
      if (!driven.ok) {
        if (driven.code === 'pricing.not_priceable')
          throw new Error(`order ${orderId} found nobody and goes on to a settlement that cannot be priced`);
        return 'gone';
      }
      await store.save(tx, order, work);
      return work.state.tokens.some(({ id, parked }) => id === token && parked !== null) ? 'desk' : 'flow';
    },

    /** A timer of the flow has come. */
    async timeout(tx: Tx, orderId: string, timer: string): Promise<void> {
      const order = await store.lock(tx, orderId);
      if (!order || (order.row.state !== 'open' && order.row.state !== 'suspended')) return;
      // most timers are gone by their time, with the task that they watched: nothing else has to be read to know that
      if (!runs(order.flowState as FlowState, timer)) return;
      const work = await openWork(tx, deps, order);
      // one that the flow refuses leaves nothing behind
      const driven = await driveFlow(tx, work, { type: 'timeout', timer, ...ratedAnyway(tx, work, timer) }, money.actions);
      if (driven.ok) await store.save(tx, order, work);
      else if (driven.code === 'pricing.not_priceable')
        throw new Error(`timer ${timer} of order ${orderId} leads to a settlement that cannot be priced`);
    },
  };
}

export type Dispatching = ReturnType<typeof createDispatching>;

/** Stars that were given and never submitted count when the time for it is over: the customer chose them. */
function ratedAnyway(tx: Tx, work: Work, timer: string): { outcome?: string } {
  const token = work.state.tokens.find(({ timers }) => timers.some(({ id, kind }) => id === timer && kind === 'expire'));
  const node = work.template.flow.nodes.find((each) => each.key === token?.node);
  const field = ratingField(work.template.form);
  if (!token || node?.kind !== 'task' || !field || typeof work.values[field.key] !== 'number') return {};
  const asked = evaluateTask(tx, work, token, node, { roles: ['customer'] }, { submitted: {}, partial: false });
  const rates = asked.fields.some(({ key, state }) => key === field.key && state === 'edit');
  return rates && asked.errors.length === 0 ? { outcome: node.outcomes?.[0] ?? 'done' } : {};
}

/** Whether a timer still stands in the order's state, and its clock runs. */
function runs({ tokens }: FlowState, timer: string): boolean {
  return tokens.some(({ timers }) => timers.some(({ id, left }) => id === timer && left === null));
}

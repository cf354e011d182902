import type { PreviewAddressOutput } from '@mingdan/shared/contracts/order-paths';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { regionOf } from '@mingdan/shared/region/region';
import type { Origin } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { addressConsequences } from '../domain/address-consequences.ts';
import { roadDistanceKm } from '../domain/facts.ts';
import { linesOf } from '../domain/reading-values.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { noticeAsked } from '../events.ts';
import type { Order } from '../store/orders.ts';
import { billedBefore } from '../store/quotes.ts';
import { moneyOf } from '../views/money-of.ts';
import type { OutletName } from '../views/order-view.ts';
import { type ActDeps, openWork } from './act-on-order.ts';
import type { OutletOfRegion } from './create-order.ts';
import type { Point } from './dispatching.ts';
import { mayOpenIn } from './draft.ts';
import { visitOf, type Work } from './drive-flow.ts';
import type { NearestKm } from './previewing.ts';
import { redispatch } from './redispatching.ts';

/** Where an installer sets out from; null when not known. Dispatch fills it. */
export type BaseOf = (tx: Tx, installerId: string) => Promise<Point | null>;
/** Whether an installer serves a region. Identity fills it. */
export type ServesRegion = (tx: Tx, installerId: string, region: string) => Promise<boolean>;

interface Address {
  readonly region: string;
  readonly text: string;
  readonly lat?: number | undefined;
  readonly lng?: number | undefined;
}

interface AddressInput {
  readonly orderId: string;
  readonly version: number;
  readonly address: Address;
  readonly reason: string;
}

export interface CorrectAddressDeps extends ActDeps {
  readonly outletOfRegion: OutletOfRegion;
  readonly baseOf: BaseOf;
  readonly servesRegion: ServesRegion;
  readonly nearestKm: NearestKm;
}

/** What a right address makes of an order, before anything is written. */
interface Moved {
  readonly work: Work;
  readonly point: Point | null;
  readonly outletId: string | null;
  /** Who has the order now; null for nobody. */
  readonly holder: string | null;
  /** He does not serve the place: the order goes back to dispatch. */
  readonly leaves: boolean;
  /** Nobody has it, and dispatch looks for somebody: from the wrong place so far. */
  readonly isSearching: boolean;
}

/** Reads what the right address means; refuses where it cannot be corrected, or not by this person. */
async function readMoved(
  tx: Tx,
  deps: CorrectAddressDeps,
  order: Order,
  { region, text, lat, lng }: Address,
): Promise<Result<Moved, 'orders.not_open' | 'orders.form_invalid' | 'orders.event_refused'>> {
  const { row } = order;
  if (row.state !== 'open') return refuse('orders.not_open', { detail: { state: row.state } });
  if (!regionOf(region)) return invalid('address.region', 'region.unknown', '没有这个地区');
  if (!mayOpenIn(tx.origin.actor, region, 'orders:correct'))
    return invalid('address.region', 'orders.region_out_of_reach', '这个地区不由您负责，请由负责该地区的同事更正');

  const loaded = await openWork(tx, deps, order);
  if (loaded.state.settled) return refuse('orders.event_refused', { detail: { flow: 'ALREADY_SETTLED' } });
  const field = loaded.template.form.fields.find(({ type }) => type === 'address')?.key;
  if (!field) return refuse('orders.event_refused', { detail: { flow: 'NO_ADDRESS' } });
  const point = lat !== undefined && lng !== undefined ? { lat, lng } : null;
  const { id: outletId, cooperation } = await deps.outletOfRegion(tx, region);
  const work: Work = { ...loaded, cooperation };
  work.values = { ...work.values, [field]: { region, text, ...(point ?? {}) } };
  Object.assign(work.changes, { region, outlet_id: outletId });
  const { holder } = work.state;
  const leaves = holder !== null && !(await deps.servesRegion(tx, holder, region));
  const isSearching = holder === null && work.state.tokens.some((token) => isDispatch(work, token.node));
  return ok({ work, point, outletId, holder, leaves, isSearching });
}

/** Kilometres from where the holder sets out. */
async function measured(tx: Tx, deps: CorrectAddressDeps, holder: string, point: Point | null): Promise<string | null> {
  const base = await deps.baseOf(tx, holder);
  return base && point ? roadDistanceKm(base, point) : null;
}

/**
 * The address was wrong: site, region and outlet are those of the right place, the plan is priced anew with the pinned book, the distance is measured and frozen
 * anew. An installer who does not serve the place gives the order back. Bills of visits that were finished stay as they are.
 */
export function createCorrectAddress(deps: CorrectAddressDeps) {
  return (input: AddressInput, origin: Origin) =>
    deps.uow.run(origin, async (tx) => {
      const order = await deps.store.lockSeen(tx, input.orderId);
      if (!order) return refuse('orders.not_found');
      const { row } = order;
      if (row.version !== input.version) return refuse('orders.stale_version', { detail: { version: row.version } });
      const moved = await readMoved(tx, deps, order, input.address);
      if (!moved.ok) return moved;
      const { work, point, outletId, holder, leaves, isSearching } = moved.value;
      const { region, text } = input.address;
      const siteId = await deps.customers.saveSite(tx, row.customer_id, { region, text, point, outletId });
      work.changes.site_id = siteId;
      const reason = withoutPhones(input.reason);
      work.story.push({ type: 'address_corrected', detail: { reason, from: row.region, to: region } });

      if (holder !== null && !leaves) await freezeDistance(tx, deps, work, holder, point);
      const quoted = await deps.money.actions.quote(tx, work);
      if (!quoted.ok) return quoted;
      // offers that stand are made anew
      if (leaves || isSearching) {
        const driven = await redispatch(tx, deps, work, leaves ? '新地址不在师傅服务范围' : '上门地址已更正');
        if (!driven.ok) return refuse(driven.code === 'pricing.not_priceable' ? 'pricing.not_priceable' : 'orders.event_refused');
      }
      await deps.store.save(tx, order, work);
      await tx.audit({
        action: 'orders.address_corrected',
        subject: { type: 'order', id: row.id },
        before: { region: row.region, siteId: row.site_id, charge: row.charge, distanceKm: row.distance_km },
        after: { region, siteId, charge: work.changes.charge ?? row.charge, redispatched: leaves },
        reason,
      });
      if (holder !== null && !leaves)
        await tx.outbox.append(noticeAsked, { orderId: row.id, template: 'address-corrected', to: { type: 'holder' }, node: '' });
      if (work.changes.charge !== undefined && work.changes.charge !== row.charge)
        await tx.outbox.append(noticeAsked, { orderId: row.id, template: 'price-changed', to: { type: 'customer' }, node: '' });
      const now = { ...row, ...work.changes };
      return ok({
        id: row.id,
        version: row.version + 1,
        charge: moneyOf(origin.actor, now).has('charge') ? now.charge : null,
        distanceKm: now.distance_km,
        redispatched: leaves,
      });
    });
}

/** What a right address would bring about, before anybody decides; nothing is written. */
export function createPreviewAddress(deps: CorrectAddressDeps & { names: PersonNames; outletName: OutletName }) {
  return ({ orderId, address }: { orderId: string; address: Address }, origin: Origin) =>
    deps.uow.read(origin, async (tx): Promise<Result<PreviewAddressOutput, PreviewRefusal>> => {
      const order = await deps.store.loadSeen(tx, orderId);
      if (!order) return refuse('orders.not_found');
      const { row } = order;
      const moved = await readMoved(tx, deps, order, address);
      if (!moved.ok) return moved;
      const { work, point, outletId, holder, leaves, isSearching } = moved.value;
      const visit = await visitOf(tx, work);
      const stays = holder !== null && !leaves;
      const distanceKm = stays ? await measured(tx, deps, holder, point) : null;
      const lines = linesOf(work.template.form, work.values);
      const priced = await deps.money.price(tx, work, lines, stays ? deps.money.crewOf(visit) : [], distanceKm);
      if (!priced.ok) return priced;
      const charge = (await billedBefore(tx, visit)) + priced.value.quote.totals.charge;
      const seesCharge = moneyOf(origin.actor, row).has('charge');
      const nearestKm = !stays && point ? await deps.nearestKm(tx, address.region, point) : null;
      return ok({
        version: row.version,
        chargeBefore: seesCharge ? row.charge : null,
        charge: seesCharge ? charge : null,
        consequences: [
          ...addressConsequences({
            regions: [row.region, address.region],
            outlets: [await deps.outletName(tx, row.outlet_id), await deps.outletName(tx, outletId)],
            charges: seesCharge ? [row.charge, charge] : null,
            waived: row.waived,
            distances: [row.distance_km, distanceKm],
            hasPoint: point !== null,
            nearestKm,
            holder: holder === null ? null : { name: (await deps.names(tx, [holder])).get(holder) ?? '师傅', leaves },
            isSearching,
          }),
        ],
      });
    });
}

type PreviewRefusal = 'orders.not_found' | 'orders.not_open' | 'orders.form_invalid' | 'orders.event_refused' | 'pricing.not_priceable';

async function freezeDistance(tx: Tx, deps: CorrectAddressDeps, work: Work, holder: string, point: Point | null): Promise<void> {
  const distance_km = await measured(tx, deps, holder, point);
  const visit = await visitOf(tx, work);
  await tx.db.updateTable('visit').set({ distance_km }).where('id', '=', visit.id).execute();
  work.visit = { ...visit, distance_km };
  work.changes.distance_km = distance_km;
}

function isDispatch(work: Work, key: string): boolean {
  const node = work.template.flow.nodes.find((candidate) => candidate.key === key);
  return node?.kind === 'action' && node.action.type === 'dispatch';
}

function invalid(path: string, code: string, message: string) {
  return refuse('orders.form_invalid', { fields: [{ path, code, message }] });
}

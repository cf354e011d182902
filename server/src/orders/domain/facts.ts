import type { TimeslotValue } from '@mingdan/shared/forms/definition';
import { type EpochMs, formatInstant, parseInstant } from '@mingdan/shared/kernel/time';
import type { CrewMember, OrderFacts, OrderLine } from '@mingdan/shared/pricing/types';

/** What stands on an order besides its lines, as far as prices care. */
export interface PricedOrder {
  readonly id: string;
  readonly priceAt: EpochMs;
  readonly region: string;
  readonly cooperation: string;
  readonly customerLevel: string;
  readonly channel: string;
  readonly urgency: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The facts that the engine prices. `distanceKm` null is priced as 0. */
export function orderFacts(
  order: PricedOrder,
  lines: readonly OrderLine[],
  crew: readonly CrewMember[],
  distanceKm: string | null,
): OrderFacts {
  return {
    id: order.id,
    at: formatInstant(order.priceAt),
    region: order.region,
    cooperation: order.cooperation,
    customerLevel: order.customerLevel,
    package: null,
    channel: order.channel,
    urgency: order.urgency,
    distanceKm,
    attributes: order.attributes,
    lines,
    crew,
  };
}

/** Pricing time 计价时间: the planned start of the visit in Beijing, else the creation. */
export function priceTime(slot: TimeslotValue | null, createdAt: EpochMs): EpochMs {
  return (slot && parseInstant(`${slot.date}T${slot.from}:00+08:00`)) ?? createdAt;
}

/** When the promised hours end, in Beijing; null for hours that do not exist. */
export function slotEnd(slot: TimeslotValue): EpochMs | null {
  return parseInstant(`${slot.date}T${slot.to}:00+08:00`);
}

const EARTH_KM = 6371.0088;
/** Roads are longer than the crow flies. */
const DETOUR = 1.3;

/** Kilometres by road from base to site as we state them: great circle × 1.3, one decimal. */
export function roadDistanceKm(from: { lat: number; lng: number }, to: { lat: number; lng: number }): string {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = rad(to.lat - from.lat);
  const dLng = rad(to.lng - from.lng);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(rad(from.lat)) * Math.cos(rad(to.lat)) * Math.sin(dLng / 2) ** 2;
  return (2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h))) * DETOUR).toFixed(1);
}

import { businessDay, DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, startOfBusinessDay } from '../../../shared/src/kernel/time.ts';
import type { Place } from '../company/places.ts';
import type { Random } from './random.ts';
import { demandOf, OPENING_HOURS } from './season.ts';

/** What becomes of an order beside the usual way. */
export type Fate =
  /** Somebody takes it and does it. */
  | 'usual'
  /** The first installers who are asked say no, or say nothing. */
  | 'refused'
  | 'ignored'
  /** Nobody takes it: a dispatcher has to look. */
  | 'nobody'
  /** Nobody at home; they agree on another day, or the customer gives up. */
  | 'absent'
  | 'absent-for-good'
  | 'cancelled-early'
  | 'cancelled-late'
  /** The installer gives it back and another one takes it. */
  | 'returned'
  /** The template's own difficult way: a part is missing, the wall will not hold, the door does not fit. */
  | 'difficult'
  /** A part is done on the first day, the rest on another; where the template knows no such thing it is a usual one. */
  | 'partly'
  /** A dispatcher sends two people. */
  | 'crew'
  /** The address is found to be wrong before the visit, and put right. */
  | 'wrong-address';

/** From which the demo's year is drawn. */
export const DEMO_SEED = 20_260_101;
/** How often, of a hundred: assumptions. */
const FATES: Readonly<Record<Fate, number>> = {
  usual: 58,
  refused: 7,
  ignored: 5,
  nobody: 1,
  absent: 4,
  'absent-for-good': 2,
  'cancelled-early': 3,
  'cancelled-late': 3,
  returned: 2,
  difficult: 7,
  partly: 4,
  crew: 2,
  'wrong-address': 2,
};
/** Share of orders by someone who was a customer before. */
const RETURNING = 0.28;
const URGENT = 0.04;
const SLOTS = [
  ['08:00', '10:00', 2],
  ['10:00', '12:00', 7],
  ['14:00', '16:00', 7],
  ['16:00', '18:00', 6],
  ['18:00', '20:00', 2],
] as const;

/** One order before it happens. */
export interface PlannedOrder {
  readonly openAt: EpochMs;
  readonly template: string;
  readonly place: Place;
  /** Who wants it: the same number is the same customer. */
  readonly customer: number;
  readonly slot: { readonly date: string; readonly from: string; readonly to: string };
  readonly urgent: boolean;
  readonly fate: Fate;
  /** The installer who is to have it; the others say no. */
  readonly wanted?: string;
  /** Userid of the member of staff who opens it; anybody where it is absent. */
  readonly opener?: string;
}

/**
 * Spreads orders over the days up to now, by season, weekday and hour. Deterministic: the same random source and the same `now` give the same plan.
 *
 * @returns by opening time
 */
export function planOrders(random: Random, places: readonly Place[], amount: number, from: EpochMs, now: EpochMs): readonly PlannedOrder[] {
  const days: { day: string; demand: Readonly<Record<string, number>>; total: number }[] = [];
  for (let at = from; at <= now; at = (at + DAY_MS) as EpochMs) {
    const day = businessDay(at);
    const demand = demandOf(day);
    days.push({ day, demand, total: Object.values(demand).reduce((sum, each) => sum + each, 0) });
  }
  const whole = days.reduce((sum, { total }) => sum + total, 0);
  const plans: PlannedOrder[] = [];
  let customers = 0;
  // carried from day to day, so that a small amount spreads as well as a large one
  let owed = 0;
  const homes = new Map<number, Place>();
  for (const { day, demand, total } of days) {
    owed += (total / whole) * amount;
    for (; owed >= 1; owed -= 1) {
      const openAt = openingOn(random, day);
      if (openAt > now) continue;
      const returning = customers > 20 && random.chance(RETURNING);
      const customer = returning ? random.between(0, customers - 1) : customers++;
      const place = homes.get(customer) ?? placeOf(random, places);
      homes.set(customer, place);
      const template = random.weighted(demand);
      const fate = random.weighted(FATES);
      const urgent = template === EMERGENCY || random.chance(URGENT);
      const slot = urgent ? slotSoon(openAt) : slotAfter(random, openAt);
      plans.push({ openAt, template, place, customer, slot, urgent, fate });
    }
  }
  return plans.sort((a, b) => a.openAt - b.openAt);
}

function openingOn(random: Random, day: string): EpochMs {
  const hour = Number(random.weighted(OPENING_HOURS));
  return (startOfBusinessDay(day)! + hour * HOUR_MS + random.between(0, 59) * MINUTE_MS + random.between(0, 59) * 1000) as EpochMs;
}

function placeOf(random: Random, places: readonly Place[]): Place {
  const weights = Object.fromEntries(places.map((place, index) => [String(index), place.weight]));
  return places[Number(random.weighted(weights))]!;
}

/** Who calls this cannot wait. */
const EMERGENCY = 'urgent-call';
/** Nobody is at the door before. */
const SOONEST_MS = HOUR_MS;

/** A promised slot some days later, by preference of the hour. */
export function slotAfter(random: Random, at: EpochMs): PlannedOrder['slot'] {
  const days = Number(random.weighted({ '1': 6, '2': 5, '3': 2, '5': 1 }));
  const [from, to] = SLOTS[Number(random.weighted(Object.fromEntries(SLOTS.map(([, , weight], index) => [String(index), weight]))))]!;
  return { date: businessDay((at + days * DAY_MS) as EpochMs), from, to };
}

/** The next slot that somebody can make: today's, or tomorrow's first. */
function slotSoon(at: EpochMs): PlannedOrder['slot'] {
  const starts = [0, 1].flatMap((days) => {
    const date = businessDay((at + days * DAY_MS) as EpochMs);
    return SLOTS.map(([from, to]) => ({ date, from, to }));
  });
  const reached = (at + SOONEST_MS) as EpochMs;
  return starts
    .toSorted((a, b) => (`${a.date}${a.from}` < `${b.date}${b.from}` ? -1 : 1))
    .find(({ date, from }) => startOfBusinessDay(date)! + Number(from.slice(0, 2)) * HOUR_MS >= reached)!;
}

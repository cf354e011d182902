import type { CustomerSlotRoomOutput, SlotLevel, SlotRoomOutput } from '@mingdan/shared/contracts/slot-room';
import { addDays } from '@mingdan/shared/forms/days';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { businessDay, DAY_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { overlapping, overlapWords } from '@mingdan/shared/orders/overlap';
import { coversRegion } from '../../identity/index.ts';
import { heldOf, type OrderToDispatch, type Point, type WorkOfTemplate } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { instantsOf, overlaps, type Slot } from '../domain/day-plan.ts';
import type { Candidate } from '../domain/rules.ts';
import { roomOf } from '../domain/slot-room.ts';
import { readProfiles } from '../store/profiles.ts';
import { certificatesOf, leavesWithin, rosterDays } from '../store/roster.ts';
import { type CandidateDeps, shiftsOn, territoryOf } from './candidates.ts';

interface DaysAndHours {
  readonly from: string;
  readonly days: number;
  readonly hours: string;
}

interface Asked extends DaysAndHours {
  readonly region: string;
  readonly templateCode: string;
  /** An order whose crew stays: what they hold in a slot already is told. */
  readonly orderId?: string | undefined;
}

/** The slots that are asked about, by day and hour. */
function slotsOf({ from, days, hours }: DaysAndHours): readonly Slot[] {
  return Array.from({ length: days }, (_, index) => addDays(from, index)).flatMap((date) =>
    hours.split(',').map((span) => {
      const [start = '', end = ''] = span.split('-');
      return { date, from: start, to: end };
    }),
  );
}

/** The first and the last day of some slots, which stand by day. */
const daysOf = (slots: readonly Slot[]) => ({ from: slots[0]?.date ?? '', to: slots.at(-1)?.date ?? '' });

/** How much room hours have whose crew is elsewhere: none where the crew stays, little where the desk can send somebody else. */
function withoutCrew(phase: string, level: SlotLevel): SlotLevel {
  if (phase !== 'waiting') return 'full';
  return level === 'free' ? 'tight' : level;
}

/** What a place's installers can still take on: before there is an order, and for one that gets another appointment. */
export function createSlotRoom({ orders, identity, crypto, names }: CandidateDeps & { names: PersonNames }) {
  /** Installers who serve the place, with their profiles. */
  const serving = async (tx: Tx, region: string) => {
    const people = await identity.listInstallers(tx);
    const profiles = await readProfiles(
      tx,
      crypto,
      people.map(({ id }) => id),
    );
    return people.flatMap((person) => {
      const profile = profiles.get(person.id);
      const regions = territoryOf(person, profile);
      return profile && regions.some((scope) => coversRegion(scope, region)) ? [{ person, profile, regions }] : [];
    });
  };

  /** Visits of these installers on the days of some slots, but for those to an order. */
  const visitsOn = async (tx: Tx, installers: readonly string[], slots: readonly Slot[], orderId: string | undefined) => {
    const { from, to } = daysOf(slots);
    return (await orders.visitsBetween(tx, installers, from, to)).filter(({ id }) => id !== orderId);
  };

  /** What each of an order's crew holds in a slot already, beside that order; nobody where it has no crew. */
  const heldByCrew = async (tx: Tx, order: OrderToDispatch | undefined, slots: readonly Slot[]) => {
    const crew = order?.crew.map(({ installer }) => installer) ?? [];
    const visits = await visitsOn(tx, crew, slots, order?.row.id);
    return (slot: Slot) =>
      crew.map((installer) => ({
        installer,
        held: overlapping(heldOf(visits.filter((visit) => visit.installerId === installer && visit.slot_date === slot.date)), slot),
      }));
  };

  /** The same in words, for an order that the actor sees; null: nothing, or nobody has it. */
  const clashesOfCrew = async (tx: Tx, orderId: string | undefined, slots: readonly Slot[]) => {
    const order = orderId !== undefined && (await orders.find(tx, orderId)) ? await orders.orderToDispatch(tx, orderId, null) : undefined;
    const heldIn = await heldByCrew(tx, order, slots);
    const known = await names(tx, order?.crew.map(({ installer }) => installer) ?? []);
    return (slot: Slot): string | null => {
      const told = heldIn(slot).flatMap(({ installer, held }) =>
        overlapWords(held).map((words) => `${known.get(installer) ?? '师傅'} ${words}`),
      );
      return told.length > 0 ? told.join('；') : null;
    };
  };

  /** How much room each of the slots has in a place for a work. An order that moves takes nobody's hours. */
  const weigh = async (tx: Tx, region: string, slots: readonly Slot[], work: WorkOfTemplate, orderId: string | undefined) => {
    const { from, to } = daysOf(slots);
    const serve = await serving(tx, region);
    const ids = serve.map(({ person }) => person.id);
    const own = await rosterDays(tx, ids, from, to);
    const begin = startOfBusinessDay(from) ?? tx.now;
    const leaves = await leavesWithin(tx, crypto, ids, begin, (startOfBusinessDay(to) ?? tx.now) + DAY_MS);
    const certificates = await certificatesOf(tx, ids);
    const visits = await visitsOn(tx, ids, slots, orderId);
    const waiting = await orders.waitingBySlot(tx, region, from, to, orderId);
    const today = businessDay(tx.now);

    const candidatesOn = (date: string) =>
      serve.map(({ person, profile, regions }): Candidate => {
        const his = visits.filter((visit) => visit.installerId === person.id && visit.slot_date === date);
        return {
          installerId: person.id,
          skills: profile.skills,
          regions,
          certificates: certificates.filter(({ personId }) => personId === person.id),
          shifts: shiftsOn(profile, own.get(`${person.id} ${date}`), date),
          leaves: leaves.filter(({ personId }) => personId === person.id),
          load: his.length,
          ahead: heldOf(his),
          capacity: profile.capacity,
          visitMinutes: profile.visitMinutes,
          distanceKm: null,
          rating: null,
          stock: null,
        };
      });
    const candidates = new Map([...new Set(slots.map(({ date }) => date))].map((date) => [date, candidatesOn(date)]));
    return slots.map((slot) => {
      const here = instantsOf(slot);
      const unassigned = waiting.filter((each) => each.date === slot.date && overlaps(instantsOf(each), here));
      const wanted = { region, categories: work.categories, certificates: work.certificates, slot, today };
      const count = unassigned.reduce((sum, { orders: some }) => sum + some, 0);
      return { ...slot, ...roomOf(candidates.get(slot.date) ?? [], wanted, count, work.crew, coversRegion) };
    });
  };

  return {
    /** The slots from a day on, each with who could come and why not more. */
    async room(tx: Tx, asked: Asked): Promise<Result<SlotRoomOutput, 'templates.not_found'>> {
      const work = await orders.workOfTemplate(tx, asked.templateCode);
      if (!work) return refuse('templates.not_found');
      const slots = slotsOf(asked);
      const clashOf = await clashesOfCrew(tx, asked.orderId, slots);
      const weighed = await weigh(tx, asked.region, slots, work, asked.orderId);
      return ok({ items: weighed.map((item) => ({ ...item, clash: clashOf(item) })) });
    },

    /**
     * The same for the customer whose session this is, who chooses another appointment for the own order: no more than a level. While the crew stays with it the
     * choice counts at once, so hours in which one of them is elsewhere are full 已约满, however many others are free; between two visits, where the desk still
     * looks at what was chosen, they are tight 较满.
     */
    async roomOfCustomer(
      tx: Tx,
      asked: DaysAndHours,
    ): Promise<Result<CustomerSlotRoomOutput, 'orders.not_found' | 'orders.reschedule_refused' | 'auth.link_wrong_person'>> {
      const choice = await orders.customersChoice(tx);
      if (!choice.ok) return choice;
      const { orderId, offers } = choice.value;
      const order = await orders.orderToDispatch(tx, orderId, null);
      if (!order) return refuse('orders.not_found');
      const slots = slotsOf(asked).filter(offers);
      if (slots.length === 0) return ok({ items: [] });
      const { plan } = order.at;
      const work = { categories: order.categories, certificates: plan?.certificates ?? [], crew: plan?.crew.length ?? 1 };
      const heldIn = await heldByCrew(tx, order, slots);
      const weighed = await weigh(tx, order.row.region, slots, work, orderId);
      const items = weighed.map(({ date, from, to, level }, index) => {
        const elsewhere = heldIn(slots[index]!).some(({ held }) => held.length > 0);
        return { date, from, to, level: elsewhere ? withoutCrew(order.row.phase, level) : level };
      });
      return ok({ items });
    },

    /** Kilometres by road from the nearest installer who serves the place; null where nobody's base is known. */
    async nearestKm(tx: Tx, region: string, point: Point): Promise<string | null> {
      const away = (await serving(tx, region)).flatMap(({ profile }) => (profile.base ? [orders.distanceKm(profile.base, point)] : []));
      return away.sort((a, b) => Number(a) - Number(b))[0] ?? null;
    },
  };
}

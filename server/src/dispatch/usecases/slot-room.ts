import type { SlotRoomOutput } from '@mingdan/shared/contracts/slot-room';
import { addDays } from '@mingdan/shared/forms/days';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { businessDay, DAY_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { overlapping, overlapWords } from '@mingdan/shared/orders/overlap';
import { coversRegion } from '../../identity/index.ts';
import type { Point } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { instantsOf, overlaps, type Slot } from '../domain/day-plan.ts';
import type { Candidate } from '../domain/rules.ts';
import { roomOf } from '../domain/slot-room.ts';
import { readProfiles } from '../store/profiles.ts';
import { certificatesOf, leavesWithin, rosterDays } from '../store/roster.ts';
import { type CandidateDeps, heldOf, shiftsOn, territoryOf } from './candidates.ts';

interface Asked {
  readonly region: string;
  readonly from: string;
  readonly days: number;
  readonly templateCode: string;
  readonly hours: string;
  /** An order whose crew stays: what they hold in a slot already is told. */
  readonly orderId?: string | undefined;
}

/** What a place's installers can still take on, before there is an order. */
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

  /** What the crew of an order that the actor sees holds in a slot already, beside that order; null: nothing, or nobody has it. */
  const clashesOfCrew = async (tx: Tx, orderId: string | undefined, from: string, to: string) => {
    const order = orderId !== undefined && (await orders.find(tx, orderId)) ? await orders.orderToDispatch(tx, orderId, null) : undefined;
    const crew = order?.crew.map(({ installer }) => installer) ?? [];
    const known = await names(tx, crew);
    const visits = (await orders.visitsBetween(tx, crew, from, to)).filter(({ id }) => id !== orderId);
    return (slot: Slot): string | null => {
      const told = crew.flatMap((installer) =>
        overlapWords(
          overlapping(heldOf(visits.filter((visit) => visit.installerId === installer && visit.slot_date === slot.date)), slot),
        ).map((words) => `${known.get(installer) ?? '师傅'} ${words}`),
      );
      return told.length > 0 ? told.join('；') : null;
    };
  };

  return {
    /** The slots from a day on, each with who could come and why not more. */
    async room(
      tx: Tx,
      { region, from, days, templateCode, hours, orderId }: Asked,
    ): Promise<Result<SlotRoomOutput, 'templates.not_found'>> {
      const work = await orders.workOfTemplate(tx, templateCode);
      if (!work) return refuse('templates.not_found');
      const to = addDays(from, days - 1);
      const here = await serving(tx, region);
      const ids = here.map(({ person }) => person.id);
      const own = await rosterDays(tx, ids, from, to);
      const begin = startOfBusinessDay(from) ?? tx.now;
      const leaves = await leavesWithin(tx, crypto, ids, begin, begin + days * DAY_MS);
      const certificates = await certificatesOf(tx, ids);
      // the order that moves takes nobody's hours
      const visits = (await orders.visitsBetween(tx, ids, from, to)).filter(({ id }) => id !== orderId);
      const waiting = await orders.waitingBySlot(tx, region, from, to);
      const today = businessDay(tx.now);
      const clashOf = await clashesOfCrew(tx, orderId, from, to);

      const items = Array.from({ length: days }, (_, index) => addDays(from, index)).flatMap((date) => {
        const candidates = here.map(({ person, profile, regions }): Candidate => {
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
        return hours.split(',').map((span) => {
          const [start = '', end = ''] = span.split('-');
          const slot = { date, from: start, to: end };
          const here = instantsOf(slot);
          const unassigned = waiting.filter((each) => each.date === date && overlaps(instantsOf(each), here));
          const wanted = { region, categories: work.categories, certificates: work.certificates, slot, today };
          const count = unassigned.reduce((sum, { orders: some }) => sum + some, 0);
          return { ...slot, ...roomOf(candidates, wanted, count, work.crew, coversRegion), clash: clashOf(slot) };
        });
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

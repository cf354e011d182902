import { businessDay, DAY_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { type Held, overlapping } from '@mingdan/shared/orders/overlap';
import { coversRegion, type IdentityApi, type Person } from '../../identity/index.ts';
import { heldOf, type OrdersApi, type OrderToDispatch } from '../../orders/index.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { rankCandidates } from '../domain/choose.ts';
import { type ClockSpan, type Slot, weekdayOf } from '../domain/day-plan.ts';
import type { Candidate, Wanted } from '../domain/rules.ts';
import { type InstallerProfile, ownTerritories, readProfiles } from '../store/profiles.ts';
import { certificatesOf, leavesWithin, ratingsOf, rosterDays } from '../store/roster.ts';

export interface CandidateDeps {
  readonly orders: OrdersApi;
  readonly identity: IdentityApi;
  readonly crypto: FieldCrypto;
}

/** Ratings older than this say little of somebody's work today. */
const RATING_DAYS = 180;

/** What is known of installers on the day of an order's slot, with their people and profiles. */
export interface Field {
  readonly people: ReadonlyMap<string, Person>;
  readonly profiles: ReadonlyMap<string, InstallerProfile>;
  readonly candidates: readonly Candidate[];
  readonly wanted: Wanted;
  /** What an installer holds already in the hours of the slot; empty where there is no slot. */
  readonly overlaps: (installerId: string) => readonly Held[];
}

/** The shifts of a day: of the day itself, else of the weekly pattern; null where neither is kept. */
export function shiftsOn(
  profile: InstallerProfile | undefined,
  own: readonly ClockSpan[] | undefined,
  day: string,
): readonly ClockSpan[] | null {
  return own ?? profile?.week?.[weekdayOf(day)] ?? null;
}

/** Where an installer serves: his own territory, else the regions of his account. */
export function territoryOf(person: Pick<Person, 'regions'>, profile: Pick<InstallerProfile, 'regions'> | undefined): readonly string[] {
  return profile?.regions ?? person.regions;
}

/** Installers who serve a place, found by little more than where each of them does. */
async function serving(tx: Tx, identity: IdentityApi, region: string): Promise<readonly string[]> {
  const own = await ownTerritories(tx);
  return (await identity.regionsOfInstallers(tx))
    .filter((person) => {
      const profile = own.get(person.id);
      return profile && territoryOf(person, profile).some((scope) => coversRegion(scope, region));
    })
    .map(({ id }) => id);
}

/**
 * Everything that rules and score ask about, for every active installer with a profile (or for those named).
 *
 * @param slot another slot than the order's, to see who could come then
 * @param servingOnly leaves out who does not serve the place, for whoever asks for the best and not for why others are none of them
 */
export async function readField(
  tx: Tx,
  { orders, identity, crypto }: CandidateDeps,
  order: OrderToDispatch,
  options: { only?: readonly string[]; slot?: Slot | null; servingOnly?: boolean } = {},
): Promise<Field> {
  const { row, site } = order;
  const promised = row.slot_date && row.slot_from && row.slot_to ? { date: row.slot_date, from: row.slot_from, to: row.slot_to } : null;
  const slot = options.slot ?? promised;
  const today = businessDay(tx.now);
  const only = options.only ?? (options.servingOnly ? await serving(tx, identity, row.region) : undefined);
  const installers = await identity.listInstallers(tx, only ? { ids: only } : {});
  const people = new Map(installers.map((person) => [person.id, person]));
  const profiles = await readProfiles(tx, crypto, [...people.keys()]);
  const ids = [...profiles.keys()];

  const begin = startOfBusinessDay(slot?.date ?? today) ?? tx.now;
  const own = await rosterDays(tx, ids, slot?.date ?? today, slot?.date ?? today);
  const leaves = await leavesWithin(tx, crypto, ids, begin, begin + DAY_MS);
  const certificates = await certificatesOf(tx, ids);
  const ratings = await ratingsOf(tx, ids, tx.now - RATING_DAYS * DAY_MS);
  const visits = (slot ? await orders.visitsBetween(tx, ids, slot.date, slot.date) : []).filter((visit) => visit.id !== row.id);

  const candidates = ids.map((id): Candidate => {
    const profile = profiles.get(id)!;
    const his = visits.filter((visit) => visit.installerId === id);
    return {
      installerId: id,
      skills: profile.skills,
      regions: territoryOf(people.get(id)!, profile),
      certificates: certificates.filter((certificate) => certificate.personId === id),
      shifts: slot ? shiftsOn(profile, own.get(`${id} ${slot.date}`), slot.date) : null,
      leaves: leaves.filter((leave) => leave.personId === id),
      load: his.length,
      ahead: heldOf(his),
      capacity: profile.capacity,
      visitMinutes: profile.visitMinutes,
      distanceKm: profile.base && site.point ? Number(orders.distanceKm(profile.base, site.point)) : null,
      rating: ratings.get(id) ?? null,
      // no capability keeps what installers carry yet
      stock: null,
    };
  });
  const wanted: Wanted = {
    region: row.region,
    categories: order.categories,
    certificates: order.at.plan?.certificates ?? [],
    slot,
    today,
  };
  const overlaps = (installerId: string) =>
    slot === null ? [] : overlapping(candidates.find((candidate) => candidate.installerId === installerId)?.ahead ?? [], slot);
  return { people, profiles, candidates, wanted, overlaps };
}

/** Ranks the field by rules and score. */
export function rank(field: Field) {
  return rankCandidates(field.candidates, field.wanted, coversRegion);
}

import type { DispatchBoardOutput } from '@mingdan/shared/contracts/dispatch-board';
import { businessDay, DAY_MS, HOUR_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { type Held, overlapping, overlapWords } from '@mingdan/shared/orders/overlap';
import { fullName } from '@mingdan/shared/region/region';
import { coversRegion, type IdentityApi, type Person, reachesPerson } from '../../identity/index.ts';
import { heldOf, type OrdersApi, type WaitingOrder } from '../../orders/index.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { openPlaces } from '../domain/crew.ts';
import { certificateStanding, daysBetween, instantsOf } from '../domain/day-plan.ts';
import { type OfferTable, offersOfOrders } from '../store/offers.ts';
import { type InstallerProfile, readProfiles } from '../store/profiles.ts';
import { certificatesOf, leavesWithin, rosterDays } from '../store/roster.ts';
import { shiftsOn, territoryOf } from '../usecases/candidates.ts';
import { tightWords, waysOfDay } from '../usecases/ways-of-day.ts';

export interface BoardDeps {
  readonly orders: OrdersApi;
  readonly identity: IdentityApi;
  readonly crypto: FieldCrypto;
  readonly names: PersonNames;
}

export interface BoardFilter {
  readonly day?: string | undefined;
  readonly region?: string | undefined;
  readonly outletId?: string | undefined;
  readonly skill?: string | undefined;
}

/** Orders that one look at the board can hold. */
const QUEUE = 200;
/** A promise this near that nobody has taken is late already. */
const LATE_MS = 3 * HOUR_MS;

/** Installers whom the acting person may plan with, narrowed by region and outlet, with their profiles. */
export async function planned(
  tx: Tx,
  { identity, crypto }: Pick<BoardDeps, 'identity' | 'crypto'>,
  permission: 'dispatch:read' | 'roster:read',
  filter: Pick<BoardFilter, 'region' | 'outletId'>,
): Promise<{ people: readonly Person[]; profiles: ReadonlyMap<string, InstallerProfile>; outlets: { id: string; name: string }[] }> {
  const installers = await identity.listInstallers(tx);
  const profiles = await readProfiles(
    tx,
    crypto,
    installers.map(({ id }) => id),
  );
  const mine = installers.filter((person) =>
    reachesPerson(tx.origin.actor, permission, { ...person, regions: territoryOf(person, profiles.get(person.id)) }),
  );
  const outlets = await identity.outlets(
    tx,
    mine.flatMap(({ outletId }) => (outletId === null ? [] : [outletId])),
  );
  const { region, outletId } = filter;
  const people = mine.filter(
    (person) =>
      (outletId === undefined || person.outletId === outletId) &&
      (region === undefined ||
        territoryOf(person, profiles.get(person.id)).some((scope) => coversRegion(scope, region) || coversRegion(region, scope))),
  );
  return { people, profiles, outlets: [...outlets.values()].map(({ id, name }) => ({ id, name })) };
}

/** The board: what waits, and everybody's day. */
export async function readBoard(tx: Tx, deps: BoardDeps, filter: BoardFilter): Promise<DispatchBoardOutput> {
  const day = filter.day ?? businessDay(tx.now);
  const { people, profiles, outlets } = await planned(tx, deps, 'dispatch:read', filter);
  const skills = [...new Set([...profiles.values()].flatMap((profile) => profile.skills))].filter((skill) => skill !== '*').sort();
  const { skill } = filter;
  const shown = people.filter(({ id }) => {
    const has = profiles.get(id)?.skills ?? [];
    return skill === undefined || has.includes('*') || has.includes(skill);
  });
  const ids = shown.map(({ id }) => id);
  const begin = startOfBusinessDay(day) ?? tx.now;
  const own = await rosterDays(tx, ids, day, day);
  const leaves = await leavesWithin(tx, deps.crypto, ids, begin, begin + DAY_MS);
  const certificates = await certificatesOf(tx, ids);
  const visits = await deps.orders.visitsBetween(tx, ids, day, day);
  const outletNames = new Map(outlets.map(({ id, name }) => [id, name]));
  const points = await deps.orders.pointsOf(
    tx,
    visits.map(({ site_id }) => site_id),
  );

  const rows: DispatchBoardOutput['rows'] = shown.map((person) => {
    const profile = profiles.get(person.id);
    const his = visits.filter((visit) => visit.installerId === person.id);
    const ways = waysOfDay(deps.orders, his, profile?.visitMinutes ?? 0, points);
    const isAhead = (visit: (typeof his)[number]) => visit.state === 'open' && visit.finished_at === null;
    return {
      installerId: person.id,
      name: person.name,
      outletId: person.outletId,
      outletName: outletNames.get(person.outletId ?? '') ?? null,
      skills: [...(profile?.skills ?? [])],
      load: his.length,
      capacity: profile?.capacity ?? 0,
      shifts: shiftsOn(profile, own.get(`${person.id} ${day}`), day)?.map((shift) => ({ ...shift })) ?? null,
      leaves: leaves.filter((leave) => leave.personId === person.id).map(({ id, from, to, kind }) => ({ id, from, to, kind })),
      visits: his.map((visit, index) => ({
        orderId: visit.id,
        number: visit.number,
        version: visit.version,
        templateName: visit.template_name,
        regionName: fullName(visit.region),
        slot: { date: visit.slot_date!, from: visit.slot_from!, to: visit.slot_to! },
        state: visit.state === 'cancelled' ? ('done' as const) : visit.state,
        nodeName: visit.node_name,
        urgency: visit.urgency,
        role: visit.role,
        movable: isAhead(visit),
        travelMinutes: ways[index]?.minutes ?? null,
        tight: isAhead(visit) && ways[index]?.tight === true,
      })),
      warnings: [
        ...(profile ? [] : ['没有派单资料，不会被派单']),
        ...his.flatMap((visit, index) => {
          const way = ways[index];
          return isAhead(visit) && way?.tight ? [tightWords(visit, way)] : [];
        }),
        ...certificates
          .filter((certificate) => certificate.personId === person.id && certificateStanding(certificate.validTo, day) !== 'valid')
          .map(({ name, validTo }) =>
            certificateStanding(validTo, day) === 'expired' ? `「${name}」已到期` : `「${name}」还有 ${daysBetween(day, validTo!)} 天到期`,
          ),
      ],
    };
  });
  // who has something to do that day stands first; then by outlet, so that one finds a person where one looks
  rows.sort(
    (a, b) =>
      Number(b.visits.length > 0) - Number(a.visits.length > 0) ||
      (a.outletName ?? '').localeCompare(b.outletName ?? '') ||
      (a.installerId < b.installerId ? -1 : 1),
  );

  const waiting = await deps.orders.waiting(tx, { region: filter.region, limit: QUEUE + 1 });
  return { day, queue: await queueOf(tx, deps, waiting.slice(0, QUEUE)), queueCut: waiting.length > QUEUE, rows, outlets, skills };
}

async function queueOf(tx: Tx, deps: BoardDeps, waiting: readonly WaitingOrder[]): Promise<DispatchBoardOutput['queue']> {
  const offers = await offersOfOrders(
    tx,
    waiting.map(({ row }) => row.id),
  );
  const names = await deps.names(
    tx,
    offers.map((offer) => offer.installer_id),
  );
  const heldOn = await heldByAsked(tx, deps, waiting, offers);
  return waiting.map(({ row, at }) => {
    const here = offers.filter((offer) => offer.order_id === row.id && offer.token === at.token.id);
    const slot = row.slot_date && row.slot_from && row.slot_to ? { date: row.slot_date, from: row.slot_from, to: row.slot_to } : null;
    const { cause, reasonText } = causeOf(at, here, row.id, offers, names);
    const clashOf = (installerId: string) =>
      slot === null ? null : (overlapWords(overlapping(heldOn(installerId, slot.date), slot))[0] ?? null);
    return {
      orderId: row.id,
      number: row.number,
      version: row.version,
      templateName: row.template_name,
      urgency: row.urgency,
      region: row.region,
      regionName: fullName(row.region),
      slot,
      createdAt: row.created_at,
      waitingSince: at.token.enteredAt,
      cause,
      reasonText,
      late: slot !== null && instantsOf(slot).from - tx.now < LATE_MS,
      offers: here
        .filter(({ status }) => status === 'offered' || status === 'accepted')
        .map((offer) => ({
          installerId: offer.installer_id,
          installerName: names.get(offer.installer_id) ?? '',
          expiresAt: offer.status === 'offered' ? offer.expires_at : null,
          accepted: offer.status === 'accepted',
          clash: clashOf(offer.installer_id),
        })),
      crewSize: at.plan.crew.length,
    };
  });
}

/** What those who are asked now hold already on the days of the orders that they are asked about. */
async function heldByAsked(
  tx: Tx,
  deps: BoardDeps,
  waiting: readonly WaitingOrder[],
  offers: readonly OfferTable[],
): Promise<(installerId: string, day: string) => readonly Held[]> {
  const asked = [
    ...new Set(offers.filter(({ status }) => status === 'offered' || status === 'accepted').map((offer) => offer.installer_id)),
  ];
  const days = waiting.flatMap(({ row }) => row.slot_date ?? []).sort();
  const [from, to] = [days[0], days.at(-1)];
  const visits = asked.length === 0 || from === undefined || to === undefined ? [] : await deps.orders.visitsBetween(tx, asked, from, to);
  return (installerId, day) => heldOf(visits.filter((visit) => visit.installerId === installerId && visit.slot_date === day));
}

/** Why an order stands in the queue, in words. */
function causeOf(
  { token, plan }: WaitingOrder['at'],
  here: readonly OfferTable[],
  orderId: string,
  all: readonly OfferTable[],
  names: ReadonlyMap<string, string>,
): Pick<DispatchBoardOutput['queue'][number], 'cause' | 'reasonText'> {
  const asked = all.filter((offer) => offer.order_id === orderId);
  const told = (status: OfferTable['status'], words: string) => {
    const count = asked.filter((offer) => offer.status === status).length;
    return count > 0 ? [`${count} 人${words}`] : [];
  };
  const tried = [...told('refused', '拒单'), ...told('expired', '超时未答')];
  if (token.parked !== null) {
    const none = asked.length === 0 ? '没有合适的师傅' : `问过的师傅都没有接：${tried.join('，') || '已撤回'}`;
    return token.parked === 'exhausted'
      ? { cause: 'exhausted', reasonText: none }
      : { cause: 'failed', reasonText: '自动派单出错，请人工处理' };
  }
  const standing = here.filter(({ status }) => status === 'offered').length;
  const missing = plan.crew.length - here.filter(({ status }) => status === 'accepted').length;
  const crewWords = plan.crew.length === 2 ? '两人组' : `${plan.crew.length} 人组`;
  // who said no to a place that nobody stands for now: that is what the dispatcher has to mend
  const open = openPlaces(plan.crew.length, here);
  const lost = here.filter(({ place, status }) => open.includes(place) && (status === 'refused' || status === 'expired'));
  const lostWords = lost.map(
    ({ installer_id, status }) => `${names.get(installer_id) ?? '师傅'}${status === 'refused' ? '没有接' : '没有答复'}`,
  );
  if (plan.crew.length > 1 && here.some(({ status }) => status === 'accepted'))
    return { cause: 'partial', reasonText: [`${crewWords}还差 ${missing} 人`, ...lostWords].join('，') };
  if (plan.crew.length > 1 && standing > 0 && lost.length > 0)
    return { cause: 'offered', reasonText: [`${crewWords}还在等 ${standing} 人答复`, ...lostWords].join('，') };
  if (standing > 0) return { cause: 'offered', reasonText: ['等师傅答复', ...tried].join('，') };
  if (plan.mode === 'manual') return { cause: 'manual', reasonText: ['由调度指派', ...tried].join('，') };
  return openPlaces(plan.crew.length, here).length > 0
    ? { cause: 'searching', reasonText: '正在匹配师傅' }
    : { cause: 'offered', reasonText: '等师傅答复' };
}

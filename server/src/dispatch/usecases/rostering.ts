import type { InstallerProfileView, RosterOutput, SaveInstallerProfileInput } from '@mingdan/shared/contracts/roster';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { businessDay, DAY_MS, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { type Permission, type Person, reachesPerson } from '../../identity/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { type ClockSpan, certificateStanding, dayAfter, instantsOf, overlaps, shiftFault, weekdayOf } from '../domain/day-plan.ts';
import { readProfiles, saveProfile } from '../store/profiles.ts';
import * as store from '../store/roster.ts';
import { type BoardDeps, type BoardFilter, planned } from '../views/board.ts';
import { shiftsOn, territoryOf } from './candidates.ts';

const WEEK = 7;
/** Leaves and ratings that an installer's panel shows. */
const AHEAD_MS = 366 * DAY_MS;
const RATING_MS = 180 * DAY_MS;
const LONGEST_LEAVE_MS = 366 * DAY_MS;

/** Who works when: profiles, shifts, leave and certificates of installers. */
export function createRostering(deps: BoardDeps & { knownSkills: (tx: Tx) => Promise<readonly string[]> }) {
  const { identity, orders, crypto } = deps;

  /** The installer if the acting person may look after him. */
  const installer = async (tx: Tx, personId: string, permission: Permission): Promise<Person | undefined> => {
    const person = await identity.person(tx, personId);
    if (!person?.roles.includes('installer')) return undefined;
    const profile = (await readProfiles(tx, crypto, [personId])).get(personId);
    return reachesPerson(tx.origin.actor, permission, { ...person, regions: territoryOf(person, profile) }) ? person : undefined;
  };

  const audit = (tx: Tx, action: string, personId: string, after: Record<string, unknown>) =>
    tx.audit({ action, subject: { type: 'person', id: personId }, after });

  const certificateView = (certificate: store.Certificate, today: string) => ({
    id: certificate.id,
    name: certificate.name,
    validTo: certificate.validTo,
    standing: certificateStanding(certificate.validTo, today),
  });

  return {
    async week(tx: Tx, filter: Pick<BoardFilter, 'region' | 'outletId'> & { from?: string | undefined }): Promise<RosterOutput> {
      const today = businessDay(tx.now);
      const from = filter.from ?? dayAfter(today, -weekdayOf(today));
      const to = dayAfter(from, WEEK - 1);
      const { people, profiles, outlets } = await planned(tx, deps, 'roster:read', filter);
      const ids = people.map(({ id }) => id);
      const begin = startOfBusinessDay(from) ?? tx.now;
      const own = await store.rosterDays(tx, ids, from, to);
      const leaves = await store.leavesWithin(tx, crypto, ids, begin, begin + WEEK * DAY_MS);
      const certificates = await store.certificatesOf(tx, ids);
      const visits = await orders.visitsBetween(tx, ids, from, to);
      const outletNames = new Map(outlets.map(({ id, name }) => [id, name]));
      return {
        from,
        outlets,
        rows: people.map((person) => {
          const profile = profiles.get(person.id);
          return {
            installerId: person.id,
            name: person.name,
            outletName: outletNames.get(person.outletId ?? '') ?? null,
            capacity: profile?.capacity ?? 0,
            days: Array.from({ length: WEEK }, (_, index) => {
              const day = dayAfter(from, index);
              const kept = own.get(`${person.id} ${day}`);
              return {
                day,
                shifts: shiftsOn(profile, kept, day)?.map((shift) => ({ ...shift })) ?? null,
                own: kept !== undefined,
                visits: visits.filter((visit) => visit.installerId === person.id && visit.slot_date === day).length,
              };
            }),
            leaves: leaves.filter(({ personId }) => personId === person.id).map(({ personId: _, ...leave }) => leave),
            certificates: certificates.filter(({ personId }) => personId === person.id).map((each) => certificateView(each, today)),
          };
        }),
      };
    },

    async read(tx: Tx, personId: string): Promise<Result<InstallerProfileView, 'people.not_found'>> {
      const person = await installer(tx, personId, 'roster:read');
      if (!person) return refuse('people.not_found');
      const today = businessDay(tx.now);
      const profile = (await readProfiles(tx, crypto, [personId])).get(personId);
      const outlet = person.outletId ? (await identity.outlets(tx, [person.outletId])).get(person.outletId) : undefined;
      return ok({
        personId,
        name: person.name,
        outletName: outlet?.name ?? null,
        version: profile?.version ?? 0,
        skills: [...(profile?.skills ?? [])],
        regions: profile?.regions ? [...profile.regions] : null,
        accountRegions: [...person.regions],
        base: profile?.base ?? null,
        capacity: profile?.capacity ?? 6,
        visitMinutes: profile?.visitMinutes ?? 90,
        week: profile?.week?.map((shifts) => shifts.map((shift) => ({ ...shift }))) ?? null,
        certificates: (await store.certificatesOf(tx, [personId])).map((each) => certificateView(each, today)),
        leaves: (await store.leavesWithin(tx, crypto, [personId], tx.now, tx.now + AHEAD_MS)).map(({ personId: _, ...leave }) => leave),
        rating: (await store.ratingsOf(tx, [personId], tx.now - RATING_MS)).get(personId) ?? null,
        knownSkills: [...(await deps.knownSkills(tx))],
      });
    },

    async save(
      tx: Tx,
      input: SaveInstallerProfileInput,
    ): Promise<Result<{ version: number }, 'people.not_found' | 'roster.stale_version' | 'roster.shifts_invalid'>> {
      if (!(await installer(tx, input.personId, 'roster:write'))) return refuse('people.not_found');
      const fault = shiftsFault('week', input.week ?? []);
      if (fault) return fault;
      const version = await saveProfile(tx, crypto, input, input.version);
      if (version === undefined) return refuse('roster.stale_version');
      const { skills, regions, capacity, visitMinutes, week } = input;
      await audit(tx, 'roster.installer_saved', input.personId, {
        skills,
        regions,
        capacity,
        visitMinutes,
        week,
        hasBase: input.base !== null,
      });
      return ok({ version });
    },

    async saveDay(
      tx: Tx,
      { personId, day, shifts }: { personId: string; day: string; shifts: readonly ClockSpan[] | null },
    ): Promise<Result<{ day: string }, 'people.not_found' | 'roster.shifts_invalid'>> {
      if (!(await installer(tx, personId, 'roster:write'))) return refuse('people.not_found');
      const fault = shiftsFault('shifts', [shifts ?? []]);
      if (fault) return fault;
      if (startOfBusinessDay(day) === null)
        return refuse('roster.shifts_invalid', {
          detail: { why: '没有这一天' },
          fields: [{ path: 'day', code: 'day', message: '没有这一天' }],
        });
      await store.saveRosterDay(tx, personId, day, shifts);
      await audit(tx, 'roster.day_saved', personId, { day, shifts });
      return ok({ day });
    },

    async addLeave(
      tx: Tx,
      input: { personId: string; from: number; to: number; kind: store.Leave['kind']; reason: string },
    ): Promise<
      Result<
        { id: string; visits: { orderId: string; number: string }[] },
        'people.not_found' | 'roster.leave_invalid' | 'roster.leave_overlaps'
      >
    > {
      if (!(await installer(tx, input.personId, 'roster:write'))) return refuse('people.not_found');
      const fault = leaveFault(tx, input);
      if (fault) return fault;
      if ((await store.leavesWithin(tx, crypto, [input.personId], input.from, input.to)).length > 0) return refuse('roster.leave_overlaps');
      const id = await store.insertLeave(tx, crypto, input);
      await audit(tx, 'roster.leave_added', input.personId, { leaveId: id, from: input.from, to: input.to, kind: input.kind });
      const [first, last] = [input.from, input.to - 1].map((at) => businessDay(at as Parameters<typeof businessDay>[0])) as [
        string,
        string,
      ];
      const visits = (await orders.visitsBetween(tx, [input.personId], first, last)).filter(
        (visit) =>
          visit.state === 'open' &&
          visit.finished_at === null &&
          overlaps(instantsOf({ date: visit.slot_date!, from: visit.slot_from!, to: visit.slot_to! }), input),
      );
      return ok({ id, visits: visits.map((visit) => ({ orderId: visit.id, number: visit.number })) });
    },

    async endLeave(tx: Tx, leaveId: string): Promise<Result<{ id: string }, 'roster.not_found'>> {
      const owner = await store.leaveOwner(tx, leaveId);
      if (!owner || !(await installer(tx, owner, 'roster:write')) || !(await store.endLeave(tx, leaveId)))
        return refuse('roster.not_found');
      await audit(tx, 'roster.leave_ended', owner, { leaveId });
      return ok({ id: leaveId });
    },

    async saveCertificate(
      tx: Tx,
      input: { personId: string; name: string; validTo: string | null },
    ): Promise<Result<{ id: string }, 'people.not_found'>> {
      if (!(await installer(tx, input.personId, 'roster:write'))) return refuse('people.not_found');
      const id = await store.saveCertificate(tx, input);
      await audit(tx, 'roster.certificate_saved', input.personId, { certificateId: id, name: input.name, validTo: input.validTo });
      return ok({ id });
    },

    async removeCertificate(tx: Tx, certificateId: string): Promise<Result<{ id: string }, 'roster.not_found'>> {
      const found = await store.findCertificate(tx, certificateId);
      if (!found || !(await installer(tx, found.personId, 'roster:write'))) return refuse('roster.not_found');
      await store.removeCertificate(tx, certificateId);
      await audit(tx, 'roster.certificate_removed', found.personId, { certificateId, name: found.name });
      return ok({ id: certificateId });
    },
  };
}

/** A refusal that says what is wrong with the time of a leave; undefined when nothing is. @param span null: it does not end after it begins */
export function leaveFault(tx: Tx, span: { readonly from: number; readonly to: number } | null) {
  const why =
    span === null || span.to <= span.from
      ? '结束要晚于开始'
      : span.to <= tx.now
        ? '已经过去'
        : span.to - span.from > LONGEST_LEAVE_MS
          ? '最长一年'
          : null;
  return why === null
    ? undefined
    : refuse('roster.leave_invalid', { detail: { why }, fields: [{ path: 'to', code: 'roster.leave_invalid', message: why }] });
}

/** A refusal that names the day whose shifts are wrong; undefined when all are fine. */
function shiftsFault(path: string, days: readonly (readonly ClockSpan[])[]) {
  for (const [index, shifts] of days.entries()) {
    const why = shiftFault(shifts);
    if (why)
      return refuse('roster.shifts_invalid', {
        detail: { why },
        fields: [{ path: path === 'week' ? `week.${index}` : path, code: 'roster.shifts_invalid', message: why }],
      });
  }
  return undefined;
}

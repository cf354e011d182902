import { addLeave, installerProfile, saveInstallerProfile, saveRosterDay } from '../../../shared/src/contracts/roster.ts';
import { businessDay, DAY_MS, type EpochMs, HOUR_MS, startOfBusinessDay } from '../../../shared/src/kernel/time.ts';
import type { DemoPerson } from '../load.ts';
import { createRandom } from './random.ts';
import type { World } from './world.ts';

type Shifts = { readonly from: string; readonly to: string }[];

/** Two shifts 班次, each with a break: who comes early goes early. Every promised slot lies in one of them. */
const EARLY: Shifts = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];
const LATE: Shifts = [
  { from: '10:00', to: '14:00' },
  { from: '14:00', to: '20:00' },
];
const WHOLE_DAY: Shifts = [
  { from: '08:00', to: '12:00' },
  { from: '14:00', to: '20:00' },
];
const WEEK = 7;
/** Whom visitors of the sandbox look over the shoulder: there whenever somebody comes. */
const ALWAYS_THERE = new Set(['zhang.wei', 'li.qiang', 'qian.shifu']);
const VISIT_MINUTES = 60;
/** Of the year, days between two leaves of one installer, and how long one is: assumptions. */
const LEAVES_APART = [60, 150] as const;
const LEAVES = [
  { kind: 'annual', days: 5, reason: '年假' },
  { kind: 'sick', days: 2, reason: '病假' },
  { kind: 'personal', days: 1, reason: '家里有事' },
  { kind: 'training', days: 1, reason: '厂家培训' },
] as const;
/** Leave is entered so far ahead. */
const AHEAD_DAYS = 60;
/** Of a hundred installers so many work on a day that is none of theirs, this week: shifts that were swapped. */
const SWAPPED = 0.15;

/**
 * Who works when: each installer has a weekly pattern of six days, early or late, and some leave; who has no stand-in works whenever there is work. Drawn from
 * its own seed, so that orders do not move.
 *
 * @param until the story's end; leave reaches beyond it
 */
export async function setRosters(world: World, people: readonly DemoPerson[], seed: number, until: EpochMs): Promise<void> {
  const random = createRandom(seed);
  const admin = world.person('admin');
  const installers = people.filter(({ roles }) => roles.includes('installer'));
  for (const [index, installer] of installers.entries()) {
    const { id: personId } = world.person(installer.userid);
    const kept = await world.calls.call(installerProfile, { personId }, admin);
    const week = weekOf(installer, index, installers);
    const { version, skills, regions, base, capacity } = kept;
    await world.calls.call(
      saveInstallerProfile,
      { personId, version, skills, regions, base, capacity, visitMinutes: VISIT_MINUTES, week },
      admin,
    );
    if (ALWAYS_THERE.has(installer.userid)) continue;
    const off = week.findIndex((shifts) => shifts.length === 0);
    if (off >= 0 && random.chance(SWAPPED))
      await world.calls.call(saveRosterDay, { personId, day: dayOfWeek(until, off), shifts: EARLY }, admin);
    let at = world.now() + random.between(...LEAVES_APART) * DAY_MS;
    for (; at < until + AHEAD_DAYS * DAY_MS; at += random.between(...LEAVES_APART) * DAY_MS) {
      const { kind, days, reason } = random.pick(LEAVES);
      const from = startOfBusinessDay(businessDay(at as EpochMs))!;
      // a year that was broken off has some already
      await world.calls.attempt(addLeave, { personId, from, to: from + days * DAY_MS, kind, reason }, admin);
    }
  }
}

/** Monday first. */
function weekOf(installer: DemoPerson, index: number, all: readonly DemoPerson[]): Shifts[] {
  const alone = ALWAYS_THERE.has(installer.userid) || !all.some((other) => other !== installer && canStandIn(other, installer));
  const shifts = alone ? WHOLE_DAY : index % 2 === 0 ? EARLY : LATE;
  // days off go round, so that nobody's colleagues are all away at once; Sunday is the first
  const off = alone ? -1 : WEEK - 1 - (index % WEEK);
  return Array.from({ length: WEEK }, (_, day) => (day === off ? [] : shifts));
}

/** Whether one can do all that the other does, where the other does it. */
function canStandIn(one: DemoPerson, other: DemoPerson): boolean {
  const skills = one.profile?.skills ?? [];
  const knows = skills.includes('*') || (other.profile?.skills ?? []).every((skill) => skills.includes(skill));
  return knows && other.regions.every((region) => one.regions.includes(region));
}

/** The day of the week in which `at` lies, Monday first. */
function dayOfWeek(at: EpochMs, weekday: number): string {
  const noon = startOfBusinessDay(businessDay(at))! + 12 * HOUR_MS;
  const monday = noon - ((new Date(noon).getUTCDay() + 6) % WEEK) * DAY_MS;
  return businessDay((monday + weekday * DAY_MS) as EpochMs);
}

import { businessDay, DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, startOfBusinessDay } from '../../../shared/src/kernel/time.ts';
import type { Place } from '../company/places.ts';
import { DOOR } from './contacts.ts';
import type { PlannedOrder } from './plan.ts';

/** Where the sandbox's installer works: the place of the worked case. */
const HOME = '110105';
/** Degrees: some 400 m at most from where the sandbox's phones stand, so that whoever does one of these visits is at the door. */
const SPREAD = 0.006;
/** Customers of these days are numbered apart from the year's, so that none of them moves. */
const FIRST_CUSTOMER = 9_000;

type Slot = readonly [from: string, to: string];
const MORNING: Slot = ['08:00', '10:00'];
const FORENOON: Slot = ['10:00', '12:00'];
const AFTERNOON: Slot = ['14:00', '16:00'];
const LATE: Slot = ['16:00', '18:00'];

/** Days from today, slot, template, who is to have it. 张师傅 has a day to look at; 李师傅 is busier, so that what a visitor opens is offered to 张师傅. */
const DAYS: readonly (readonly [inDays: number, slot: Slot, template: string, installer: string])[] = [
  [0, MORNING, 'ac-install', 'zhang.wei'],
  [0, FORENOON, 'ac-clean', 'zhang.wei'],
  [0, AFTERNOON, 'ac-repair', 'zhang.wei'],
  [0, LATE, 'ac-install', 'zhang.wei'],
  [1, FORENOON, 'ac-move', 'zhang.wei'],
  [0, MORNING, 'ac-repair', 'li.qiang'],
  [0, FORENOON, 'tv-mount', 'li.qiang'],
  [0, AFTERNOON, 'ac-clean', 'li.qiang'],
  [0, LATE, 'heater-install', 'li.qiang'],
  [1, MORNING, 'ac-install', 'li.qiang'],
  [1, FORENOON, 'ac-repair', 'li.qiang'],
  [1, AFTERNOON, 'ac-clean', 'li.qiang'],
  [1, LATE, 'ac-install', 'li.qiang'],
  [2, FORENOON, 'ac-install', 'li.qiang'],
  [2, AFTERNOON, 'ac-move', 'li.qiang'],
  [3, FORENOON, 'ac-install', 'li.qiang'],
  [3, AFTERNOON, 'ac-clean', 'li.qiang'],
];

/** What the visitor's own day looks like: orders that were opened yesterday for today and the days to come. */
export function ordersOfToday(places: readonly Place[], now: EpochMs): readonly PlannedOrder[] {
  const place = placeOf(places);
  const today = startOfBusinessDay(businessDay(now))! as EpochMs;
  return DAYS.map(([inDays, [from, to], template, wanted], index) => ({
    openAt: (today - DAY_MS + 9 * HOUR_MS + index * 27 * MINUTE_MS) as EpochMs,
    template,
    place,
    customer: FIRST_CUSTOMER + index,
    slot: { date: businessDay((today + inDays * DAY_MS + DAY_MS / 2) as EpochMs), from, to },
    urgent: false,
    fate: 'usual' as const,
    wanted,
  }));
}

/** The last order before the visitor comes: the running server offers it, so that its card rings a phone. */
export function orderOfThisMinute(places: readonly Place[], now: EpochMs): PlannedOrder {
  const date = businessDay((now + DAY_MS) as EpochMs);
  return {
    openAt: now,
    template: 'ac-install',
    place: placeOf(places),
    customer: FIRST_CUSTOMER + DAYS.length,
    slot: { date, from: LATE[0], to: LATE[1] },
    urgent: false,
    fate: 'usual',
    wanted: 'zhang.wei',
  };
}

function placeOf(places: readonly Place[]): Place {
  const home = places.find(({ region }) => region === HOME);
  if (!home) throw new Error(`places.tsv lacks ${HOME}`);
  return { ...home, ...DOOR, spread: SPREAD };
}

import { ROOT, version } from '../../../server/src/app/commands.ts';
import { compose } from '../../../server/src/app/compose.ts';
import { systemOrigin } from '../../../server/src/platform/actor.ts';
import type { Config } from '../../../server/src/platform/config/config.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { createLog } from '../../../server/src/platform/log/log.ts';
import { businessDay, DAY_MS, type EpochMs, startOfBusinessDay } from '../../../shared/src/kernel/time.ts';
import { readPeople } from '../company/people.ts';
import { type Place, readPlaces } from '../company/places.ts';
import { allTemplates } from '../templates/all.ts';
import { Agenda } from './agenda.ts';
import { Clockwork, createStoryClock, STORYTELLER } from './clockwork.ts';
import { createCustomer } from './customers.ts';
import { handIn } from './hand-in.ts';
import { goThrough, liveThrough } from './life.ts';
import { isFirst, lastDay, noteDay } from './lived-days.ts';
import { SILENT } from './load.ts';
import { type PlannedOrder, planOrders } from './plan.ts';
import { createRandom } from './random.ts';
import { openStories } from './resume.ts';
import type { Life } from './story.ts';
import { orderOfThisMinute, ordersOfToday } from './today.ts';
import { openWorld, type World } from './world.ts';

/** After a longer pause nothing was going on before these days. */
const MOST_DAYS = 14;
/** Orders of each day; today has those of `ordersOfToday` beside them. */
const PER_DAY = 8;
/** Customers of later days are numbered from here on, apart from the year's and from the days' that are not over. */
const FIRST_CUSTOMER = 6_000;
const CUSTOMERS = 3_000;
const NUMBERS_PER_DAY = 40;

export interface GoingOn {
  /** The real time: the story goes on until then. */
  readonly now?: EpochMs;
  readonly say?: (line: string) => void;
  /** Asked between two acts. */
  readonly stopped?: () => boolean;
}

/**
 * The demo lives on from the last day that it has lived through: orders that were open go on, and each day since, of at most 14, brings new ones. Done once per day, beside a
 * running server, through the product's operations as ever. Broken off, it goes on at the next start with what is left. Data without a story
 * are left as they are.
 *
 * @returns what was done and why some orders stopped; null where there was nothing to do
 */
export async function goOn(
  config: Config,
  { now = Date.now() as EpochMs, say = () => {}, stopped = () => false }: GoingOn = {},
): Promise<{ readonly opened: number; readonly resumed: number; readonly failures: readonly string[] } | null> {
  const clock = createStoryClock(0 as EpochMs);
  const product = await compose(config, {
    root: ROOT,
    version: version(),
    log: createLog({ level: 'warn' }),
    messenger: SILENT,
    clock,
    ownWorker: STORYTELLER,
  });
  try {
    const isDemo = await product.ground.uow.read(systemOrigin('demo', newId()), (tx) => product.capabilities.identity.api.isDemo(tx));
    const last = isDemo ? await lastDay(product) : null;
    const today = businessDay(now);
    if (!last || last.day >= today) return null;

    const firstDay = startOfBusinessDay(today)! - (MOST_DAYS - 1) * DAY_MS;
    const begin = Math.max(last.at, firstDay) as EpochMs;
    clock.moveTo(begin);
    const clockwork = new Clockwork(product, clock);
    // what a story left behind that was broken off is the server's by now
    await clockwork.handOver();

    const places = readPlaces();
    const random = createRandom(seedOf(today));
    const world = await openWorld(product, { people: readPeople().people, templates: allTemplates() }, random);
    const agenda = new Agenda();
    const stories = await openStories(world, places, last.at);
    for (const story of stories) agenda.add(begin, goThrough(world, story));
    agenda.add(begin, handIn(world, begin, now));
    let opened = 0;
    for (const { key, plan } of plansOf(places, last.day, begin, now)) {
      agenda.add(
        plan.openAt,
        openOnce(world, key, plan, () => {
          opened += 1;
        }),
      );
    }
    say(`演示继续 the demo goes on from ${last.day} to ${today}: ${stories.length} open orders`);
    const failures = await agenda.live(clockwork, now, stopped);
    if (!stopped()) {
      // its jobs are the server's: the offer's card is to ring a phone
      const key = `${today}/now`;
      await openOnce(world, key, numbered(orderOfThisMinute(places, now), today, NUMBERS_PER_DAY - 1), () => {
        opened += 1;
      }).next();
      await noteDay(product, now);
    }
    await clockwork.handOver();
    for (const failure of failures) say(`! ${failure}`);
    say(`演示继续 the demo went on: ${opened} new orders${stopped() ? ', broken off' : ''}`);
    return { opened, resumed: stories.length, failures };
  } finally {
    await product.stop();
  }
}

interface Keyed {
  /** The same order has the same key whenever it is planned. */
  readonly key: string;
  readonly plan: PlannedOrder;
}

/** New orders of each day after the last one lived through. The same days, the same plans. */
function plansOf(places: readonly Place[], lastDay: string, begin: EpochMs, now: EpochMs): readonly Keyed[] {
  const today = businessDay(now);
  const days: string[] = [];
  for (let at: number = startOfBusinessDay(today)!; days.length < MOST_DAYS && businessDay(at as EpochMs) > lastDay; at -= DAY_MS)
    days.unshift(businessDay(at as EpochMs));
  const usual = days.flatMap((day) => {
    const start = startOfBusinessDay(day)! as EpochMs;
    return planOrders(createRandom(seedOf(day)), places, PER_DAY, start, (start + DAY_MS - 1) as EpochMs).map((plan, index) => ({
      key: `${day}/${index}`,
      plan: numbered(plan, day, index),
    }));
  });
  // planned for yesterday, when there was no yesterday to open them on: as soon as the story goes on
  const special = ordersOfToday(places, now).map((plan, index) => ({
    key: `${today}/today-${index}`,
    plan: { ...numbered(plan, today, PER_DAY + index), openAt: Math.max(plan.openAt, begin + index * 1000) as EpochMs },
  }));
  return [...usual, ...special].filter(({ plan }) => plan.openAt <= now);
}

/** With a customer's number of its day's own. */
function numbered(plan: PlannedOrder, day: string, index: number): PlannedOrder {
  const dayNumber = Math.floor(startOfBusinessDay(day)! / DAY_MS);
  return { ...plan, customer: FIRST_CUSTOMER + ((dayNumber * NUMBERS_PER_DAY + index) % CUSTOMERS) };
}

async function* openOnce(world: World, key: string, plan: PlannedOrder, opened: () => void): Life {
  if (!(await isFirst(world.product, key))) return;
  opened();
  yield* liveThrough(world, plan, await createCustomer(world.product, world.random, plan.customer, plan.place));
}

const seedOf = (day: string): number => Number(day.replaceAll('-', ''));

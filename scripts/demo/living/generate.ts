import type { Product } from '../../../server/src/app/compose.ts';
import { systemOrigin } from '../../../server/src/platform/actor.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import type { EpochMs } from '../../../shared/src/kernel/time.ts';
import { readPlaces } from '../company/places.ts';
import type { DemoCompany } from '../load.ts';
import { Agenda } from './agenda.ts';
import { Clockwork, type StoryClock } from './clockwork.ts';
import { createContact, isContact, ordersOfContacts } from './contacts.ts';
import { createCustomer, type StoryCustomer } from './customers.ts';
import { handIn } from './hand-in.ts';
import { goThrough, liveThrough } from './life.ts';
import { noteDay } from './lived-days.ts';
import { takeTemplates } from './notices.ts';
import { type PlannedOrder, planOrders } from './plan.ts';
import { createRandom } from './random.ts';
import { openStories } from './resume.ts';
import { setRosters } from './rosters.ts';
import type { Life } from './story.ts';
import { orderOfThisMinute, ordersOfToday } from './today.ts';
import { openWorld } from './world.ts';

export interface LivingOptions {
  readonly seed: number;
  readonly amount: number;
  /** When the first order may be opened, and when the story stops: the real time. */
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Whose external contacts the sandbox's chats are with. */
  readonly corpId: string;
  /** Told now and then. */
  readonly progress?: (opened: number, of: number) => void;
}

/**
 * A year of orders, lived through the product's own operations with a clock of its own: people open, accept, refuse, visit, sign and rate; timers and
 * jobs come when they are due. What is not over when the story stops stays open.
 *
 * @param product its jobs are the story's own, see `Clockwork`
 * @returns how many orders were opened, and why some stopped before their end: none, unless the product has changed since the stories were written
 */
export async function liveOn(
  product: Product,
  company: DemoCompany,
  clock: StoryClock,
  options: LivingOptions,
): Promise<{ opened: number; failures: readonly string[] }> {
  const { from, until } = options;
  const random = createRandom(options.seed);
  const places = readPlaces();
  const special = [...ordersOfContacts(places, until), ...ordersOfToday(places, until)].filter(
    ({ openAt }) => openAt >= from && openAt <= until,
  );
  const usual = planOrders(random, places, Math.max(0, options.amount - special.length - 1), from, until);
  const plans = [...usual, ...special].sort((a, b) => a.openAt - b.openAt);
  const world = await openWorld(product, company, random);
  await takeTemplates(world);
  await setRosters(world, company.people, options.seed + 1, until);
  const clockwork = new Clockwork(product, clock);
  const customers = new Map<number, StoryCustomer>();
  const agenda = new Agenda();
  let opened = 0;

  async function* lifeOf(plan: PlannedOrder): Life {
    let customer = customers.get(plan.customer);
    if (!customer) {
      customer = isContact(plan.customer)
        ? await createContact(product, plan.customer, plan.place, options.corpId)
        : await createCustomer(product, random, plan.customer, plan.place);
      customers.set(plan.customer, customer);
    }
    opened += 1;
    if (opened % TOLD_EVERY === 0) {
      options.progress?.(opened, plans.length);
      // now and then, as a running server does: it reads all that is unsealed for each of its steps
      await seal(product);
    }
    yield* liveThrough(world, plan, customer);
  }
  // a year that was broken off has some under way
  for (const story of await openStories(world, places, from)) agenda.add(from, goThrough(world, story));
  for (const plan of plans) agenda.add(plan.openAt, lifeOf(plan));
  agenda.add(from, handIn(world, from, until));
  const failures = await agenda.live(clockwork, until);
  await seal(product);
  // its jobs are left to the server that starts next: the offer's card is to ring a phone
  await lifeOf(orderOfThisMinute(places, until)).next();
  await noteDay(product, until);
  await clockwork.handOver();
  return { opened, failures };
}

/** Orders between two words about the progress. */
const TOLD_EVERY = 25;

/** Brings the audit chain up to date, as the running server does every second. */
async function seal({ capabilities }: Product): Promise<void> {
  const cron = capabilities.audit.crons.find(({ name }) => name === 'audit.seal');
  await cron?.handler({ origin: systemOrigin('audit.seal', newId()), signal: new AbortController().signal });
}

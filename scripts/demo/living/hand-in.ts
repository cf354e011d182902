import { listCash, recordHandover } from '../../../shared/src/contracts/cash.ts';
import { businessDay, DAY_MS, type EpochMs, HOUR_MS, startOfBusinessDay } from '../../../shared/src/kernel/time.ts';
import type { Life } from './story.ts';
import type { World } from './world.ts';

const FINANCE = 'chen.kuaiji';
const WEEK_MS = 7 * DAY_MS;
/** A week without a word of what is long past is told month by month. */
const TOLD_WEEKLY_MS = 8 * WEEK_MS;
/** Smaller sums stay in his pocket until there is more, fen. */
const WORTH_THE_WAY = 20_000;
/** Of a hundred who have something to hand in: who comes, and of those who hands in a round part of it only. Assumptions. */
const COMES = 0.75;
const IN_PART = 0.3;
const HUNDRED_YUAN = 10_000;

/** Installers hand in the customers' cash 交款 on Monday afternoons: most of them, some only a part; some stays due. */
export async function* handIn(world: World, from: EpochMs, until: EpochMs): Life {
  for (let at = mondayAfternoon(from); at <= until; at += until - at > TOLD_WEEKLY_MS ? 4 * WEEK_MS : WEEK_MS) {
    yield at as EpochMs;
    const { random, calls } = world;
    const finance = world.person(FINANCE);
    for (const { installerId, inHand } of (await calls.call(listCash, {}, finance)).items) {
      if (inHand < WORTH_THE_WAY || !random.chance(COMES)) continue;
      const part = random.chance(IN_PART) ? Math.floor(inHand / 2 / HUNDRED_YUAN) * HUNDRED_YUAN : inHand;
      const amount = part > 0 ? part : inHand;
      const note = amount < inHand ? '先交一部分，其余下周' : '';
      await calls.attempt(recordHandover, { installerId, amount, day: businessDay(at as EpochMs), note }, finance);
    }
  }
}

/** The next Monday at half past four in the afternoon. */
function mondayAfternoon(from: EpochMs): number {
  const today = startOfBusinessDay(businessDay(from))!;
  // the epoch began on a Thursday; a business day begins at 16:00 UTC of the day before
  const weekday = (Math.floor((today + 8 * HOUR_MS) / DAY_MS) + 4) % 7;
  const monday = today + ((8 - weekday) % 7) * DAY_MS;
  const at = monday + 16.5 * HOUR_MS;
  return at > from ? at : at + WEEK_MS;
}

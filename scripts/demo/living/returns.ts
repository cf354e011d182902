import { openReturn } from '../../../shared/src/contracts/order-paths.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/src/kernel/time.ts';
import { slotAfter } from './plan.ts';
import { inOffice, type Life, later, type Story } from './story.ts';
import type { World } from './world.ts';

/** Of finished orders, how many come back within weeks, and of those how many are within warranty: assumptions. */
const COMES_BACK = 0.03;
const IN_WARRANTY = 0.85;
const REASONS = ['装好后有异响', '接口处渗水', '用了几天又出现同样的问题', '固定不牢，有晃动', '效果不如刚做完的时候'];

/** Some customers call again: a return visit 返修, within warranty as a rule. `live` carries its order through. */
export async function* comeBack(world: World, story: Story, live: (story: Story) => Life): Life {
  const { random, calls } = world;
  if (story.isReturn || !random.chance(COMES_BACK)) return;
  yield inOffice(later(world, random.between(3, 25) * DAY_MS + random.between(0, 600) * MINUTE_MS));
  const slot = slotAfter(random, world.now());
  const [service] = story.planned.services;
  if (!service) return;
  const planned = { services: [{ ...service, quantity: '1' }], parts: [] };
  const made = await calls.attempt(
    openReturn,
    {
      orderId: story.id,
      reason: random.pick(REASONS),
      warranty: random.chance(IN_WARRANTY),
      values: { slot, services: planned.services },
    },
    story.staff,
  );
  if (!made.ok) return;
  yield* live({
    ...story,
    id: made.value.id,
    plan: { ...story.plan, slot, fate: 'usual' },
    planned,
    values: { ...story.values, ...planned },
    isReturn: true,
    spent: false,
    arrivedAt: null,
    refusals: 0,
  });
}

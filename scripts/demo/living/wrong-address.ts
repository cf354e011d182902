import { correctAddress } from '../../../shared/src/contracts/order-paths.ts';
import { MINUTE_MS } from '../../../shared/src/kernel/time.ts';
import { inOffice, type Life, later, type Story } from './story.ts';
import type { World } from './world.ts';

const REASONS = ['客户报错楼栋', '客户搬到同小区另一栋', '开单时楼栋填错'];

/** The customer calls before the visit: it is the building next door. The same estate, so that nobody's way changes much. */
export async function* correctBuilding(world: World, story: Story): Life {
  const { random, calls } = world;
  yield inOffice(later(world, random.between(10, 120) * MINUTE_MS));
  const { version, state } = await world.order(story.id);
  if (state !== 'open') return;
  const { address } = story.customer;
  const text = nextBuilding(address.text);
  await calls.call(
    correctAddress,
    { orderId: story.id, version, address: { ...address, text }, reason: random.pick(REASONS) },
    story.staff,
  );
}

/** `… 3 栋 1202 室` becomes `… 4 栋 1202 室`. */
export const nextBuilding = (text: string): string => text.replace(/(\d+) 栋/, (_, building: string) => `${Number(building) + 1} 栋`);

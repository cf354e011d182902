import { assignOrder, dispatchCandidates } from '../../../shared/src/contracts/dispatch-board.ts';
import type { Story } from './story.ts';
import type { World } from './world.ts';

/** How what a crew earns is divided: the leader first. */
const WEIGHTS = [3, 2] as const;

/** Rules that an installer may set aside himself when he is asked on the phone. */
const HIS_OWN = new Set(['roster', 'capacity', 'slot']);
const AGREED = '已电话说好，师傅同意加班';

/**
 * Nobody is free: a dispatcher calls somebody on his day off, or who is full, and assigns him with that reason.
 *
 * @returns false where there is nobody to call
 */
export async function sendOutsideHours(world: World, story: Story): Promise<boolean> {
  const dispatcher = world.person('zhou.diaodu');
  const { version, excluded } = await world.calls.call(dispatchCandidates, { orderId: story.id }, dispatcher);
  const found = excluded.find(({ overridable, rules }) => overridable && rules.every(({ rule }) => HIS_OWN.has(rule)));
  if (!found) return false;
  const crew = [{ installerId: found.installerId, weight: 1 }];
  return (await world.calls.attempt(assignOrder, { orderId: story.id, version, crew, reason: AGREED }, dispatcher)).ok;
}

/**
 * A dispatcher sends the two best instead of asking one.
 *
 * @returns false where there are no two who could go
 */
export async function sendCrew(world: World, story: Story): Promise<boolean> {
  const dispatcher = world.person('zhou.diaodu');
  const { version, candidates } = await world.calls.call(dispatchCandidates, { orderId: story.id }, dispatcher);
  const two = candidates.slice(0, WEIGHTS.length);
  if (two.length < WEIGHTS.length) return false;
  const crew = two.map(({ installerId }, place) => ({ installerId, weight: WEIGHTS[place]! }));
  return (await world.calls.attempt(assignOrder, { orderId: story.id, version, crew }, dispatcher)).ok;
}

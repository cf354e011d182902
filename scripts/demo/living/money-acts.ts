import type { Actor } from '../../../server/src/platform/actor.ts';
import { recordCollection, setPayMode } from '../../../shared/src/contracts/collections.ts';
import { deliverySent, listDeliveries } from '../../../shared/src/contracts/deliveries.ts';
import { commentOrder } from '../../../shared/src/contracts/order-paths.ts';
import { DAY_MS } from '../../../shared/src/kernel/time.ts';
import { inOffice, type Life, later, type Story } from './story.ts';
import type { OrderNow, World } from './world.ts';

/** How customers pay, of a hundred: assumptions. */
const MODES = { installer: 40, company: 35, prepaid: 25 } as const;
/** Of those who pay the company, how many have paid by the end. */
const PAYS = 0.85;
/** Of the others, who pay when they are reminded, after so many days. */
const PAYS_LATE = 0.85;
const LATE_DAYS = [3, 20] as const;
const COMMENTS = ['客户说下午更方便', '已和客户确认地址', '客户要发票，抬头已记', '老客户，请准时', '注意小区停车要预约'];
const COMMENTED = 0.12;
const CARD_SENT = 0.9;

/** How it will be paid is settled when the order is opened; prepaid money comes at once. Some staff leave a word for the others. */
export async function agreeOnPayment(world: World, story: Story): Promise<void> {
  const { random, calls } = world;
  const mode = random.weighted(MODES);
  await calls.call(setPayMode, { orderId: story.id, mode }, story.staff);
  if (mode === 'prepaid') await collect(world, await world.order(story.id), story.staff, 'platform');
  if (random.chance(COMMENTED)) await calls.call(commentOrder, { orderId: story.id, text: random.pick(COMMENTS) }, story.staff);
}

/** After the work: the installer takes cash or shows his code, the company gets a transfer; staff have sent their cards. */
export async function settleUp(world: World, story: Story, order: OrderNow, installer: Actor | undefined): Promise<void> {
  const { random, calls } = world;
  const todo = await calls.call(listDeliveries, { orderId: story.id, status: 'staff_todo' }, story.staff);
  for (const { id } of todo.items) if (random.chance(CARD_SENT)) await calls.attempt(deliverySent, { deliveryId: id }, story.staff);
  if (order.payMode === 'installer' && installer) await collect(world, order, installer, random.chance(0.4) ? 'cash' : 'code');
  else if (random.chance(PAYS)) await collect(world, order, story.staff, 'transfer');
}

/** Who has not paid the company yet is reminded, and nearly all pay within weeks. */
export async function* payLate(world: World, story: Story): Life {
  const { random } = world;
  const { left, payMode } = await world.order(story.id);
  if (left <= 0 || payMode === 'installer' || !random.chance(PAYS_LATE)) return;
  yield inOffice(later(world, random.between(...LATE_DAYS) * DAY_MS));
  await collect(world, await world.order(story.id), story.staff, 'transfer');
}

/** What was paid beyond the bill goes back, for an order that was cancelled or of which less was done. */
export async function giveBack(world: World, story: Story): Promise<void> {
  const { left } = await world.order(story.id);
  if (left < 0)
    await world.calls.attempt(
      recordCollection,
      { orderId: story.id, kind: 'refund', method: 'platform', amount: -left, note: '多收的款原路退回' },
      story.staff,
    );
}

async function collect(
  world: World,
  { id, left }: OrderNow,
  actor: Actor,
  method: 'platform' | 'cash' | 'code' | 'transfer',
): Promise<void> {
  if (left > 0) await world.calls.call(recordCollection, { orderId: id, method, amount: left }, actor);
}

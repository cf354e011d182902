import type { Actor } from '../../../server/src/platform/actor.ts';
import { systemOrigin } from '../../../server/src/platform/actor.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { askConsent, decideConsent } from '../../../shared/src/contracts/consents.ts';
import { customerAct, customerOrder, openLink, signBill } from '../../../shared/src/contracts/customer-page.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../../shared/src/kernel/time.ts';
import { nobody } from './calls.ts';
import { fill } from './fill.ts';
import { inOffice, type Life, later, type Story } from './story.ts';
import type { OrderNow, World } from './world.ts';

/** How many customers open their page after the work, and how many of those rate it. */
const LOOKS = 0.62;
const RATES = 0.85;
/** How many answer a question about extra lines, and how many of those agree. */
const ANSWERS = 0.88;
const AGREES = 0.9;
const CALLED_AFTER_HOURS = [20, 80] as const;

/** The customer looks at the page: signs what is not signed, and rates. Who does not is left to the timers. */
export async function* rateAndSign(world: World, story: Story, order: OrderNow): Life {
  const { random, calls } = world;
  if (!random.chance(LOOKS)) return;
  yield inOffice(later(world, random.between(10, 40 * 60) * MINUTE_MS) as EpochMs, 23);
  const now = await world.order(order.id);
  if (now.state !== 'open') return;
  const customer = await comeIn(world, story);
  if (!customer) return;
  const page = await calls.call(customerOrder, {}, customer);
  if (page.next.act === 'sign') {
    const file = await world.upload('signature', customer);
    await calls.attempt(signBill, { billHash: page.bill.hash, signatureFileId: file.id }, customer);
  }
  if (!random.chance(RATES)) return;
  yield later(world, random.between(1, 5) * MINUTE_MS);
  const { version, state, flow } = await world.order(order.id);
  const task = state === 'open' ? flow.tokens.find(({ role }) => role === 'customer') : undefined;
  if (!task) return;
  const node = story.template.flow.nodes.find(({ key }) => key === task.node);
  const values = await fill(random, {
    form: story.template.form,
    access: node?.kind === 'task' ? node.form?.access : undefined,
    roles: ['customer'],
    stored: story.values,
    now: world.now(),
    given: {},
    point: story.customer.address,
    picture: (kind) => world.upload(kind, customer),
  });
  await calls.call(customerAct, { version, token: task.id, outcome: 'done', values }, customer);
}

/** What goes beyond the agreement is asked for on the spot; most say yes, some no, some nothing yet. Where nothing goes beyond it nobody is asked. */
export async function answerExtras(
  world: World,
  story: Story,
  installer: Actor,
  wanted: { readonly lines: readonly unknown[]; readonly values: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { random, calls } = world;
  const asked = await calls.attempt(askConsent, { orderId: story.id, ...wanted }, installer);
  if (!asked.ok) return;
  const { id, hash } = asked.value;
  const customer = random.chance(ANSWERS) ? await comeIn(world, story) : undefined;
  story.unanswered = customer ? undefined : { id, hash };
  if (customer) await calls.call(decideConsent, { consentId: id, hash, agree: random.chance(AGREES) }, customer);
}

/** Who said nothing at the door is called within days, and pays what comes on top; no question stays open for a year. */
export async function* answerLate(world: World, story: Story): Life {
  const { random, calls } = world;
  if (!story.unanswered) return;
  yield inOffice(later(world, random.between(...CALLED_AFTER_HOURS) * HOUR_MS));
  const { id, hash } = story.unanswered;
  story.unanswered = undefined;
  const customer = await comeIn(world, story);
  // signing the bill has answered it for some
  if (customer) await calls.attempt(decideConsent, { consentId: id, hash, agree: random.chance(AGREES) }, customer);
}

/** Opens the order's link with the last digits of the phone, as somebody does without a WeChat login. */
export async function comeIn({ product, calls }: World, story: Story): Promise<Actor | undefined> {
  const { uow } = product.ground;
  const system = systemOrigin('demo', newId());
  const token = await uow.read(system, (tx) => product.capabilities.orders.api.existingLink(tx, story.id));
  if (token === null) return undefined;
  const { bearer } = await calls.call(openLink, { token, phoneLast4: story.customer.phone.slice(-4) }, nobody());
  return (await product.capabilities.identity.authenticator.authenticate(bearer, 'bearer', newId()))?.actor;
}

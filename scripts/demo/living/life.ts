import type { Actor } from '../../../server/src/platform/actor.ts';
import { answerOffer } from '../../../shared/src/contracts/dispatch.ts';
import { createOrder } from '../../../shared/src/contracts/order-opening.ts';
import { actOnOrder, previewBill } from '../../../shared/src/contracts/orders.ts';
import type { StartNode, TaskNode, TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import type { FlowToken } from '../../../shared/src/flows/state.ts';
import type { FormValues } from '../../../shared/src/forms/definition.ts';
import { businessDay, type EpochMs, MINUTE_MS, parseInstant } from '../../../shared/src/kernel/time.ts';
import { sendCrew, sendOutsideHours } from './crews.ts';
import { answerExtras, answerLate, rateAndSign } from './customer-acts.ts';
import type { StoryCustomer } from './customers.ts';
import { fill } from './fill.ts';
import { actualLines, type Lines, plannedLines } from './lines.ts';
import { agreeOnPayment, giveBack, payLate, settleUp } from './money-acts.ts';
import { halves, PARTLY, plannedFor } from './partly.ts';
import { type PlannedOrder, slotAfter } from './plan.ts';
import { comeBack } from './returns.ts';
import { inOffice, type Life, later, type Story } from './story.ts';
import { askSomething } from './words.ts';
import { type OrderNow, present, type World } from './world.ts';
import { correctBuilding } from './wrong-address.ts';

/** Steps after which a story has lost its way. */
const MOST_STEPS = 80;
const DESKS = ['linxiao', 'sunyue', 'tang.kefu', 'luo.kefu', 'mao.kefu'] as const;
const CONSOLE_SHARE = 0.2;
/** An installer is early or late by so much, min. */
const PUNCTUAL = [-12, 35] as const;
const WORK_MINUTES = [25, 95] as const;
/** What is billed when nothing is repaired. */
const CHECK_ONLY: Lines = { services: [{ item: 'DIAGNOSE', quantity: '1' }], parts: [] };
const CANCEL_REASONS = ['客户改主意了', '客户在别处买了', '时间对不上，客户取消', '重复下单', '价格超出预算'];
const REFUSE_REASONS = ['当天排满了', '太远', '没有这个机型的配件', '车坏了'];

/** One order from the first call to its end, through what people do and what timers bring. */
export async function* liveThrough(world: World, plan: PlannedOrder, customer: StoryCustomer): Life {
  const story = await open(world, plan, customer);
  await agreeOnPayment(world, story);
  yield* goThrough(world, story);
}

/** From where it stands to the end; a finished order may come back as another one. */
export async function* goThrough(world: World, story: Story): Life {
  for (let steps = 0; ; steps += 1) {
    if (steps > MOST_STEPS) throw new Error(`order ${story.id} (${story.plan.template}, ${story.plan.fate}) does not come to an end`);
    const order = await world.order(story.id);
    const token = order.flow.tokens[0];
    if (order.state !== 'open' || !token) return await giveBack(world, story);
    const node = story.template.flow.nodes.find(({ key }) => key === token.node);
    if (node?.kind === 'action') yield* dispatching(world, story, order, token);
    else if (node?.kind !== 'task') throw new Error(`order ${story.id} rests at ${token.node}`);
    else if (node.assignee.type === 'role' && node.assignee.role === 'customer') {
      const installer = order.installerId ? world.personById(order.installerId) : undefined;
      await settleUp(world, story, order, installer);
      yield* rateAndSign(world, story, order);
      if (story.unanswered) {
        yield* answerLate(world, story);
        await settleUp(world, story, await world.order(story.id), installer);
      }
      await giveBack(world, story);
      yield* payLate(world, story);
      return yield* comeBack(world, story, (again) => goThrough(world, again));
    } else if (node.phase === 'working') yield* visiting(world, story, order, node, token);
    else yield* atDesk(world, story, node, token);
  }
}

async function open(world: World, plan: PlannedOrder, customer: StoryCustomer): Promise<Story> {
  const { random } = world;
  const template = world.templates.get(plan.template)!;
  const staff = world.person(plan.opener ?? random.pick(DESKS));
  const start = template.flow.nodes.find((node): node is StartNode => node.kind === 'start')!;
  const given = present({
    customerName: customer.name,
    customerPhone: customer.phone,
    address: customer.address,
    slot: plan.slot,
    services: undefined,
    parts: undefined,
  });
  const filling = { form: template.form, access: start.form?.access, roles: staff.roles, now: world.now(), point: customer.address };
  const picture = (kind: 'photo' | 'signature') => world.upload(kind, staff);
  const answers = await fill(random, {
    ...filling,
    stored: template.answers,
    given: { ...given, services: undefined, parts: undefined },
    picture,
  });
  const planned = plannedFor(plan.fate, template, plannedLines(template, answers));
  const values = present({ ...answers, ...lineValues(template, planned) });
  const made = await world.calls.call(
    createOrder,
    {
      templateCode: template.code,
      templateVersion: template.version,
      customerId: customer.id,
      urgency: plan.urgent ? 'urgent' : 'normal',
      values,
      source: random.chance(CONSOLE_SHARE) ? 'console' : 'sidebar',
    },
    staff,
  );
  return { id: made.id, plan, customer, template, staff, planned, values, spent: false, arrivedAt: null, refusals: 0, isReturn: false };
}

/** Waits for installers: they accept, refuse, or do not look at their phones. */
async function* dispatching(world: World, story: Story, order: OrderNow, token: FlowToken): Life {
  const { random, calls } = world;
  const { fate, wanted } = story.plan;
  if (fate === 'cancelled-early' && !story.spent) {
    yield later(world, random.between(2, 9) * MINUTE_MS);
    return cancel(world, story);
  }
  const offer = await world.offer(order.id);
  if (offer && fate === 'crew' && !story.spent) {
    story.spent = true;
    yield later(world, random.between(1, 4) * MINUTE_MS);
    if (await sendCrew(world, story)) return;
  }
  if (!offer) {
    if (token.parked === null) {
      yield later(world, MINUTE_MS);
      return;
    }
    return yield* helpParked(world, story, token);
  }
  const installer = world.personById(offer.installerId);
  const refuses =
    fate === 'nobody' ? story.refusals < 12 : wanted !== undefined ? installer !== world.person(wanted) && story.refusals < 4 : false;
  if (fate === 'ignored' && !story.spent) {
    story.spent = random.chance(0.7);
    yield (offer.expiresAt + 1000) as EpochMs;
    return;
  }
  yield later(world, random.between(1, Math.max(1, Math.min(8, Math.floor((offer.expiresAt - world.now()) / MINUTE_MS) - 1))) * MINUTE_MS);
  if ((await world.offer(order.id))?.id !== offer.id) return;
  const answer = refuses || (fate === 'refused' && !story.spent) ? 'refuse' : 'accept';
  if (answer === 'refuse') {
    story.refusals += 1;
    if (fate === 'refused') story.spent = random.chance(0.6);
  }
  await calls.attempt(
    answerOffer,
    { offerId: offer.id, answer, ...(answer === 'refuse' ? { reason: random.pick(REFUSE_REASONS) } : {}) },
    installer,
  );
}

/** Nobody took it: the dispatcher asks again once, then gives up with the customer. */
async function* helpParked(world: World, story: Story, token: FlowToken): Life {
  yield inOffice(later(world, world.random.between(20, 120) * MINUTE_MS));
  const order = await world.order(story.id);
  if (order.state !== 'open' || order.flow.tokens[0]?.id !== token.id) return;
  if (story.plan.fate !== 'nobody' && (await sendOutsideHours(world, story))) return;
  if (story.refusals > 100) return cancel(world, story);
  story.refusals += 100;
  const asked = await world.calls.attempt(
    actOnOrder,
    { orderId: story.id, version: order.version, event: 'resume', token: token.id, values: {} },
    world.person('zhou.diaodu'),
  );
  if (!asked.ok) return cancel(world, story);
}

async function cancel(world: World, story: Story): Promise<void> {
  story.spent = true;
  const { version, state } = await world.order(story.id);
  if (state !== 'open') return;
  await world.calls.call(
    actOnOrder,
    { orderId: story.id, version, event: 'cancel', values: {}, reason: world.random.pick(CANCEL_REASONS) },
    story.staff,
  );
}

/** The installer at the customer's door. */
async function* visiting(world: World, story: Story, found: OrderNow, node: TaskNode, token: FlowToken): Life {
  const { random } = world;
  const { fate } = story.plan;
  const asked = story.arrivedAt === null && fate !== 'cancelled-late' && (yield* askSomething(world, story));
  const order = asked ? await world.order(story.id) : found;
  if (fate === 'wrong-address' && !story.spent) {
    story.spent = true;
    return yield* correctBuilding(world, story);
  }
  if (fate === 'cancelled-late' && !story.spent) {
    yield later(world, random.between(10, 180) * MINUTE_MS);
    return cancel(world, story);
  }
  const today = businessDay(world.now());
  // he is there already, and the customer has not put it off to another day
  const begun = story.arrivedAt !== null && businessDay(story.arrivedAt) === today && (order.slot?.date ?? today) <= today;
  yield begun ? later(world, random.between(...WORK_MINUTES) * MINUTE_MS) : arrival(world, order);
  story.arrivedAt = world.now();

  const special = story.spent ? undefined : specialOutcome(fate, node);
  if (special) story.spent = fate !== 'absent-for-good';
  // the usual outcome finishes after some work
  const outcome = special ?? node.outcomes?.[0] ?? 'done';
  if (!special && isLast(node)) yield later(world, random.between(...WORK_MINUTES) * MINUTE_MS);
  const actor = order.installerId ? world.personById(order.installerId) : world.person('zhou.diaodu');
  await submit(world, story, await world.order(story.id), node, token, outcome, actor);
}

/** Work at a desk: staff call the customer, a dispatcher finds a part, a manager looks at photos. */
async function* atDesk(world: World, story: Story, node: TaskNode, token: FlowToken): Life {
  const { random } = world;
  const waits = node.phase === 'waiting' ? random.between(60, 26 * 60) : random.between(8, 150);
  yield inOffice(later(world, waits * MINUTE_MS));
  const order = await world.order(story.id);
  if (order.state !== 'open' || order.flow.tokens[0]?.id !== token.id) return;
  const gone = story.plan.fate === 'absent-for-good' || (story.plan.fate === 'difficult' && random.chance(0.3));
  const outcomes = node.outcomes ?? ['done'];
  const outcome = gone && outcomes.includes('cancel') ? 'cancel' : outcomes[0]!;
  const actor = node.assignee.type === 'followup' ? story.staff : world.person('zhou.diaodu');
  await submit(world, story, order, node, token, outcome, actor);
}

async function submit(
  world: World,
  story: Story,
  { version, slot }: OrderNow,
  node: TaskNode,
  token: FlowToken,
  outcome: string,
  actor: Actor,
): Promise<void> {
  const { random, calls } = world;
  const half = outcome === PARTLY ? halves(story.planned) : null;
  const partial = !half && (node.partial?.includes(outcome) ?? false);
  const agreed = node.key === 'agree' ? random.chance(0.8) : undefined;
  const settles = (node.phase === 'working' && node.key !== 'diagnose') || node.key === 'offer-price' || agreed === true;
  const lines =
    node.key === 'check-only' || agreed === false
      ? CHECK_ONLY
      : half
        ? half.done
        : settles && !partial
          ? actualLines(random, story.template.code, story.planned, story.values)
          : null;
  const given = {
    ...(lines ? lineValues(story.template, lines) : { services: undefined, parts: undefined }),
    slot: partial ? undefined : slotAfter(random, world.now()),
    ...(agreed === undefined ? {} : { agreed }),
    ...(node.key === 'fix' ? { needsFollowUp: story.plan.fate === 'difficult' && !story.spent } : {}),
    ...(story.plan.fate === 'difficult' ? {} : { notWorth: false }),
  };
  let signedBy: string | undefined;
  const picture = async (kind: 'photo' | 'signature') => {
    const file = await world.upload(kind, actor);
    if (kind === 'signature') signedBy = file.id;
    return file;
  };
  const proof = node.needs?.[outcome];
  const proofs = Object.values(node.needs ?? {}).flat();
  const values =
    partial && !proof
      ? {}
      : await fill(random, {
          form: story.template.form,
          access: node.form?.access,
          roles: actor.roles,
          stored: story.values,
          now: world.now(),
          given,
          asked: (key) => proof?.includes(key) === true || (!partial && !proofs.includes(key)),
          point: story.customer.address,
          picture,
        });
  // the causes of a repair come before the lines that follow from them
  const causal =
    lines && 'cause' in values ? actualLines(random, story.template.code, story.planned, { ...story.values, ...values }) : null;
  const sent: FormValues = causal ? { ...values, ...onlyKeys(lineValues(story.template, causal), values) } : values;
  if (node.key === 'fix' && given.needsFollowUp) story.spent = true;

  if (lines && !signedBy && node.phase === 'working')
    await answerExtras(world, story, actor, { lines: linesOf(sent, story.values), values: attributesOf(sent) });
  const bill = signedBy
    ? await calls.call(previewBill, { orderId: story.id, lines: linesOf(sent, story.values), values: attributesOf(sent) }, actor)
    : null;
  await calls.call(
    actOnOrder,
    {
      orderId: story.id,
      version,
      event: 'submit',
      token: token.id,
      outcome,
      values: sent,
      ...(bill ? { billHash: bill.hash } : {}),
      // whoever comes before the day knows it
      ...(slot ? { early: slot.date } : {}),
    },
    actor,
  );
  story.values = { ...story.values, ...sent };
  if (half) story.planned = half.left;
}

/** The way out of this step that the order's fate wants; undefined where the step has none. */
function specialOutcome(fate: PlannedOrder['fate'], node: TaskNode): string | undefined {
  const has = (outcome: string) => (node.outcomes?.includes(outcome) ? outcome : undefined);
  if (fate === 'absent' || fate === 'absent-for-good') return has('absent');
  if (fate === 'returned') return has('return');
  if (fate === 'partly') return has(PARTLY);
  if (fate !== 'difficult') return undefined;
  return ['part', 'unsafe', 'leak', 'shift', 'stand', 'misfit'].map(has).find((outcome) => outcome !== undefined);
}

const LAST_KEYS = new Set(['photosAfter', 'photosFilter', 'measures', 'photosNew']);
const isLast = (node: TaskNode): boolean =>
  node.form?.access?.some(
    ({ role, fields }) => role === 'installer' && Object.keys(fields).some((key) => LAST_KEYS.has(key) && fields[key] === 'edit'),
  ) ?? false;

function lineValues(template: TemplateDefinition, lines: Lines): FormValues {
  const has = (key: string) => template.form.fields.some((field) => field.key === key);
  return { ...(has('services') ? { services: lines.services } : {}), ...(has('parts') ? { parts: lines.parts } : {}) };
}

const onlyKeys = (values: FormValues, like: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key in like));

function linesOf(sent: FormValues, stored: FormValues): readonly unknown[] {
  const of = (key: string) => ((sent[key] ?? stored[key]) as readonly unknown[] | undefined) ?? [];
  return [...of('services'), ...of('parts')];
}

/** What may feed the price, as the phone sends it with a preview. */
const attributesOf = (values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'),
  );

/** About the promised time; at once where that has passed, next morning where it is night. */
function arrival(world: World, order: OrderNow): EpochMs {
  const promised = order.slot ? parseInstant(`${order.slot.date}T${order.slot.from}:00+08:00`) : null;
  const at = Math.max((promised ?? world.now()) + world.random.between(...PUNCTUAL) * MINUTE_MS, world.now() + MINUTE_MS);
  return inOffice(at as EpochMs, 21);
}

import { isObject, object, text } from '../api/fields.ts';
import type { CallbackRecord, CallbackSender } from '../callbacks/sender.ts';
import { type Actions, pressableKeys } from '../corp/actions.ts';
import type { CodeKind } from '../corp/credentials.ts';
import type { Json, MemberMessage } from '../corp/inbox.ts';
import type { LimitValues } from '../corp/limits.ts';
import { findCustomer, findMember, type Member } from '../corp/people.ts';
import { SUBSCRIBE_TEMPLATES, type SubscribeAnswer } from '../corp/subscriptions.ts';
import type { World } from '../corp/world.ts';
import type { Faults } from '../faults.ts';
import { PHONE_NAMES, type Phones } from '../phones/phones.ts';

const SUBSCRIBE_ANSWERS: readonly SubscribeAnswer[] = ['accept', 'reject', 'ban', 'filter'];

/** What the control calls act upon. */
export interface ControlParts {
  world: World;
  sender: CallbackSender;
  actions: Actions;
  phones: Phones;
  faults: Faults;
  setServerUrl(url: string): void;
}

/** One control call: name under `/__control/`, answered with JSON. Throwing an Error is a 400 with its words. */
type Control = (parts: ControlParts, input: Json) => unknown;

const number = (input: Json, key: string): number | undefined =>
  typeof input[key] === 'number' ? input[key] : Number(text(input, key) || Number.NaN);

const messageView = (message: MemberMessage) => ({ ...message, keys: pressableKeys(message) });

const recordView = (record: CallbackRecord) => ({
  id: record.id,
  at: record.at,
  title: record.title,
  xml: record.xml,
  outcome: record.outcome,
  tries: record.tries.map(({ at, status, error, ms }) => ({ at, status, error, ms })),
});

/** Messages of the app to a member, oldest first; `?userid=`. */
const messages: Control = ({ world }, input) => world.inbox.of(text(input, 'userid')).map(messageView);

/** Presses a button of a card: by msgid, else of the newest message that has such a live button. Answers when the callback is settled. */
const click: Control = async ({ world, actions }, input) => {
  const userid = text(input, 'userid');
  const key = text(input, 'key');
  const wanted = text(input, 'msgid');
  const live = world.inbox.of(userid).findLast((one) => pressableKeys(one).includes(key));
  const msgid = wanted || live?.msgid;
  if (!msgid) throw new Error(`${userid} has no card with the button ${key}`);
  const { record, settled } = actions.clickCard({ userid, msgid, key });
  await settled;
  return recordView(record);
};

const writeToApp: Control = async ({ actions }, input) => {
  const { record, settled } = actions.writeToApp({ userid: text(input, 'userid'), content: text(input, 'content') });
  await settled;
  return recordView(record);
};

const chatInput = (input: Json) => ({
  externalUserid: text(input, 'externalUserid'),
  userid: text(input, 'userid'),
  content: text(input, 'content'),
});

const replay: Control = async ({ sender }, input) => {
  const id = number(input, 'id');
  const sent = await sender.replay(id !== undefined && Number.isFinite(id) ? id : undefined);
  if (!sent) throw new Error('nothing has been sent yet');
  return { status: sent.status, error: sent.error, ms: sent.ms };
};

const addMember: Control = ({ actions }, input) => {
  const userid = text(input, 'userid');
  const name = text(input, 'name');
  if (!userid || !name) throw new Error('userid and name are needed');
  const department = Array.isArray(input['department']) ? input['department'].filter((one) => typeof one === 'number') : [1];
  const member: Member = { userid, name, department, position: text(input, 'position'), mobile: text(input, 'mobile'), status: 1 };
  return actions.addMember(member);
};

const addCustomer: Control = ({ actions }, input) => {
  const name = text(input, 'name');
  if (!name) throw new Error('name is needed');
  const given = ['externalUserid', 'unionid', 'openid', 'mobile'].flatMap((key) => (text(input, key) ? [[key, text(input, key)]] : []));
  return actions.addCustomer({ name, ...Object.fromEntries(given) });
};

const follow: Control = async ({ actions }, input) => {
  const ids = { userid: text(input, 'userid'), externalUserid: text(input, 'externalUserid') };
  const change = text(input, 'change') || 'add';
  if (change === 'add') await actions.addFollow({ ...ids, remark: text(input, 'remark'), state: text(input, 'state') });
  else if (change === 'edit') await actions.editFollow({ ...ids, remark: text(input, 'remark') });
  else if (change === 'remove') await actions.removeFollow({ ...ids, by: 'member' });
  else if (change === 'lose') await actions.removeFollow({ ...ids, by: 'customer' });
  else throw new Error('change is add, edit, remove (the member deletes) or lose (the customer deletes)');
  return { done: true };
};

/** A one-time code, as a phone's client would hand it to a page. */
const code: Control = ({ world }, input) => {
  const kinds: readonly CodeKind[] = ['oauth', 'js-wecom', 'js-wechat', 'phone-number'];
  const kind = kinds.find((one) => one === text(input, 'kind'));
  if (!kind) throw new Error(`kind is one of ${kinds.join(', ')}`);
  const member = findMember(world.people, text(input, 'person'));
  const customer = findCustomer(world.people, text(input, 'person'));
  if (member) return { code: world.credentials.issueCode(kind, { kind: 'member', userid: member.userid }) };
  if (customer) return { code: world.credentials.issueCode(kind, { kind: 'customer', externalUserid: customer.externalUserid }) };
  throw new Error('no such person');
};

const phone: Control = ({ phones }, input) => {
  const name = PHONE_NAMES.find((one) => one === text(input, 'phone'));
  if (!name) throw new Error(`phone is one of ${PHONE_NAMES.join(', ')}`);
  if (text(input, 'person')) phones.hand(name, text(input, 'person'));
  if (text(input, 'chatWith')) phones.openChat(text(input, 'chatWith'));
  const place = object(input, 'location');
  const [latitude, longitude] = [place?.['latitude'], place?.['longitude']];
  if (typeof latitude === 'number' && typeof longitude === 'number') phones.moveTo(name, { latitude, longitude });
  return phones.get(name);
};

/** Longest wait and most calls that can be planned: a typo must not hang the platform for good. */
const MAX_DELAY_MS = 600_000;
const MAX_TIMES = 10_000;

const fault: Control = ({ faults, world }, input) => {
  world.journal.worldChanged();
  if (input['clear'] === true) return faults.clear();
  const path = text(input, 'path');
  if (path !== '*' && !path.startsWith('/')) throw new Error('path is * or begins with /');
  const [times, errcode, delayMs] = [number(input, 'times'), number(input, 'errcode'), number(input, 'delayMs')];
  const cut = text(input, 'cut');
  const whole = (value: number | undefined): value is number => value !== undefined && Number.isSafeInteger(value);
  if (whole(times) && (times < 1 || times > MAX_TIMES)) throw new Error(`times lies between 1 and ${MAX_TIMES}`);
  if (whole(delayMs) && (delayMs < 0 || delayMs > MAX_DELAY_MS)) throw new Error(`delayMs lies between 0 and ${MAX_DELAY_MS}`);
  if (!whole(errcode) && !whole(delayMs) && cut !== 'before' && cut !== 'after') throw new Error('errcode, delayMs or cut is needed');
  return faults.add({
    path,
    times: whole(times) ? times : 1,
    ...(whole(errcode) ? { errcode } : {}),
    ...(whole(delayMs) ? { delayMs } : {}),
    ...(cut === 'before' || cut === 'after' ? { cut } : {}),
  });
};

/** Moves the sandbox's clock, or puts it right: `shiftMs` forward or back, `reset`. */
const clock: Control = ({ world }, input) => {
  const shiftMs = number(input, 'shiftMs');
  if (input['reset'] === true) world.clock.reset();
  else if (shiftMs !== undefined && Number.isSafeInteger(shiftMs)) world.clock.shift(shiftMs);
  else throw new Error('shiftMs is a whole number of milliseconds, or reset is true');
  world.journal.worldChanged();
  return { now: world.clock.wall(), offsetMs: world.clock.offset() };
};

/** Frequency limits: changes them, blocks an API as its limit would, or brings the documented ones back. */
const limits: Control = ({ world }, input) => {
  if (input['reset'] === true) return world.limits.reset();
  const values: Partial<LimitValues> = {};
  for (const key of ['callsPerMinute', 'messagesPerMinute', 'messagesPerHour'] as const) {
    const value = number(input, key);
    if (value === undefined || Number.isNaN(value)) continue;
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${key} is a whole number from 0`);
    values[key] = value;
  }
  if (text(input, 'block')) world.limits.block(text(input, 'block'), number(input, 'ms') || undefined);
  const now = world.limits.set(values);
  world.journal.worldChanged();
  return now;
};

/** What a customer answers in the subscribe sheet, or taking the notices back in WeChat's settings. */
const subscribe: Control = ({ world }, input) => {
  const customer = findCustomer(world.people, text(input, 'externalUserid'));
  if (!customer) throw new Error('no such customer');
  if (input['revoke'] === true) world.subscriptions.revoke(customer.openid);
  else {
    const template = world.subscriptions.template(text(input, 'templateId'));
    const answer = SUBSCRIBE_ANSWERS.find((one) => one === text(input, 'answer'));
    if (!template || !answer) throw new Error(`templateId is one of the account's; answer is one of ${SUBSCRIBE_ANSWERS.join(', ')}`);
    world.subscriptions.answer(customer.openid, template.id, answer);
  }
  world.journal.worldChanged();
  return { credits: Object.fromEntries(SUBSCRIBE_TEMPLATES.map(({ id }) => [id, world.subscriptions.credits(customer.openid, id)])) };
};

const subscribeMessages: Control = ({ world }, input) => {
  const customer = findCustomer(world.people, text(input, 'externalUserid'));
  return customer ? world.subscriptions.of(customer.openid) : [];
};

const expire: Control = ({ world }, input) => {
  const aheadMs = number(input, 'aheadMs');
  if (aheadMs !== undefined && Number.isFinite(aheadMs)) world.clock.advance(aheadMs);
  else world.credentials.expire();
  return { done: true };
};

/** `GET` calls read, `POST` calls act. */
export const controls: { GET: Record<string, Control>; POST: Record<string, Control> } = {
  GET: {
    messages,
    chat: ({ world }, input) => world.chats.between(text(input, 'userid'), text(input, 'externalUserid')),
    callbacks: ({ sender }) => sender.records.map(recordView),
    log: ({ world }, input) => world.journal.since(number(input, 'since') || 0),
    people: ({ world }) => world.people,
    settings: ({ world }) => world.settings,
    faults: ({ faults }) => faults.planned(),
    limits: ({ world }) => ({ ...world.limits.values, dropped: world.limits.dropped, blocks: world.limits.blocks() }),
    clock: ({ world }) => ({ now: world.clock.wall(), offsetMs: world.clock.offset() }),
    'subscribe-messages': subscribeMessages,
  },
  POST: {
    click,
    'app-text': writeToApp,
    'customer-text': ({ actions }, input) => actions.writeAsCustomer(chatInput(input)),
    'member-text': ({ actions }, input) => actions.writeAsMember(chatInput(input)),
    replay,
    'verify-callback': async ({ sender }) => ({ verified: await sender.verify() }),
    members: addMember,
    customers: addCustomer,
    follow,
    code,
    phone,
    fault,
    expire,
    clock,
    limits,
    subscribe,
    'trusted-host': ({ world }, input) => ({ trusted: [...world.trustedHosts.add(text(input, 'host'))] }),
    server: ({ setServerUrl }, input) => {
      setServerUrl(text(input, 'url'));
      return { done: true };
    },
  },
};

/** Runs a control call. @throws Error with words for the caller; undefined when there is no such call */
export async function runControl(
  parts: ControlParts,
  method: string,
  name: string,
  input: unknown,
): Promise<{ answer: unknown } | undefined> {
  if (method !== 'GET' && method !== 'POST') return undefined;
  const control = Object.hasOwn(controls[method], name) ? controls[method][name] : undefined;
  if (!control) return undefined;
  return { answer: await control(parts, isObject(input) ? input : {}) };
}

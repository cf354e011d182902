import { isObject } from './api/fields.ts';
import type { ChatMessage } from './corp/chats.ts';
import type { MemberMessage, MemberText, ResponseCode } from './corp/inbox.ts';
import { type Customer, type FollowRelation, findCustomer, findMember, type Member } from './corp/people.ts';
import type { SubscribeMessage } from './corp/subscriptions.ts';
import type { World } from './corp/world.ts';
import { PHONE_NAMES, type Phone, type Phones } from './phones/phones.ts';
import { isPoint } from './phones/places.ts';

/** Of each kind so many of the newest are kept: some years of clicking, a few megabytes. */
const KEPT = 1_000;

/**
 * What a sandbox takes along over a restart: what people see on their phones, and what the platform must still know of it. Tokens, one-time codes, limits,
 * planned faults, the log and pictures are not among it.
 */
export interface KeptState {
  version: 1;
  corpId: string;
  /** How far the clock was moved, ms. */
  offsetMs: number;
  /** People whom control calls added; follows as a whole, since they may end, too. */
  members: readonly Member[];
  customers: readonly Customer[];
  follows: readonly FollowRelation[];
  chats: readonly ChatMessage[];
  messages: readonly MemberMessage[];
  texts: readonly MemberText[];
  codes: readonly (readonly [code: string, good: ResponseCode])[];
  notices: readonly (Omit<SubscribeMessage, 'template'> & { templateId: string })[];
  credits: readonly (readonly [key: string, credits: number])[];
  phones: readonly Pick<Phone, 'name' | 'person' | 'chatWith' | 'location'>[];
}

/** What is to be kept of the world as it stands. */
export function stateOf(world: World, phones: Phones): KeptState {
  const newest = <T>(list: readonly T[]): readonly T[] => list.slice(-KEPT);
  const messages = newest(world.inbox.messages);
  const shown = new Set(messages.map(({ msgid }) => msgid));
  return {
    version: 1,
    corpId: world.settings.corpId,
    offsetMs: world.clock.offset(),
    members: newest(world.people.members),
    customers: newest(world.people.customers),
    follows: newest(world.people.follows),
    // a picture's bytes are not kept
    chats: newest(world.chats.messages.filter(({ msgtype }) => msgtype !== 'image')),
    messages,
    texts: newest(world.inbox.texts),
    codes: world.inbox.liveCodes().filter(([, { msgid }]) => shown.has(msgid)),
    notices: newest(world.subscriptions.messages).map(({ template, ...one }) => ({ ...one, templateId: template.id })),
    credits: world.subscriptions.allCredits(),
    phones: PHONE_NAMES.map((name) => phones.get(name)).map(({ name, person, chatWith, location }) => ({
      name,
      person,
      chatWith,
      location,
    })),
  };
}

/** Brings a fresh world to where an earlier process left it. People whom the corp has by itself stay as it has them. */
export function restoreState(world: World, phones: Phones, kept: KeptState): void {
  const { people } = world;
  world.clock.shift(kept.offsetMs);
  people.members.push(...kept.members.filter(({ userid }) => !findMember(people, userid)));
  people.customers.push(...kept.customers.filter(({ externalUserid }) => !findCustomer(people, externalUserid)));
  people.follows.splice(0, people.follows.length, ...kept.follows);
  world.chats.messages.unshift(...kept.chats);
  world.inbox.restore(kept);
  world.subscriptions.restore({ messages: kept.notices, credits: kept.credits });
  for (const { name, person, chatWith, location } of kept.phones) {
    const isKnown = person.kind === 'member' ? findMember(people, person.userid) : findCustomer(people, person.externalUserid);
    if (isKnown) Object.assign(phones.get(name), { person, chatWith });
    phones.moveTo(name, location);
  }
}

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const flag: Check = (value) => typeof value === 'boolean';
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const each =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const pair =
  (first: Check, second: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([key, check]) => check(value[key]));

const person: Check = (value) =>
  shape({ kind: (kind) => kind === 'member', userid: text })(value) ||
  shape({ kind: (kind) => kind === 'customer', externalUserid: text })(value);

const isKept = shape({
  version: (value) => value === 1,
  corpId: text,
  offsetMs: number,
  members: each(shape({ userid: text, name: text, department: each(number), position: text, mobile: text, status: number })),
  customers: each(shape({ externalUserid: text, name: text, unionid: text, openid: text, gender: number, mobile: text })),
  follows: each(
    shape({ userid: text, externalUserid: text, remark: text, description: text, createtime: number, addWay: number, state: text }),
  ),
  chats: each(
    shape({
      id: text,
      userid: text,
      externalUserid: text,
      at: number,
      from: (value) => value === 'member' || value === 'customer',
      msgtype: (value) => value === 'text' || value === 'news' || value === 'miniprogram',
      text,
      title: text,
      desc: text,
      link: text,
      imgUrl: text,
    }),
  ),
  messages: each(
    shape({
      msgid: text,
      userid: text,
      at: number,
      agentId: number,
      msgtype: text,
      content: isObject,
      replaced: orNull(text),
      clickedKey: orNull(text),
      recalled: flag,
    }),
  ),
  texts: each(shape({ msgid: text, userid: text, at: number, content: text })),
  codes: each(pair(text, shape({ msgid: text, agentId: number, until: number, used: flag }))),
  notices: each(shape({ msgid: text, openid: text, at: number, templateId: text, page: text, data: isObject })),
  credits: each(pair(text, number)),
  phones: each(
    shape({
      name: (value) => PHONE_NAMES.some((name) => name === value),
      person,
      chatWith: orNull(text),
      location: (value) => isObject(value) && isPoint(value['latitude'], value['longitude']),
    }),
  ),
});

/** A kept state of this corp; undefined for anything else. */
export function parseState(content: string, corpId: string): KeptState | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return undefined;
  }
  return isKept(parsed) && (parsed as KeptState).corpId === corpId ? (parsed as KeptState) : undefined;
}

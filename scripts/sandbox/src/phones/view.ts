import { pressableKeys } from '../corp/actions.ts';
import { findCustomer, findMember } from '../corp/people.ts';
import type { World } from '../corp/world.ts';
import { type Phone, type Phones, personId } from './phones.ts';
import { PLACES } from './places.ts';

const CHAT_SHOWN = 100;

/** Chats of one side of the conversation, the one with the newest message first. */
function chatList(world: World, phone: Phone) {
  const mine = personId(phone.person);
  const isMember = phone.person.kind === 'member';
  return world.people.follows
    .filter((one) => (isMember ? one.userid : one.externalUserid) === mine)
    .map((one) => {
      const messages = world.chats.between(one.userid, one.externalUserid);
      const other = isMember ? findCustomer(world.people, one.externalUserid)?.name : findMember(world.people, one.userid)?.name;
      return {
        id: isMember ? one.externalUserid : one.userid,
        name: other ?? '',
        remark: isMember ? one.remark : '',
        last: messages.at(-1) ?? null,
        messages: messages.slice(-CHAT_SHOWN),
      };
    })
    .toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
}

/** Messages of the app to this member, with what can be pressed. */
function appMessages(world: World, userid: string) {
  const sent = world.inbox
    .of(userid)
    .filter((one) => !one.recalled)
    .map((one) => ({ from: 'app' as const, ...one, keys: pressableKeys(one) }));
  const written = world.inbox.texts
    .filter((one) => one.userid === userid)
    .map((one) => ({ from: 'me' as const, msgid: one.msgid, at: one.at, msgtype: 'text', content: { content: one.content }, keys: [] }));
  return [...sent, ...written].toSorted((a, b) => a.at - b.at).slice(-CHAT_SHOWN);
}

/** 服务通知: the mini-program's messages to this customer. */
function serviceNotices(world: World, externalUserid: string) {
  const openid = findCustomer(world.people, externalUserid)?.openid ?? '';
  return world.subscriptions
    .of(openid)
    .map((one) => ({
      from: 'app' as const,
      msgid: one.msgid,
      at: one.at,
      msgtype: 'subscribe',
      content: {
        title: one.template.title,
        page: one.page,
        rows: Object.entries(one.template.fields).map(([key, words]) => ({ keyname: words, value: one.data[key] ?? '' })),
      },
      keys: [],
    }))
    .slice(-CHAT_SHOWN);
}

/** Everything one phone's page draws. */
export function phoneView(world: World, phones: Phones, phone: Phone) {
  const me = personId(phone.person);
  const people =
    phone.client === 'wecom'
      ? world.people.members.filter((one) => one.status === 1).map((one) => ({ id: one.userid, name: one.name, detail: one.position }))
      : world.people.customers.map((one) => ({ id: one.externalUserid, name: one.name, detail: '微信客户' }));
  return {
    name: phone.name,
    client: phone.client,
    corp: world.people.departments.find((one) => one.id === 1)?.name ?? '',
    me: { id: me, name: people.find((one) => one.id === me)?.name ?? me },
    people,
    chatWith: phone.chatWith,
    location: phone.location,
    places: PLACES,
    chats: chatList(world, phone),
    app: phone.person.kind === 'member' ? appMessages(world, phone.person.userid) : serviceNotices(world, phone.person.externalUserid),
    pages: phones.pages,
    serverOrigin: new URL(phones.serverUrl).origin,
    phoneOrigins: (['staff', 'installer', 'customer'] as const).map((name) => phones.origin(name)),
  };
}

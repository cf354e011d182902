import { object, objects, text } from '../api/fields.ts';
import { type ContactChange, cardClicked, contactChanged, textReceived } from '../callbacks/events.ts';
import type { CallbackRecord, CallbackSender } from '../callbacks/sender.ts';
import { seconds } from '../clock.ts';
import { randomText } from '../random.ts';
import type { ChatMessage } from './chats.ts';
import type { MemberMessage } from './inbox.ts';
import { type Customer, findCustomer, findMember, type Member } from './people.ts';
import type { World } from './world.ts';

/** What people do on their phones, and what an administrator does in the consoles. */
export interface Actions {
  /** A member presses a button of a card. @throws Error when the card has no such live button */
  clickCard(click: { userid: string; msgid: string; key: string }): { record: CallbackRecord; settled: Promise<void> };
  /** A member writes to the app. */
  writeToApp(message: { userid: string; content: string }): { record: CallbackRecord; settled: Promise<void> };
  /** A customer writes to a member. No callback tells of it, as on the live platform. */
  writeAsCustomer(message: { externalUserid: string; userid: string; content: string }): ChatMessage;
  writeAsMember(message: { externalUserid: string; userid: string; content: string }): ChatMessage;
  addMember(member: Member): Member;
  addCustomer(customer: Partial<Customer> & { name: string }): Customer;
  /** Makes a member follow a customer and tells the server. */
  addFollow(relation: { userid: string; externalUserid: string; remark?: string; state?: string }): Promise<void>;
  /** One of the two deletes the other: `by` says who. */
  removeFollow(relation: { userid: string; externalUserid: string; by?: 'member' | 'customer' }): Promise<void>;
  editFollow(relation: { userid: string; externalUserid: string; remark: string }): Promise<void>;
}

/** Button and menu keys of a card. */
export function pressableKeys(message: MemberMessage): readonly string[] {
  const { content } = message;
  if (message.replaced !== null || message.recalled || message.clickedKey !== null) return [];
  const buttons = (objects(content, 'button_list') ?? []).filter((one) => one['type'] !== 1).map((one) => text(one, 'key'));
  const submit = object(content, 'submit_button');
  return [...buttons, ...(submit ? [text(submit, 'key')] : [])];
}

export function createActions(world: World, sender: CallbackSender): Actions {
  const common = () => ({ corpId: world.settings.corpId, agentId: world.settings.agentId, createTime: seconds(world.clock.wall()) });

  const memberOf = (userid: string): Member => {
    const found = findMember(world.people, userid);
    if (!found) throw new Error(`no member ${userid}`);
    return found;
  };
  const customerOf = (externalUserid: string): Customer => {
    const found = findCustomer(world.people, externalUserid);
    if (!found) throw new Error(`no customer ${externalUserid}`);
    return found;
  };

  const tellContact = (changeType: ContactChange, ids: { userid: string; externalUserid: string; state?: string }): Promise<void> => {
    const welcome = changeType === 'add_external_contact' ? { welcomeCode: randomText(32) } : {};
    return sender.send(contactChanged(common(), { changeType, ...ids, ...welcome })).settled;
  };

  const chat = (from: 'member' | 'customer', message: { externalUserid: string; userid: string; content: string }): ChatMessage => {
    const posted = world.chats.post({
      userid: memberOf(message.userid).userid,
      externalUserid: customerOf(message.externalUserid).externalUserid,
      at: world.clock.wall(),
      from,
      msgtype: 'text',
      text: message.content,
    });
    world.journal.worldChanged();
    return posted;
  };

  return {
    clickCard({ userid, msgid, key }) {
      const message = world.inbox.of(userid).find((one) => one.msgid === msgid);
      if (!message) throw new Error(`${userid} has no message ${msgid}`);
      if (!pressableKeys(message).includes(key)) throw new Error(`message ${msgid} has no live button ${key}`);
      message.clickedKey = key;
      world.journal.worldChanged();
      const responseCode = world.inbox.issueResponseCode(msgid, message.agentId);
      const { content } = message;
      const click = { userid: message.userid, eventKey: key, taskId: text(content, 'task_id'), cardType: text(content, 'card_type') };
      const sent = sender.send(cardClicked(common(), { ...click, responseCode }));
      // a press that never reached the server may be tried again
      const settled = sent.settled.then(() => {
        if (sent.record.outcome === 'given_up' && message.replaced === null) message.clickedKey = null;
        world.journal.worldChanged();
      });
      return { record: sent.record, settled };
    },
    writeToApp({ userid, content }) {
      const member = memberOf(userid);
      world.inbox.texts.push({ msgid: randomText(16), userid: member.userid, at: world.clock.wall(), content });
      world.journal.worldChanged();
      return sender.send(textReceived(common(), { userid: member.userid, content }));
    },
    writeAsCustomer: (message) => chat('customer', message),
    writeAsMember: (message) => chat('member', message),
    addMember(member) {
      if (findMember(world.people, member.userid)) throw new Error(`member ${member.userid} exists`);
      world.people.members.push(member);
      world.journal.worldChanged();
      return member;
    },
    addCustomer(given) {
      const customer: Customer = {
        externalUserid: `wm${randomText(30)}`,
        unionid: `o${randomText(27)}`,
        openid: `o${randomText(27)}`,
        gender: 0,
        mobile: '',
        ...given,
      };
      if (findCustomer(world.people, customer.externalUserid)) throw new Error(`customer ${customer.externalUserid} exists`);
      world.people.customers.push(customer);
      world.journal.worldChanged();
      return customer;
    },
    addFollow({ userid, externalUserid, remark, state }) {
      const ids = { userid: memberOf(userid).userid, externalUserid: customerOf(externalUserid).externalUserid };
      if (world.people.follows.some((one) => one.userid === ids.userid && one.externalUserid === ids.externalUserid))
        return Promise.resolve();
      const created = seconds(world.clock.wall());
      world.people.follows.push({ ...ids, remark: remark ?? '', description: '', createtime: created, addWay: 1, state: state ?? '' });
      world.journal.worldChanged();
      return tellContact('add_external_contact', { ...ids, ...(state ? { state } : {}) });
    },
    removeFollow({ userid, externalUserid, by = 'member' }) {
      const index = world.people.follows.findIndex((one) => one.userid === userid && one.externalUserid === externalUserid);
      if (index < 0) return Promise.resolve();
      world.people.follows.splice(index, 1);
      world.journal.worldChanged();
      return tellContact(by === 'member' ? 'del_external_contact' : 'del_follow_user', { userid, externalUserid });
    },
    editFollow({ userid, externalUserid, remark }) {
      const found = world.people.follows.find((one) => one.userid === userid && one.externalUserid === externalUserid);
      if (!found) throw new Error(`${userid} does not follow ${externalUserid}`);
      found.remark = remark;
      world.journal.worldChanged();
      return tellContact('edit_external_contact', { userid, externalUserid });
    },
  };
}

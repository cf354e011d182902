import { randomDigits } from '../random.ts';

/** An event or message before encryption: a flat XML document. */
export interface CallbackEvent {
  /** For the log, in Chinese. */
  title: string;
  xml: string;
}

type Leaf = string | number;
interface Tree {
  [tag: string]: Leaf | Tree;
}

/** Strings go into CDATA, numbers bare: as the platform writes them. */
function write(tree: Tree): string {
  return Object.entries(tree)
    .map(([tag, value]) => {
      if (typeof value === 'number') return `<${tag}>${value}</${tag}>`;
      if (typeof value === 'string') return `<${tag}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${tag}>`;
      return `<${tag}>${write(value)}</${tag}>`;
    })
    .join('');
}

const document = (tree: Tree): string => `<xml>${write(tree)}</xml>`;

interface Common {
  corpId: string;
  /** Epoch seconds. */
  createTime: number;
  agentId: number;
}

/** A member pressed a card's button. */
export function cardClicked(
  common: Common,
  click: { userid: string; eventKey: string; taskId: string; cardType: string; responseCode: string },
): CallbackEvent {
  const xml = document({
    ToUserName: common.corpId,
    FromUserName: click.userid,
    CreateTime: common.createTime,
    MsgType: 'event',
    Event: 'template_card_event',
    EventKey: click.eventKey,
    TaskId: click.taskId,
    CardType: click.cardType,
    ResponseCode: click.responseCode,
    AgentID: common.agentId,
  });
  return { title: `卡片点击 ${click.eventKey}（${click.userid}）`, xml };
}

/** A member wrote to the app. */
export function textReceived(common: Common, message: { userid: string; content: string }): CallbackEvent {
  const xml = document({
    ToUserName: common.corpId,
    FromUserName: message.userid,
    CreateTime: common.createTime,
    MsgType: 'text',
    Content: message.content,
    MsgId: randomDigits(19),
    AgentID: common.agentId,
  });
  return { title: `成员消息（${message.userid}）`, xml };
}

/** A member opened the app's conversation. */
export function agentEntered(common: Common, userid: string): CallbackEvent {
  const xml = document({
    ToUserName: common.corpId,
    FromUserName: userid,
    CreateTime: common.createTime,
    MsgType: 'event',
    Event: 'enter_agent',
    EventKey: '',
    AgentID: common.agentId,
  });
  return { title: `进入应用（${userid}）`, xml };
}

export type ContactChange = 'add_external_contact' | 'edit_external_contact' | 'del_external_contact' | 'del_follow_user';

/** A customer was added, edited or lost. These events bear no AgentID and come from `sys`. */
export function contactChanged(
  common: Common,
  change: { changeType: ContactChange; userid: string; externalUserid: string; state?: string; welcomeCode?: string },
): CallbackEvent {
  const xml = document({
    ToUserName: common.corpId,
    FromUserName: 'sys',
    CreateTime: common.createTime,
    MsgType: 'event',
    Event: 'change_external_contact',
    ChangeType: change.changeType,
    UserID: change.userid,
    ExternalUserID: change.externalUserid,
    ...(change.state ? { State: change.state } : {}),
    ...(change.welcomeCode ? { WelcomeCode: change.welcomeCode } : {}),
  });
  return { title: `客户变更 ${change.changeType}`, xml };
}

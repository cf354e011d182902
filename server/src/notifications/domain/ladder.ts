/** Ways to a customer 消息阶梯, the cheapest lawful one first. */
export type Rung = 'subscribe' | 'sidebar';

/** What decides about the first rung: a message in the customer's WeChat that a tap has allowed. */
export type SubscribeStanding =
  | 'ready'
  /** No template of WeChat for this notice, or no mini-program at all. */
  | 'not_configured'
  /** The customer has not opened the page in WeChat yet. */
  | 'unknown_person'
  /** Known, but no permission is left: each accept allows one message. */
  | 'no_credit'
  /** A field of the template has nothing to show. */
  | 'nothing_to_say'
  /** It was tried: refused for good. */
  | 'refused'
  /** It was tried: WeChat did not answer for too long. */
  | 'no_answer';

export interface LadderFacts {
  readonly subscribe: SubscribeStanding;
  /** Somebody of the company can send the card from the chat's sidebar. */
  readonly hasStaff: boolean;
  /** False once the link is dead: there is nothing to send then. */
  readonly linkAlive: boolean;
}

export interface Tried {
  readonly rung: Rung;
  readonly chosen: boolean;
  /** Why, in words for whoever looks at the delivery. */
  readonly reason: string;
}

export interface Chosen {
  /** Null: not deliverable. */
  readonly rung: Rung | null;
  /** Every rung that was looked at, in order. */
  readonly tried: readonly Tried[];
  /** Where none holds: why. */
  readonly reason: string | null;
}

const SUBSCRIBE: Readonly<Record<SubscribeStanding, string>> = {
  ready: '客户允许过一次，用订阅消息发',
  not_configured: '这种通知没有配置订阅消息模板',
  unknown_person: '客户还没有在微信里打开过工单页',
  no_credit: '客户没有留下订阅次数',
  nothing_to_say: '订阅消息的字段没有内容可填',
  refused: '微信拒绝了订阅消息',
  no_answer: '微信一直没有回应',
};

/** Which way to take, with the reason for each that was passed over. */
export function chooseRung({ subscribe, hasStaff, linkAlive }: LadderFacts): Chosen {
  if (!linkAlive) return { rung: null, tried: [], reason: '工单链接已失效，客户打不开' };
  const first: Tried = { rung: 'subscribe', chosen: subscribe === 'ready', reason: SUBSCRIBE[subscribe] };
  if (first.chosen) return { rung: 'subscribe', tried: [first], reason: null };
  const second: Tried = hasStaff
    ? { rung: 'sidebar', chosen: true, reason: '由员工在客户会话的侧边栏发出卡片' }
    : { rung: 'sidebar', chosen: false, reason: '没有负责这个地区的在职员工' };
  return { rung: hasStaff ? 'sidebar' : null, tried: [first, second], reason: hasStaff ? null : '没有可用的方式通知客户' };
}

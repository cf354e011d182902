import type { OrderSummary } from '@mingdan/shared/contracts/orders';

/**
 * What somebody of the desk is waited for: an objection to the bill 争议, a question 咨询, a yes to hours that the customer chose, hours for another visit 重新预约, the
 * way to pay what is owed 付款方式, an odd punch 打卡异常.
 */
export type NeedKind = 'objection' | 'question' | 'choice' | 'rebook' | 'untold' | 'punch';

type Order = Pick<OrderSummary, 'id' | 'state' | 'phase' | 'disputed' | 'oddPunch' | 'untold'>;

/** An order and what it is that waits there. */
export interface Need<T extends Order> {
  readonly kind: NeedKind;
  readonly order: T;
}

/** Orders by id: with a question that nobody has answered, and with hours that wait for a yes. */
export interface Asked {
  readonly questions: ReadonlySet<string>;
  readonly choices: ReadonlySet<string>;
}

const has: Readonly<Record<NeedKind, (order: Order, asked: Asked) => boolean>> = {
  objection: ({ disputed }) => disputed,
  question: ({ id }, { questions }) => questions.has(id),
  choice: ({ id }, { choices }) => choices.has(id),
  rebook: ({ id, state, phase }, { choices }) => state === 'open' && phase === 'waiting' && !choices.has(id),
  untold: ({ untold }) => untold > 0,
  punch: ({ oddPunch }) => oddPunch,
};

/** What waits for an answer among a customer's orders, each kind by itself: objections hold money and come first, then whoever waits for a word. */
export function needsOf<T extends Order>(orders: readonly T[], asked: Asked, kinds: readonly NeedKind[]): readonly Need<T>[] {
  return kinds.flatMap((kind) => orders.filter((order) => has[kind](order, asked)).map((order) => ({ kind, order })));
}

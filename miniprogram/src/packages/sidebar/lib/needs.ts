import type { OrderSummary } from '@mingdan/shared/contracts/orders';

/** What somebody of the desk is waited for: an objection to the bill 争议, a question 咨询, the way to pay what is owed 付款方式, an odd punch 打卡异常. */
export type NeedKind = 'objection' | 'question' | 'untold' | 'punch';

type Order = Pick<OrderSummary, 'id' | 'disputed' | 'oddPunch' | 'untold'>;

/** An order and what it is that waits there. */
export interface Need<T extends Order> {
  readonly kind: NeedKind;
  readonly order: T;
}

const has: Readonly<Record<NeedKind, (order: Order, asked: ReadonlySet<string>) => boolean>> = {
  objection: ({ disputed }) => disputed,
  question: ({ id }, asked) => asked.has(id),
  untold: ({ untold }) => untold > 0,
  punch: ({ oddPunch }) => oddPunch,
};

/**
 * What waits for an answer among a customer's orders, each kind by itself: objections hold money and come first, then whoever waits for a word.
 *
 * @param asked orders with a question that nobody has answered
 */
export function needsOf<T extends Order>(orders: readonly T[], asked: ReadonlySet<string>, kinds: readonly NeedKind[]): readonly Need<T>[] {
  return kinds.flatMap((kind) => orders.filter((order) => has[kind](order, asked)).map((order) => ({ kind, order })));
}

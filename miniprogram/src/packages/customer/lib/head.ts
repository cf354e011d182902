import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import { mustPay } from '@mingdan/shared/orders/pay-words';

/**
 * What the line above the head of the page says. `asked`: something waits for the customer · `pay`: money alone does · `answer`: her objection waits for
 * the company's answer: payment rests, and she may sign or rate all the same · `optional`: all that is needed is there, words are welcome · `nothing`
 */
export type Head = 'asked' | 'pay' | 'answer' | 'optional' | 'nothing';

type Task = CustomerOrderView['tasks'][number];

/** Whether all that a task must have is with the company: stars are sent by the tap, what else it asks for is welcome and not needed. */
export const isAnswered = ({ fields }: Pick<Task, 'fields'>): boolean =>
  fields.some(({ definition, value }) => (definition as { type: string }).type === 'rating' && value !== null) &&
  fields.every(({ required, value }) => !required || value !== null);

/** @param objected an objection to the bill waits for its answer */
export function headOf(order: Pick<CustomerOrderView, 'next' | 'signature' | 'tasks' | 'payment'>, objected: boolean): Head {
  const task = order.tasks.find(({ mine }) => mine);
  const waits = (order.next.act === 'sign' && order.signature === null) || (task !== undefined && !isAnswered(task));
  if (order.next.act === 'slot' || order.next.act === 'consent' || (waits && !objected)) return 'asked';
  if (waits) return 'answer';
  if (order.payment && mustPay(order.payment)) return objected ? 'answer' : 'pay';
  return task ? 'optional' : 'nothing';
}

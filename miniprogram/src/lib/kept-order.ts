import type { OrderView } from '@mingdan/shared/contracts/orders';

/** What of an order is kept for reading without a network: all but phone numbers, which are asked for again when needed. */
export function withoutNumber(order: OrderView): OrderView {
  return {
    ...order,
    filled: order.filled.map((part) => ({ ...part, fields: part.fields.filter(({ type }) => type !== 'phone') })),
    tasks: order.tasks.map((task) => ({
      ...task,
      fields: task.fields.map((field) =>
        (field.definition as { type?: string }).type === 'phone' && field.state === 'read' ? { ...field, value: null } : field,
      ),
    })),
  };
}

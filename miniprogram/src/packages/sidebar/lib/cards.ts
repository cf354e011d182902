import type { DeliveryView } from '@mingdan/shared/contracts/deliveries';

/** What is told to a customer, as far as it decides what staff have to send. */
export type Told = Pick<DeliveryView, 'status' | 'channel' | 'url'>;

/** Cards that wait for staff, and what stands in their place where there are none. */
export interface Cards<T extends Told> {
  readonly waiting: readonly T[];
  /** `sent`: a card went into the chat; `told`: the customer has it another way; `overtaken`: nobody has to send it any more; `none`: not made yet. */
  readonly else: 'sent' | 'told' | 'overtaken' | 'none';
}

/** Reads an order's deliveries to the customer. */
export function cardsOf<T extends Told>(deliveries: readonly T[]): Cards<T> {
  const has = (test: (one: T) => boolean) => deliveries.some(test);
  return {
    waiting: deliveries.filter(({ status, url }) => status === 'staff_todo' && url !== null),
    else: has(({ status, channel }) => status === 'sent' && channel === 'sidebar')
      ? 'sent'
      : has(({ status }) => status === 'sent')
        ? 'told'
        : has(({ status }) => status === 'past')
          ? 'overtaken'
          : 'none',
  };
}

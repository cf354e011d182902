import type { DeliveryView } from '@mingdan/shared/contracts/deliveries';

/** What is told to a customer, as far as it decides what staff have to send. */
export type Told = Pick<DeliveryView, 'id' | 'status' | 'channel' | 'url' | 'createdAt' | 'sentAt'>;

/** Cards that wait for staff, and what stands in their place where there are none. */
export interface Cards<T extends Told> {
  readonly waiting: readonly T[];
  /**
   * Of what was told last. `sent`: it went into the chat, and nothing happened since; `told`: the customer has it another way; `overtaken`: nobody has to send it
   * any more; `passed`: it was told, and the order has gone on since; `none`: the first is not made yet.
   */
  readonly else: 'sent' | 'told' | 'overtaken' | 'passed' | 'none';
}

/**
 * Reads an order's deliveries to the customer.
 *
 * @param movedAt when something happened on the order last, epoch ms: what was told before is not the news any more
 * @param sent ids of cards that were sent from this page, whatever the server said when it was asked before
 */
export function cardsOf<T extends Told>(deliveries: readonly T[], movedAt: number, sent: readonly string[] = []): Cards<T> {
  const last = deliveries.reduce<T | null>((newest, one) => (newest === null || one.createdAt > newest.createdAt ? one : newest), null);
  return {
    // in the order in which it happened: 已下单 before 已安排师傅
    waiting: deliveries
      .filter(({ id, status, url }) => status === 'staff_todo' && url !== null && !sent.includes(id))
      .sort((a, b) => a.createdAt - b.createdAt),
    else: last === null ? 'none' : standingOf(last, deliveries.length > 1, movedAt, sent),
  };
}

function standingOf(
  { id, status, channel, sentAt, createdAt }: Told,
  hasEarlier: boolean,
  movedAt: number,
  sent: readonly string[],
): Cards<Told>['else'] {
  const isSent = status === 'sent' || sent.includes(id);
  if (!isSent) return status === 'past' ? 'overtaken' : hasEarlier ? 'passed' : 'none';
  if (movedAt > (sentAt ?? createdAt)) return status === 'sent' ? 'passed' : 'sent';
  return status === 'sent' && channel !== 'sidebar' ? 'told' : 'sent';
}

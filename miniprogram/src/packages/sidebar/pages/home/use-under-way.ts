import type { Reply } from '@mingdan/shared/contracts/client';
import type { DeliveryView, listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import type { listOrders, OrderSummary } from '@mingdan/shared/contracts/orders';
import { listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { useRef } from 'react';
import { call } from '../../../../lib/api.ts';
import { type Reading, useReading } from '../../../../lib/use-operation.ts';

/** What is under way with a customer. */
export interface UnderWay {
  /** Newest first. */
  readonly orders: readonly OrderSummary[];
  /** Notices that staff have to send. */
  readonly cards: readonly DeliveryView[];
  /** Orders with a question of the customer's that nobody has answered: also such as are older than those listed. */
  readonly questions: readonly OrderSummary[];
}

/** Reads what is under way in one go, so that the page is drawn once with all of it. What only cards or questions could not say stays as it was. */
export function useUnderWay(customerId: string): Reading<UnderWay> {
  const last = useRef<UnderWay>({ orders: [], cards: [], questions: [] });
  return useReading(`under-way:${customerId}`, async (): Promise<Reply<UnderWay>> => {
    const [orders, cards, questions] = await Promise.all([
      call<typeof listOrders>(listOrdersMeta, { customerId, limit: 20 }),
      call<typeof listDeliveries>(listDeliveriesMeta, { customerId, status: 'staff_todo', audience: 'customer' }),
      call<typeof listOrders>(listOrdersMeta, { customerId, attention: 'question', limit: 20 }),
    ]);
    if (!orders.ok) return orders;
    last.current = {
      orders: orders.value.items,
      cards: cards.ok ? cards.value.items : last.current.cards,
      questions: questions.ok ? questions.value.items : last.current.questions,
    };
    return { ok: true, value: last.current };
  });
}

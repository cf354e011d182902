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

/** Of somebody about whom nothing is known yet. */
export const NOTHING: UnderWay = { orders: [], cards: [], questions: [] };

/** What only cards or questions could not say stays as it was `before`. */
async function ask(customerId: string, before: UnderWay): Promise<Reply<UnderWay>> {
  const [orders, cards, questions] = await Promise.all([
    call<typeof listOrders>(listOrdersMeta, { customerId, limit: 20 }),
    call<typeof listDeliveries>(listDeliveriesMeta, { customerId, status: 'staff_todo', audience: 'customer' }),
    call<typeof listOrders>(listOrdersMeta, { customerId, attention: 'question', limit: 20 }),
  ]);
  if (!orders.ok) return orders;
  return {
    ok: true,
    value: {
      orders: orders.value.items,
      cards: cards.ok ? cards.value.items : before.cards,
      questions: questions.ok ? questions.value.items : before.questions,
    },
  };
}

let ahead: { readonly customerId: string; readonly answer: Promise<Reply<UnderWay>> } | null = null;

/** Asks for a customer whose page is about to be drawn: the answer is then on its way while it is drawn. */
export function askAhead(customerId: string): void {
  ahead = { customerId, answer: ask(customerId, NOTHING) };
}

/** Reads what is under way in one go, so that the page is drawn once with all of it. */
export function useUnderWay(customerId: string): Reading<UnderWay> {
  const last = useRef(NOTHING);
  return useReading(`under-way:${customerId}`, async () => {
    const asked = ahead?.customerId === customerId ? ahead.answer : ask(customerId, last.current);
    ahead = null;
    const reply = await asked;
    if (reply.ok) last.current = reply.value;
    return reply;
  });
}

import type { DeliveryView, listDeliveries as listDeliveriesContract } from '@mingdan/shared/contracts/deliveries';
import type * as z from 'zod';
import type { OrdersApi } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { Tried } from '../domain/ladder.ts';
import { whyPast } from '../domain/past.ts';
import { type DeliveryTable, hasNewer, listDeliveries } from '../store/deliveries.ts';
import { customerUrl, memberUrl } from './pages.ts';
import type { ToCustomers } from './to-customers.ts';
import { type OrderRow, wordsFor } from './wording.ts';

const PAGE = 50;
/** Pages of rows that one answer looks at. */
const ROUNDS = 5;

/** Deliveries as the transaction's actor may see them. */
export interface DeliveryReading {
  /** A page, newest first; what is out of reach or has been overtaken is left out where a status is asked for. */
  list(
    tx: Tx,
    filter: z.output<typeof listDeliveriesContract.input>,
    /** For whom a way to try again is shown; it is looked up row by row. */
    withRetries?: boolean,
  ): Promise<{ items: DeliveryView[]; nextCursor: string | null }>;
}

interface Deps {
  readonly orders: OrdersApi;
  readonly publicUrl: () => string;
  readonly toCustomers: Pick<ToCustomers, 'retryHelps'>;
}

export function createDeliveryReading({ orders, publicUrl, toCustomers }: Deps): DeliveryReading {
  /** Why nobody has to send the card any more; null for what is no waiting card. */
  const past = async (tx: Tx, row: DeliveryTable, order: OrderRow | undefined): Promise<string | null> => {
    if (row.status !== 'staff_todo' || row.audience !== 'customer' || !order) return null;
    const standing = await orders.cardStanding(tx, order);
    const isReplaced = await hasNewer(tx, row, standing);
    return whyPast({ template: row.template, createdAt: row.created_at, isReplaced }, { ...standing, now: tx.now });
  };

  const retryHelps = async (tx: Tx, row: DeliveryTable, order: OrderRow | undefined): Promise<boolean> => {
    if (!order) return false;
    // a member who could not be reached may be reachable now; where nobody was found there is nobody to try
    if (row.audience !== 'customer') return row.status === 'undeliverable' && row.person_id !== null;
    return toCustomers.retryHelps(tx, row, { order, words: await wordsFor(tx, row.template, 'customer') });
  };

  const view = async (tx: Tx, row: DeliveryTable, order: OrderRow | undefined, withRetries: boolean): Promise<DeliveryView> => {
    const overtaken = await past(tx, row, order);
    const link = row.page === 'customer' && row.order_id ? await orders.existingLink(tx, row.order_id) : null;
    return {
      id: row.id,
      orderId: row.order_id,
      number: order?.number ?? null,
      audience: row.audience,
      template: row.template,
      title: row.title,
      text: row.text,
      url:
        row.page === 'customer'
          ? link && customerUrl(publicUrl(), link)
          : memberUrl(publicUrl(), row, row.audience === 'staff' ? 'staff' : 'installer'),
      channel: row.channel,
      status: overtaken === null ? row.status : 'past',
      reason: overtaken ?? row.reason,
      tried: row.ladder === null ? [] : (JSON.parse(row.ladder) as Tried[]),
      waitsUntil: row.status === 'pending' ? row.waits_until : null,
      retryHelps: withRetries && overtaken === null && (await retryHelps(tx, row, order)),
      createdAt: row.created_at,
      sentAt: row.sent_at,
    };
  };

  return {
    async list(tx, { orderId, customerId, status, audience, channel, cursor: before, limit = PAGE }, withRetries = false) {
      const only = orderId ? await orders.find(tx, orderId) : undefined;
      if (orderId && !only) return { items: [], nextCursor: null };
      const orderIds = orderId ? [orderId] : customerId ? await orders.ofCustomer(tx, customerId) : undefined;
      const items: DeliveryView[] = [];
      let cursor = before;
      // what is out of reach or past leaves gaps: read on until the page is full, within reason
      for (let round = 0; round < ROUNDS; round += 1) {
        const rows = await listDeliveries(tx, { orderIds, status, audience, channel, before: cursor, limit: limit + 1 });
        for (const row of rows.slice(0, limit)) {
          if (items.length === limit) return { items, nextCursor: cursor ?? null };
          cursor = row.id;
          const order = row.order_id ? (only ?? (await orders.find(tx, row.order_id))) : undefined;
          if (row.order_id && !order) continue;
          const seen = await view(tx, row, order, withRetries);
          if (status === undefined || seen.status === status) items.push(seen);
        }
        if (rows.length <= limit) return { items, nextCursor: null };
      }
      return { items, nextCursor: cursor ?? null };
    },
  };
}

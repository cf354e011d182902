import type { getOrder, MyOrdersOutput, orderItems } from '@mingdan/shared/contracts/orders';
import { getOrderMeta, orderItemsMeta } from '@mingdan/shared/contracts/orders.meta';
import { useEffect, useRef } from 'react';
import { call } from '../../lib/api.ts';
import { withoutNumber } from '../../lib/kept-order.ts';
import { keepingOf } from '../../lib/use-operation.ts';

type Visit = MyOrdersOutput['visits'][number];

/** Calls back when something that waited on the phone has gone through: the day's figures are others now. */
export function useAfterSending(waiting: number, callback: () => void): void {
  const before = useRef(waiting);
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    const went = waiting < before.current;
    before.current = waiting;
    if (went) latest.current();
  }, [waiting]);
}

/** Orders read ahead at most: a full day and the next morning. */
const MOST = 12;
/** An order that was read so recently is not read ahead again: ms. */
const FRESH_MS = 10 * 60_000;
/** The page's own questions go first. */
const AFTER_MS = 1_500;

/** Reads the day's open orders ahead, one after the other, so that they can be opened where there is no network. */
export function usePrefetch(visits: readonly Visit[] | undefined): void {
  const ids = (visits ?? [])
    .filter(({ state }) => state === 'open')
    .slice(0, MOST)
    .map(({ orderId }) => orderId)
    .join(' ');
  useEffect(() => {
    let current = true;
    const readAhead = async () => {
      for (const orderId of ids.split(' ')) {
        if (!current) return;
        const keeping = keepingOf<typeof getOrder>(getOrderMeta, { orderId }, withoutNumber);
        if (Date.now() - (keeping.read()?.at ?? 0) < FRESH_MS) continue;
        const reply = await call<typeof getOrder>(getOrderMeta, { orderId });
        if (!reply.ok) {
          if (reply.offline) return;
          continue;
        }
        keeping.write(reply.value);
        // what can be put on its lines, where there is something to fill
        if (!reply.value.tasks.some(({ mine }) => mine)) continue;
        const items = await call<typeof orderItems>(orderItemsMeta, { orderId });
        if (items.ok) keepingOf<typeof orderItems>(orderItemsMeta, { orderId }).write(items.value);
      }
    };
    const timer = ids === '' ? undefined : setTimeout(() => void readAhead(), AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ids]);
}

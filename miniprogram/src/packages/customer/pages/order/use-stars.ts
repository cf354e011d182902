import type { rateOrder } from '@mingdan/shared/contracts/customer-page';
import { rateOrderMeta } from '@mingdan/shared/contracts/customer-page.meta';
import { useRef } from 'react';
import { type Action, useAction } from '../../../../lib/use-action.ts';

type Values = Readonly<Record<string, number | null>>;

/** Stars 满意度 that are sent by the tap itself. */
interface Stars {
  readonly action: Action<typeof rateOrder>;
  /** Sends this many, null takes them back. A tap while one is under way is sent after it: the last one counts. */
  send(values: Values): Promise<void>;
  /** Settled once nothing is under way. */
  settled(): Promise<void>;
}

export function useStars(orderId: string, token: string, onKept: () => Promise<void>): Stars {
  const action = useAction<typeof rateOrder>(rateOrderMeta, orderId, 'customer');
  const wanted = useRef<Values>({});
  const running = useRef<Promise<void> | null>(null);

  const sendAll = async () => {
    let sent: Values | null = null;
    // also a tap that comes while the page is read again
    while (sent !== wanted.current) {
      sent = wanted.current;
      if (await action.run({ token, values: sent })) await onKept();
    }
  };
  return {
    action,
    send(values) {
      wanted.current = values;
      running.current ??= sendAll().finally(() => {
        running.current = null;
      });
      return running.current;
    },
    settled: async () => {
      await running.current;
    },
  };
}

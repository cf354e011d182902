import type { PreviewBillOutput, previewBill } from '@mingdan/shared/contracts/orders';
import { previewBillMeta } from '@mingdan/shared/contracts/orders.meta';
import type { LineValue } from '@mingdan/shared/forms/definition';
import { useRef } from 'react';
import { call } from '../../../lib/api.ts';
import { useDebounced } from '../../../lib/use-debounced.ts';
import { keepingOf, type Reading, useReading } from '../../../lib/use-operation.ts';

/** Rest before asking: one question for three presses of +. */
const REST_MS = 350;

/** A bill under the hand. `settled` is false while it does not yet belong to the lines that are on the screen. */
export interface LiveBill extends Reading<PreviewBillOutput> {
  readonly settled: boolean;
  /** No network, and these lines were never priced on this phone: 待联网核价. `data` is then that of other lines. */
  readonly needsNet: boolean;
}

/**
 * The bill and the pay that these lines make, asked of the server whenever they have come to rest. Nothing while there are no lines. Its hash is
 * what the customer signs. Without a network the server's own answer for exactly these lines counts, if the phone has had it.
 *
 * @param stand how the order stands: the bill is asked for again when that changes
 */
export function useLiveBill(
  orderId: string,
  lines: readonly LineValue[],
  values: Readonly<Record<string, unknown>>,
  stand: string,
): LiveBill {
  const current = JSON.stringify({ orderId, lines, values });
  const asked = useDebounced(current, REST_MS);
  const input = JSON.parse(asked) as { orderId: string; lines: LineValue[]; values: Record<string, never> };
  const keeping = keepingOf<typeof previewBill>(previewBillMeta, input);
  const ask = async () => {
    const reply = await call<typeof previewBill>(previewBillMeta, input);
    if (reply.ok) keeping.write(reply.value);
    const kept = !reply.ok && reply.offline ? keeping.read() : undefined;
    return kept ? { ok: true as const, value: kept.data } : reply;
  };
  const reading = useReading(input.lines.length === 0 ? null : `${asked} ${stand}`, ask, { keepOld: true });
  // while it is asked again it is as it was: what stands open over it, as a sheet with a picture on its way, must not go and come
  const missed = useRef(false);
  if (!reading.loading) missed.current = reading.problem !== undefined && reading.offline;
  return {
    ...reading,
    settled: asked === current && !reading.loading && reading.problem === undefined,
    needsNet: missed.current,
  };
}

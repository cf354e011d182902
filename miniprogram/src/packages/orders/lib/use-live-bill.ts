import type { PreviewBillOutput, previewBill } from '@mingdan/shared/contracts/orders';
import { previewBillMeta } from '@mingdan/shared/contracts/orders.meta';
import type { LineValue } from '@mingdan/shared/forms/definition';
import { call } from '../../../lib/api.ts';
import { useDebounced } from '../../../lib/use-debounced.ts';
import { type Reading, useReading } from '../../../lib/use-operation.ts';

/** Rest before asking: one question for three presses of +. */
const REST_MS = 350;

/** A bill under the hand. `settled` is false while it does not yet belong to the lines that are on the screen. */
export interface LiveBill extends Reading<PreviewBillOutput> {
  readonly settled: boolean;
}

/**
 * The bill and the pay that these lines make, asked of the server whenever they have come to rest. Nothing while there are no lines. Its hash is
 * what the customer signs.
 */
export function useLiveBill(orderId: string, lines: readonly LineValue[], values: Readonly<Record<string, unknown>>): LiveBill {
  const current = JSON.stringify({ orderId, lines, values });
  const asked = useDebounced(current, REST_MS);
  const input = JSON.parse(asked) as { orderId: string; lines: LineValue[]; values: Record<string, never> };
  const reading = useReading(input.lines.length === 0 ? null : asked, () => call<typeof previewBill>(previewBillMeta, input), true);
  return { ...reading, settled: asked === current && !reading.loading && reading.problem === undefined };
}

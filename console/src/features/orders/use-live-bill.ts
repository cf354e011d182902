import type { previewBill } from '@mingdan/shared/contracts/orders';
import { previewBillMeta } from '@mingdan/shared/contracts/orders.meta';
import type { LineValue } from '@mingdan/shared/forms/definition';
import type { LiveForm } from '@mingdan/shared/forms/live-form';
import { linesNow, pricedValues } from '@mingdan/shared/orders/lines-now';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { contractQuery } from '../../lib/query.ts';
import { useRest } from '../../lib/use-rest.ts';

/** Rest before asking, ms: one question for a quantity that is typed. */
const REST_MS = 350;

/** The bill that lines under the hand make. `isStale`: `query.data` is still that of other lines. */
export interface LiveBill {
  readonly lines: readonly LineValue[];
  readonly query: ReturnType<typeof usePreviewBill>;
  readonly isStale: boolean;
  /** What the customer pays for a line, whole fen by item; only what this reader sees, and only of a bill that is not stale. */
  readonly charges: ReadonlyMap<string, number>;
}

/**
 * Asks the server for the bill of a step's lines whenever they have come to rest; nothing while there are none.
 *
 * @param enabled false for a form without lines to fill in
 */
export function useLiveBill(
  order: Parameters<typeof linesNow>[0] & { readonly id: string },
  { shown, values }: LiveForm,
  enabled: boolean,
): LiveBill {
  const fields = shown.map(({ definition }) => definition);
  const lines = enabled ? linesNow(order, fields, Object.fromEntries(shown.map(({ definition, value }) => [definition.key, value]))) : [];
  const current = JSON.stringify({ lines, values: pricedValues(fields, values) });
  const asked = useRest(current, REST_MS);
  const query = usePreviewBill(order.id, asked);
  const isStale = asked !== current || query.isPlaceholderData || query.data === undefined;
  const priced = isStale ? [] : (query.data?.lines ?? []);
  const charges = new Map(priced.flatMap(({ item, charge }) => (charge === null ? [] : [[item, charge] as const])));
  return { lines, query, isStale, charges };
}

function usePreviewBill(orderId: string, asked: string) {
  const { lines, values } = JSON.parse(asked) as { lines: LineValue[]; values: Record<string, never> };
  return useQuery({
    ...contractQuery<typeof previewBill>(previewBillMeta, { orderId, lines, values }),
    enabled: lines.length > 0,
    placeholderData: keepPreviousData,
  });
}

import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { useState } from 'react';
import type { Selection } from '../../ui/data-table.tsx';
import { t } from './list-messages.ts';

const KEPT = 'mingdan.orders.selected';

export interface OrderSelection extends Selection<OrderSummary> {
  readonly ids: readonly string[];
  readonly clear: () => void;
}

/** Ticked orders, over pages, filters and going back: kept for this tab until they are cleared. */
export function useOrderSelection(): OrderSelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set((sessionStorage.getItem(KEPT) ?? '').split(',').filter(Boolean)));
  const keep = (next: ReadonlySet<string>) => {
    sessionStorage.setItem(KEPT, [...next].join(','));
    setIds(next);
  };
  return {
    ids: [...ids],
    has: (order) => ids.has(order.id),
    label: (order) => t('select.row', { number: order.number }),
    set: (orders, on) => {
      const next = new Set(ids);
      for (const { id } of orders)
        if (on) next.add(id);
        else next.delete(id);
      keep(next);
    },
    clear: () => keep(new Set()),
  };
}

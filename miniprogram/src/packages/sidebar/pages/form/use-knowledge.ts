import type { CustomerView } from '@mingdan/shared/contracts/customers';
import type { getOrder, listOrders, OrderView } from '@mingdan/shared/contracts/orders';
import { getOrderMeta, listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { useEffect, useState } from 'react';
import { call } from '../../../../lib/api.ts';
import type { Earlier } from '../../lib/known.ts';

/** What was filled in the customer's last order of a template; `none` when there is none, or nobody can say now. */
export type LastOrder =
  | { readonly step: 'asking' }
  | { readonly step: 'none' }
  | { readonly step: 'found'; readonly at: number; readonly filled: readonly Earlier[] };

/** An order that was cancelled tells as much about place and device as one that was done. */
function filledOf({ filled }: OrderView): readonly Earlier[] {
  return filled.flatMap(({ fields }) => fields.map(({ key, type, value }) => ({ key, type, value })));
}

/** Looks for the customer's last order of this template. Without it the form just starts emptier. */
export function useLastOrder(customer: CustomerView, code: string): LastOrder {
  const [last, setLast] = useState<LastOrder>({ step: 'asking' });
  useEffect(() => {
    let current = true;
    const find = async (): Promise<LastOrder> => {
      const orders = await call<typeof listOrders>(listOrdersMeta, { customerId: customer.id, templateCode: code, limit: 1 });
      const newest = orders.ok ? orders.value.items[0] : undefined;
      if (!newest) return { step: 'none' };
      const order = await call<typeof getOrder>(getOrderMeta, { orderId: newest.id });
      return order.ok ? { step: 'found', at: newest.createdAt, filled: filledOf(order.value) } : { step: 'none' };
    };
    void find().then((found) => current && setLast(found));
    return () => {
      current = false;
    };
  }, [customer.id, code]);
  return last;
}

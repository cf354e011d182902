import { getRouteApi } from '@tanstack/react-router';
import { OrderListPage } from '../../features/orders/order-list-page.tsx';

const route = getRouteApi('/shell/orders');

/** Filters, page and drawer of the order list, from and to the address. */
export function OrdersRoute() {
  const { peek, cursor, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const at = cursor === undefined ? filters : { ...filters, cursor };
  return (
    <OrderListPage
      filters={filters}
      cursor={cursor}
      peek={peek}
      onFilters={(next) => void navigate({ search: next })}
      onCursor={(next) => void navigate({ search: next === undefined ? filters : { ...filters, cursor: next } })}
      onPeek={(orderId) => void navigate({ search: orderId === undefined ? at : { ...at, peek: orderId }, resetScroll: false })}
    />
  );
}

import { getRouteApi } from '@tanstack/react-router';
import { OrderListPage } from '../../features/orders/order-list-page.tsx';

const route = getRouteApi('/shell/orders');

/** Filters and drawer of the order list, from and to the address. */
export function OrdersRoute() {
  const { peek, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <OrderListPage
      filters={filters}
      peek={peek}
      onFilters={(next) => void navigate({ search: next })}
      onPeek={(orderId) => void navigate({ search: orderId === undefined ? filters : { ...filters, peek: orderId }, resetScroll: false })}
    />
  );
}

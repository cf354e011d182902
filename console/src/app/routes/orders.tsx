import { getRouteApi } from '@tanstack/react-router';
import { OrderListPage } from '../../features/orders/order-list-page.tsx';
import { useMe } from '../../lib/access.ts';
import { rememberWords, useSearchWords } from '../../lib/search-words.ts';

const route = getRouteApi('/shell/orders');

/** Filters, page and drawer of the order list, from and to the address; what was searched for stays out of it. */
export function OrdersRoute() {
  const { peek, cursor, ...search } = route.useSearch();
  const q = useSearchWords();
  const { csrf } = useMe();
  const navigate = route.useNavigate();
  const at = cursor === undefined ? search : { ...search, cursor };
  return (
    <OrderListPage
      filters={q === undefined ? search : { ...search, q }}
      cursor={cursor}
      peek={peek}
      onFilters={async ({ q: words, ...next }) => void navigate({ search: next, state: await rememberWords(words, csrf) })}
      onCursor={(next) => void navigate({ search: next === undefined ? search : { ...search, cursor: next }, state: true })}
      onPeek={(orderId) =>
        void navigate({ search: orderId === undefined ? at : { ...at, peek: orderId }, state: true, resetScroll: false })
      }
    />
  );
}

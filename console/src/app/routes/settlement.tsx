import { getRouteApi } from '@tanstack/react-router';
import { SettlementListPage } from '../../features/settlement/settlement-list-page.tsx';

const route = getRouteApi('/shell/settlement');

/** The settlement list; a row opens the order, where its money is explained. */
export function SettlementRoute() {
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  return <SettlementListPage state={state} onOpen={(orderId) => void navigate({ to: '/orders/$orderId', params: { orderId } })} />;
}

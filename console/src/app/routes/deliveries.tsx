import { getRouteApi } from '@tanstack/react-router';
import { DeliveriesPage } from '../../features/notifications/deliveries-page.tsx';

const route = getRouteApi('/shell/deliveries');

export function DeliveriesRoute() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  return <DeliveriesPage filters={filters} onFilters={(next) => void navigate({ search: next })} />;
}

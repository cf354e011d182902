import { getRouteApi } from '@tanstack/react-router';
import { DeliveriesPage } from '../../features/notifications/deliveries-page.tsx';

const route = getRouteApi('/shell/deliveries');

export function DeliveriesRoute() {
  const { status } = route.useSearch();
  return <DeliveriesPage status={status} />;
}

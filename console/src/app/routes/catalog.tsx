import { getRouteApi } from '@tanstack/react-router';
import { CatalogPage } from '../../features/catalog/catalog-page.tsx';

const route = getRouteApi('/shell/catalog');

export function CatalogRoute() {
  const navigate = route.useNavigate();
  return <CatalogPage filters={route.useSearch()} onFilters={(search) => void navigate({ search })} />;
}

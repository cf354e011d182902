import { getRouteApi } from '@tanstack/react-router';
import { CatalogPage } from '../../features/catalog/catalog-page.tsx';

const route = getRouteApi('/shell/catalog');

export function CatalogRoute() {
  const { kind, q } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <CatalogPage
      kind={kind}
      q={q}
      onSearch={(words) =>
        void navigate({ search: { ...(kind === undefined ? {} : { kind }), ...(words === undefined ? {} : { q: words }) } })
      }
    />
  );
}

import { getRouteApi } from '@tanstack/react-router';
import { AuditPage } from '../../features/audit/audit-page.tsx';

const route = getRouteApi('/shell/audit');

export function AuditRoute() {
  const { row, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <AuditPage
      filters={filters}
      openId={row}
      onFilters={(next) => void navigate({ search: next })}
      onOpen={(rowId) => void navigate({ search: rowId === undefined ? filters : { ...filters, row: rowId }, resetScroll: false })}
    />
  );
}

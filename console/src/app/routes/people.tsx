import { getRouteApi } from '@tanstack/react-router';
import { PeoplePage } from '../../features/people/people-page.tsx';

const route = getRouteApi('/shell/people');

export function PeopleRoute() {
  const { edit, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <PeoplePage
      filters={filters}
      edit={edit}
      onFilters={(next) => void navigate({ search: next })}
      onEdit={(next) => void navigate({ search: next === undefined ? filters : { ...filters, edit: next }, resetScroll: false })}
    />
  );
}

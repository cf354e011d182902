import { getRouteApi } from '@tanstack/react-router';
import { OutletsPage } from '../../features/people/outlets-page.tsx';

const route = getRouteApi('/shell/outlets');

export function OutletsRoute() {
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <OutletsPage edit={edit} onEdit={(next) => void navigate({ search: next === undefined ? {} : { edit: next }, resetScroll: false })} />
  );
}

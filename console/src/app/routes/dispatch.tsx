import { getRouteApi } from '@tanstack/react-router';
import { BoardPage } from '../../features/dispatch/board-page.tsx';
import { RosterPage } from '../../features/dispatch/roster-page.tsx';

const board = getRouteApi('/shell/dispatch');
const roster = getRouteApi('/shell/roster');

export function DispatchRoute() {
  const { order, ...filters } = board.useSearch();
  const navigate = board.useNavigate();
  return (
    <BoardPage
      filters={filters}
      order={order}
      onFilters={(next) => void navigate({ search: order === undefined ? next : { ...next, order }, resetScroll: false })}
      onOrder={(next) => void navigate({ search: next === undefined ? filters : { ...filters, order: next }, resetScroll: false })}
    />
  );
}

export function RosterRoute() {
  const { edit, ...filters } = roster.useSearch();
  const navigate = roster.useNavigate();
  return (
    <RosterPage
      filters={filters}
      edit={edit}
      onFilters={(next) => void navigate({ search: next, resetScroll: false })}
      onEdit={(next) => void navigate({ search: next === undefined ? filters : { ...filters, edit: next }, resetScroll: false })}
    />
  );
}

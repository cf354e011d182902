import { getRouteApi } from '@tanstack/react-router';
import { MessageTemplateListPage } from '../../features/message-templates/message-template-list-page.tsx';

const route = getRouteApi('/shell/message-templates');

export function MessageTemplatesRoute() {
  const { edit, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <MessageTemplateListPage
      audience={filters.audience}
      edit={edit}
      onEdit={(next) => void navigate({ search: next === undefined ? filters : { ...filters, edit: next }, resetScroll: false })}
    />
  );
}

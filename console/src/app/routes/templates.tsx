import { getRouteApi } from '@tanstack/react-router';
import { TEMPLATE_SECTIONS } from '../../features/templates/template-body.tsx';
import { TemplatePage } from '../../features/templates/template-page.tsx';

const route = getRouteApi('/shell/templates/$code/$version');

export function TemplateRoute() {
  const { code, version } = route.useParams();
  const { section } = route.useSearch();
  return <TemplatePage code={code} version={version} section={TEMPLATE_SECTIONS.find((known) => known === section) ?? 'flow'} />;
}

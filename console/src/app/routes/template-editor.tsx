import { getRouteApi } from '@tanstack/react-router';
import { TemplateDiffPage } from '../../features/templates/template-diff-page.tsx';
import { TEMPLATE_DRAFT_SECTIONS, TemplateDraftPage } from '../../features/templates/template-draft-page.tsx';

const draft = getRouteApi('/shell/templates/drafts/$draftId');
const diff = getRouteApi('/shell/templates/$code/$version/diff');

export function TemplateDraftRoute() {
  const { draftId } = draft.useParams();
  const { section } = draft.useSearch();
  return (
    <TemplateDraftPage key={draftId} draftId={draftId} section={TEMPLATE_DRAFT_SECTIONS.find((known) => known === section) ?? 'form'} />
  );
}

export function TemplateDiffRoute() {
  const { code, version } = diff.useParams();
  return <TemplateDiffPage code={code} version={version} against={diff.useSearch().against} />;
}

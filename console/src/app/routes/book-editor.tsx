import { getRouteApi } from '@tanstack/react-router';
import { BookDiffPage } from '../../features/pricing/book-diff-page.tsx';
import { BookDraftPage, DRAFT_SECTIONS } from '../../features/pricing/draft-page.tsx';

const draft = getRouteApi('/shell/books/drafts/$draftId');
const diff = getRouteApi('/shell/books/$code/$version/diff');

export function BookDraftRoute() {
  const { draftId } = draft.useParams();
  const { section } = draft.useSearch();
  return <BookDraftPage key={draftId} draftId={draftId} section={DRAFT_SECTIONS.find((known) => known === section) ?? 'items'} />;
}

export function BookDiffRoute() {
  const { code, version } = diff.useParams();
  return <BookDiffPage code={code} version={version} against={diff.useSearch().against} />;
}

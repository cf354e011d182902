import { getRouteApi } from '@tanstack/react-router';
import { BookPage } from '../../features/pricing/book-page.tsx';
import { BOOK_SECTIONS } from '../../features/pricing/book-section.tsx';
import { BookTryPage } from '../../features/pricing/try-page.tsx';

const book = getRouteApi('/shell/books/$code/$version');
const trial = getRouteApi('/shell/books/$code/$version/try');

export function BookRoute() {
  const { code, version } = book.useParams();
  const { section, side = 'charge' } = book.useSearch();
  const shown = section === 'findings' ? section : (BOOK_SECTIONS.find((known) => known === section) ?? 'tiers');
  return <BookPage code={code} version={version} section={shown} side={side} />;
}

export function BookTryRoute() {
  const { code, version } = trial.useParams();
  return <BookTryPage code={code} version={version} />;
}

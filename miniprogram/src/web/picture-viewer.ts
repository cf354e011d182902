import { t } from '../messages/common.ts';

/**
 * Shows pictures over the whole page of a browser, the first one as given: beside each other, to be swiped. A press, Esc or going back puts them away.
 *
 * @param urls addresses of all of them, `current` among them
 */
export function showPictures(current: string, urls: readonly string[]): void {
  const before = document.activeElement;
  const viewer = document.createElement('div');
  viewer.className = 'viewer';
  viewer.tabIndex = -1;
  viewer.setAttribute('role', 'dialog');
  viewer.setAttribute('aria-modal', 'true');
  viewer.setAttribute('aria-label', t('picture.close'));
  viewer.append(...urls.map(pictureOf));
  const close = () => {
    viewer.remove();
    removeEventListener('hashchange', close);
    removeEventListener('keydown', byKey);
    if (before instanceof HTMLElement) before.focus();
  };
  const byKey = ({ key }: KeyboardEvent) => key === 'Escape' && close();
  viewer.addEventListener('click', close);
  addEventListener('hashchange', close);
  addEventListener('keydown', byKey);
  document.body.append(viewer);
  viewer.children[Math.max(0, urls.indexOf(current))]?.scrollIntoView();
  viewer.focus();
}

function pictureOf(url: string): HTMLElement {
  const place = document.createElement('div');
  const picture = document.createElement('img');
  picture.src = url;
  picture.alt = '';
  place.append(picture);
  return place;
}

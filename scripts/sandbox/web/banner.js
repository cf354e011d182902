// @ts-check
import { h, icon } from './dom.js';

/** How long a notice stays, ms; what it tells is counted elsewhere as well. */
const SHOWN_MS = 8000;

/** A notice from above, as a phone shows it. */
export function createBanner() {
  const element = h('div', { class: 'banner', hidden: true, role: 'status' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const hide = () => {
    element.hidden = true;
  };
  return {
    element,
    /** @param {string} words @param {() => void} [open] what a tap on it shows */
    tell(words, open) {
      const tap = () => {
        hide();
        open?.();
      };
      clearTimeout(timer);
      element.replaceChildren(h('button', { onclick: tap }, icon('chat'), h('span', {}, words)));
      element.hidden = false;
      timer = setTimeout(hide, SHOWN_MS);
    },
  };
}

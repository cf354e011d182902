import Taro from '@tarojs/taro';
import { IS_H5 } from './place.ts';

/** What stays free above what was brought up, in CSS pixels. */
const GAP_PX = 16;
/** Milliseconds that a mini-program's page may take. */
const MOTION_MS = 160;

/**
 * Brings the first thing on the page that the selector names near its top, once what was just set is drawn. In a browser at once: its own smooth scrolling
 * takes longer than anything moves here, and moves what a thumb is about to press. Pages that were left stand hidden in the same document: they are not meant.
 */
export function bringUp(selector: string, gapPx = GAP_PX): void {
  if (!IS_H5) {
    Taro.nextTick(() => void Taro.pageScrollTo({ selector, duration: MOTION_MS, offsetTop: -gapPx }));
    return;
  }
  requestAnimationFrame(() => {
    const found = [...document.querySelectorAll<HTMLElement>(selector)].find((each) => each.offsetParent !== null);
    if (!found) return;
    found.style.scrollMarginTop = `${gapPx}px`;
    found.scrollIntoView({ block: 'start', behavior: 'instant' });
  });
}

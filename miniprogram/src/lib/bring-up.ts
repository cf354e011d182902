import Taro from '@tarojs/taro';
import { IS_H5 } from './place.ts';

/** What stays free above what was brought up, in CSS pixels. */
const GAP_PX = 16;
/** The longest that anything moves here. */
const MOTION_MS = 160;

/**
 * Scrolls the page until the first thing on it that the selector names stands near its top, once what was just set is drawn.
 * At once where the person wants no motion. Pages that were left stand hidden in the same document: they are not meant.
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
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    found.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
  });
}

import { IS_H5 } from './place.ts';

/** Name of a control for whoever hears the page. The browser's own element lies inside of Taro's and is reached by `nativeProps`. */
export function spokenName(name: string): { nativeProps?: Record<string, unknown> } {
  return IS_H5 ? { nativeProps: { 'aria-label': name } } : {};
}

/** What a picture shows, for whoever does not see it. */
export function spokenPicture(words: string): { nativeProps?: Record<string, unknown> } {
  return IS_H5 ? { nativeProps: { alt: words } } : {};
}

/** Lets the keyboard reach what scrolls, also where it holds nothing to press. */
export function reachable(): { tabIndex?: number } {
  return IS_H5 ? { tabIndex: 0 } : {};
}

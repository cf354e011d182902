// @ts-check
/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Makes an element. Attributes starting with `on` are listeners; `class`, `data-*` and the rest are attributes; null and false are left out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) if (child || child === '') element.append(child);
  return element;
}

/** Outline icons on a 24 grid, one stroke. */
const ICONS = {
  chat: 'M4 5h16v11H9l-4 3v-3H4z',
  grid: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5 8-5s7 1 8 5',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  reload: 'M20 12a8 8 0 1 1-2.3-5.6M20 4v5h-5',
  open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  work: 'M5 4h14v16H5zM8 9h8M8 13h8M8 17h5',
  next: 'M9 5l7 7-7 7',
  check: 'M5 12l5 5L20 7',
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5',
  pin: 'M12 21s7-6.5 7-12a7 7 0 1 0-14 0c0 5.5 7 12 7 12zM12 11.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
};

/**
 * @param {keyof typeof ICONS} name
 * @returns {HTMLElement}
 */
export function icon(name) {
  const holder = h('span', { class: 'icon', 'aria-hidden': 'true' });
  holder.innerHTML = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><path d="${ICONS[name]}"/></svg>`;
  return holder;
}

/** Phones go by Beijing time, as the product does, whatever clock the machine has. */
const ZONE = { timeZone: 'Asia/Shanghai' };

/**
 * What a phone's clock shows: 08:23.
 *
 * @param {number} at epoch milliseconds
 */
export const clockTime = (at) => new Date(at).toLocaleTimeString('zh-CN', { ...ZONE, hour: '2-digit', minute: '2-digit', hour12: false });

/**
 * The clock time, with the day when it is not today.
 *
 * @param {number} at epoch milliseconds
 */
export function when(at) {
  const day = (/** @type {number} */ instant) =>
    new Date(instant).toLocaleDateString('zh-CN', { ...ZONE, month: 'long', day: 'numeric', year: 'numeric' });
  const [, monthAndDay = ''] = day(at).split('年');
  return day(at) === day(Date.now()) ? clockTime(at) : `${monthAndDay} ${clockTime(at)}`;
}

/**
 * Calls `changed` whenever the server says so, and again after a broken line is back.
 *
 * @param {string} path
 * @param {() => void} changed
 */
export function listen(path, changed) {
  const source = new EventSource(path);
  source.addEventListener('world', changed);
  source.addEventListener('journal', changed);
  source.addEventListener('open', changed);
}

/**
 * @param {string} path
 * @param {unknown} [body] given: a POST
 * @returns {Promise<any>}
 */
export async function ask(path, body) {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, init);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `HTTP ${response.status}`);
  return answer;
}

// @ts-check
import { h, icon } from './dom.js';

/** @typedef {'sidebar' | 'work' | 'link'} LayerName */

/**
 * The web views of a phone: each stays loaded while it is put away, as on a real one, until the phone changes hands.
 */
export class Layers {
  /** @type {Map<LayerName, {frame: HTMLIFrameElement, section: HTMLElement, url: string}>} */
  #open = new Map();
  /** @type {LayerName | null} */
  shown = null;
  /** @type {HTMLElement} */
  #host;
  /** @type {() => void} */
  #changed;
  /** @type {() => void} */
  #toMessages;
  #unread = 0;

  /**
   * @param {HTMLElement} host
   * @param {() => void} changed called when a layer is shown or put away
   * @param {() => void} toMessages leaves the web view for what has arrived
   */
  constructor(host, changed, toMessages) {
    this.#toMessages = toMessages;
    this.#host = host;
    this.#changed = changed;
    window.addEventListener('message', (event) => {
      if (event.origin === location.origin && event.data?.phone === 'close') this.hide();
    });
  }

  /**
   * Shows a layer; loads it when it is not yet there or shall show another address.
   *
   * @param {LayerName} name
   * @param {string} url
   * @param {string} title
   * @param {string} [start] where 回到首页 leads: the app's own first page, where a card opened one of its other pages
   */
  show(name, url, title, start = url) {
    const open = this.#open.get(name);
    if (open && open.url !== url) this.drop(name);
    if (!this.#open.has(name)) this.#load(name, url, title, start);
    this.shown = name;
    this.#paint();
    this.#changed();
  }

  hide() {
    if (this.shown === null) return;
    this.shown = null;
    this.#paint();
    this.#changed();
  }

  /** @param {LayerName} name */
  drop(name) {
    this.#open.get(name)?.section.remove();
    this.#open.delete(name);
    if (this.shown === name) this.hide();
  }

  /** Messages that wait behind the web view. @param {number} count */
  setUnread(count) {
    this.#unread = count;
    this.#paint();
  }

  dropAll() {
    for (const name of [...this.#open.keys()]) this.drop(name);
  }

  /** @param {LayerName} name @param {string} url @param {string} title @param {string} start */
  #load(name, url, title, start) {
    const frame = /** @type {HTMLIFrameElement} */ (h('iframe', { src: url, name, title, allow: 'clipboard-write; geolocation' }));
    const reload = () => frame.contentWindow?.location.reload();
    // the client's own way out of a page that has none; not history, which all frames of a page share
    const toStart = () => {
      frame.src = start;
    };
    const head = h(
      'header',
      { class: 'layer-head' },
      h('b', {}, title),
      h(
        'button',
        { class: 'to-messages', 'data-testid': 'to-messages', hidden: true, onclick: () => this.#toMessages() },
        '新消息 ',
        h('span', { class: 'badge' }),
      ),
      h(
        'span',
        { class: 'capsule' },
        h('button', { 'aria-label': '回到首页', 'data-testid': 'layer-start', onclick: toStart }, icon('home')),
        h('button', { 'aria-label': '刷新页面', onclick: reload }, icon('reload')),
        h('button', { 'aria-label': '关闭页面', 'data-testid': 'close-layer', onclick: () => this.hide() }, icon('close')),
      ),
    );
    const section = h('section', { class: `layer ${name}`, hidden: true }, head, frame);
    this.#host.append(section);
    this.#open.set(name, { frame, section, url });
  }

  #paint() {
    for (const [name, { section }] of this.#open) {
      section.hidden = name !== this.shown;
      const chip = /** @type {HTMLElement} */ (section.querySelector('.to-messages'));
      chip.hidden = this.#unread === 0;
      /** @type {HTMLElement} */ (chip.querySelector('.badge')).textContent = String(this.#unread);
    }
  }
}

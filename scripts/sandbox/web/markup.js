// @ts-check
import { h } from './dom.js';

const TAG = /<(\/?)(a|div|br|font)\b([^>]*)>/gi;

/**
 * The few tags the platform honours in a text or a text card, as nodes; everything else stays plain text.
 *
 * @param {string} source
 * @param {(url: string) => void} open
 * @returns {Node[]}
 */
export function richText(source, open) {
  const root = h('div');
  /** @type {HTMLElement[]} */
  const stack = [root];
  const top = () => /** @type {HTMLElement} */ (stack[stack.length - 1]);
  let from = 0;
  for (const found of source.matchAll(TAG)) {
    top().append(source.slice(from, found.index));
    from = found.index + found[0].length;
    const [, closing, name = '', attributes = ''] = found;
    const tag = name.toLowerCase();
    if (tag === 'br') top().append(h('br'));
    else if (closing) {
      if (stack.length > 1) stack.pop();
    } else stack.push(nodeFor(tag, attributes, open, top()));
  }
  top().append(source.slice(from));
  return [...root.childNodes];
}

/**
 * @param {string} tag
 * @param {string} attributes
 * @param {(url: string) => void} open
 * @param {HTMLElement} parent
 */
function nodeFor(tag, attributes, open, parent) {
  const href = /href\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1] ?? '';
  const kind = /class\s*=\s*["']?(gray|highlight|normal)/i.exec(attributes)?.[1] ?? 'normal';
  const isLink = tag === 'a' && /^https?:\/\//.test(href);
  const node = isLink ? h('button', { class: 'text-link', onclick: () => open(href) }) : h(tag === 'div' ? 'div' : 'span', { class: kind });
  parent.append(node);
  return node;
}

/**
 * Plain words with their addresses made into links.
 *
 * @param {string} words
 * @param {(url: string) => void} open
 * @returns {Node[]}
 */
export function linkified(words, open) {
  return words.split(/(https?:\/\/[^\s，。]+)/).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    return h('button', { class: 'text-link', onclick: () => open(part) }, part);
  });
}

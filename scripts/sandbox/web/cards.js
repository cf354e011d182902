// @ts-check
import { h, icon } from './dom.js';
import { richText } from './markup.js';

/**
 * @typedef {object} CardActs
 * @property {(url: string) => void} open opens an address in the phone
 * @property {(page: string) => void} openMiniProgram
 * @property {(msgid: string, key: string) => void} press
 * @property {(msgid: string) => boolean} isPressed a press of this message has no answer yet
 */

/**
 * A place to go: type 1 is an address, 2 a mini-program page; undefined when there is none.
 *
 * @param {any} target
 * @param {CardActs} acts
 */
function goTo(target, acts) {
  if (target?.type === 1 && target.url) return () => acts.open(target.url);
  if (target?.type === 2) return () => acts.openMiniProgram(target.pagepath ?? '');
  return undefined;
}

/** @param {any} card @param {CardActs} acts */
function rows(card, acts) {
  const list = card.horizontal_content_list ?? [];
  if (list.length === 0) return null;
  return h(
    'dl',
    { class: 'card-rows' },
    list.map((/** @type {any} */ row) => {
      const go = row.type === 1 ? () => acts.open(row.url) : undefined;
      const value = go ? h('button', { class: 'text-link', onclick: go }, row.value ?? '') : (row.value ?? '');
      return h('div', {}, h('dt', {}, row.keyname), h('dd', {}, value));
    }),
  );
}

/** @param {any} card @param {CardActs} acts */
function jumps(card, acts) {
  return (card.jump_list ?? []).map((/** @type {any} */ jump) =>
    h('button', { class: 'card-jump', onclick: goTo(jump, acts) ?? null }, h('span', {}, jump.title), icon('next')),
  );
}

/** The buttons, or the words in their place once they are spent. @param {any} message @param {CardActs} acts */
function buttons(message, acts) {
  const { content: card } = message;
  const list = card.button_list ?? (card.submit_button ? [{ ...card.submit_button, style: 1 }] : []);
  if (message.replaced !== null)
    return h('div', { class: 'card-buttons' }, h('button', { class: 'card-button spent', disabled: true }, message.replaced));
  if (list.length === 0) return null;
  return h(
    'div',
    { class: `card-buttons${list.length > 2 ? ' stacked' : ''}` },
    list.map((/** @type {any} */ one) => {
      const isLink = one.type === 1;
      const waiting = message.clickedKey === one.key && !isLink;
      const press = () => (isLink ? acts.open(one.url) : acts.press(message.msgid, one.key));
      const disabled = (message.clickedKey !== null || acts.isPressed(message.msgid)) && !isLink;
      return h(
        'button',
        { class: `card-button style-${one.style ?? 1}${waiting ? ' waiting' : ''}`, 'data-key': one.key, disabled, onclick: press },
        waiting ? '处理中…' : one.text,
      );
    }),
  );
}

/** @param {any} message @param {CardActs} acts */
function templateCard(message, acts) {
  const { content: card } = message;
  const go = goTo(card.card_action, acts);
  const source = card.source?.desc ? h('div', { class: `card-source colour-${card.source.desc_color ?? 0}` }, card.source.desc) : null;
  const picture = card.card_image?.url ? h('img', { class: 'card-picture', src: card.card_image.url, alt: '' }) : null;
  const quote = card.quote_area
    ? h('blockquote', { class: 'card-quote' }, card.quote_area.title && h('b', {}, card.quote_area.title), card.quote_area.quote_text ?? '')
    : null;
  const emphasis = card.emphasis_content?.title
    ? h('div', { class: 'card-emphasis' }, h('b', {}, card.emphasis_content.title), h('small', {}, card.emphasis_content.desc ?? ''))
    : null;
  const vertical = (card.vertical_content_list ?? []).map((/** @type {any} */ one) =>
    h('div', { class: 'card-vertical' }, h('b', {}, one.title), h('p', {}, one.desc ?? '')),
  );
  const body = h(
    'div',
    { class: `card-body${go ? ' goes' : ''}`, onclick: go ?? null },
    source,
    picture,
    card.main_title?.title && h('h3', {}, card.main_title.title),
    card.main_title?.desc && h('p', { class: 'card-desc' }, card.main_title.desc),
    emphasis,
    quote,
    card.sub_title_text && h('p', { class: 'card-sub' }, card.sub_title_text),
    vertical,
  );
  return h(
    'article',
    { class: 'card', 'data-task': card.task_id ?? '' },
    body,
    rows(card, acts),
    jumps(card, acts),
    buttons(message, acts),
  );
}

/** @param {any} content @param {CardActs} acts */
function textCard(content, acts) {
  return h(
    'article',
    { class: 'card' },
    h(
      'div',
      { class: 'card-body goes', onclick: () => acts.open(content.url) },
      h('h3', {}, content.title),
      h('div', { class: 'card-words' }, richText(content.description, acts.open)),
    ),
    h('button', { class: 'card-jump', onclick: () => acts.open(content.url) }, h('span', {}, content.btntxt ?? '详情'), icon('next')),
  );
}

/** 小程序通知消息, and a customer's 服务通知: words in rows that open a page of the mini-program. @param {any} content @param {CardActs} acts */
function programCard(content, acts) {
  const items = content.rows ?? (content.content_item ?? []).map((/** @type {any} */ one) => ({ keyname: one.key, value: one.value }));
  const open = () => acts.openMiniProgram(content.page ?? '');
  return h(
    'article',
    { class: 'card', 'data-page': content.page ?? '' },
    h(
      'div',
      { class: 'card-body goes', onclick: open },
      h('h3', {}, content.title),
      content.description && h('p', { class: 'card-desc' }, content.description),
    ),
    rows({ horizontal_content_list: items }, acts),
    h('button', { class: 'card-jump', onclick: open }, h('span', {}, '进入小程序查看'), icon('next')),
  );
}

/**
 * A message of the app as WeCom draws it.
 *
 * @param {any} message
 * @param {CardActs} acts
 */
export function appMessage(message, acts) {
  if (message.msgtype === 'template_card') return templateCard(message, acts);
  if (message.msgtype === 'miniprogram_notice' || message.msgtype === 'subscribe') return programCard(message.content, acts);
  if (message.msgtype === 'textcard') return textCard(message.content, acts);
  return h('div', { class: 'bubble' }, richText(message.content.content ?? `[${message.msgtype}]`, acts.open));
}

/**
 * A message of a chat between member and customer.
 *
 * @param {any} message
 * @param {CardActs} acts
 * @param {Node[]} words the text with its links
 */
export function chatMessage(message, acts, words) {
  if (message.msgtype === 'text') return h('div', { class: 'bubble' }, words);
  if (message.msgtype === 'image') return h('img', { class: 'chat-picture', src: `/__phone/media/${message.link}`, alt: '图片' });
  const isMini = message.msgtype === 'miniprogram';
  const open = () => (isMini ? acts.openMiniProgram(message.link) : acts.open(message.link));
  return h(
    'button',
    { class: 'link-card', onclick: open, 'data-link': message.link },
    h('b', {}, message.title),
    h(
      'span',
      { class: 'link-row' },
      h('small', {}, message.desc || (isMini ? '点击打开小程序' : message.link)),
      h('span', { class: 'link-thumb' }, icon('work')),
    ),
    h('span', { class: 'link-foot' }, isMini ? '小程序' : '明单'),
  );
}

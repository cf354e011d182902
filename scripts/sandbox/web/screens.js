// @ts-check
import { appMessage, chatMessage } from './cards.js';
import { h, icon, when } from './dom.js';
import { linkified } from './markup.js';

const GAP_MS = 300_000;
const FACES = ['#0f766e', '#475569', '#1d4ed8', '#4d7c0f', '#6d5a8d', '#0e7490', '#7c5a52'];

/** @param {string} name */
export function face(name) {
  const sum = [...name].reduce((total, char) => total + (char.codePointAt(0) ?? 0), 0);
  return h('span', { class: 'face', style: `background:${FACES[sum % FACES.length]}` }, name.slice(0, 1));
}

/** A message in one line. @param {any} message */
export function preview(message) {
  if (!message) return '';
  if (message.msgtype === 'template_card') return `[卡片] ${message.content.main_title?.title ?? ''}`;
  if (['textcard', 'miniprogram_notice', 'subscribe'].includes(message.msgtype)) return `[卡片] ${message.content.title}`;
  if (message.content) return message.content.content ?? '';
  if (message.msgtype === 'news' || message.msgtype === 'miniprogram') return `[链接] ${message.title}`;
  return message.msgtype === 'image' ? '[图片]' : message.text;
}

/**
 * @param {{id: string, name: string, detail: string, at: number | null, unread: number, open: () => void, app: boolean}[]} rows
 */
export function chatList(rows) {
  if (rows.length === 0) return h('p', { class: 'empty' }, '还没有会话');
  return h(
    'ul',
    { class: 'rows' },
    rows.map((row) =>
      h(
        'li',
        {},
        h(
          'button',
          { class: 'row', 'data-testid': `chat-${row.id}`, onclick: row.open },
          row.app ? h('span', { class: 'face app-face' }, icon('work')) : face(row.name),
          h('span', { class: 'row-main' }, h('b', {}, row.name), h('small', {}, row.detail)),
          h(
            'span',
            { class: 'row-side' },
            h('small', {}, row.at ? when(row.at) : ''),
            row.unread > 0 && h('span', { class: 'badge' }, String(row.unread)),
          ),
        ),
      ),
    ),
  );
}

/** Rows of the list of conversations. @param {any} view @param {(id: string) => void} open @param {(id: string) => number} unread */
export function conversationRows(view, open, unread) {
  const app = view.app.at(-1);
  const appRow = {
    id: 'app',
    name: view.client === 'wecom' ? '明单工单' : '服务通知',
    detail: preview(app) || '工单通知会出现在这里',
    at: app?.at ?? null,
    unread: unread('app'),
    open: () => open('app'),
    app: true,
  };
  const chats = view.chats.map((/** @type {any} */ one) => ({
    id: one.id,
    name: one.name,
    detail: preview(one.last) || (view.client === 'wecom' ? '@微信' : ''),
    at: one.last?.at ?? null,
    unread: unread(one.id),
    open: () => open(one.id),
    app: false,
  }));
  // WeChat shows 服务通知 once something has come
  return view.client === 'wecom' || app ? [appRow, ...chats] : chats;
}

/** A line with the time where the talk paused. @param {number} at @param {number} before */
const pause = (at, before) => (at - before > GAP_MS ? h('div', { class: 'pause' }, when(at)) : null);

/**
 * @param {any} view
 * @param {string} id `app` or the other side of a chat
 * @param {import('./cards.js').CardActs} acts
 */
export function conversation(view, id, acts) {
  const chat = view.chats.find((/** @type {any} */ one) => one.id === id);
  const messages = id === 'app' ? view.app : (chat?.messages ?? []);
  if (messages.length === 0)
    return [h('p', { class: 'empty' }, id === 'app' ? '还没有通知。有新工单时，卡片会出现在这里。' : '还没有消息，打个招呼吧')];
  const mineFrom = view.client === 'wecom' ? 'member' : 'customer';
  return messages.map((/** @type {any} */ message, /** @type {number} */ index) => {
    const before = messages[index - 1]?.at ?? 0;
    const mine = id === 'app' ? message.from === 'me' : message.from === mineFrom;
    const content = id === 'app' ? appMessage(message, acts) : chatMessage(message, acts, linkified(message.text, acts.open));
    const who = mine ? face(view.me.name) : id === 'app' ? h('span', { class: 'face app-face' }, icon('work')) : face(chat?.name ?? '');
    return h(
      'div',
      { class: 'message-group' },
      pause(message.at, before),
      h('div', { class: `message${mine ? ' mine' : ''}`, 'data-msgid': message.msgid ?? message.id }, who, content),
    );
  });
}

/**
 * Where somebody else takes the phone.
 *
 * @param {any} view
 * @param {(id: string) => void} hand
 */
export function people(view, hand) {
  return h(
    'div',
    { class: 'people-screen' },
    h(
      'div',
      { class: 'me-card' },
      face(view.me.name),
      h('div', {}, h('b', {}, view.me.name), h('small', {}, view.client === 'wecom' ? view.corp : `微信号 ${view.me.id.slice(0, 12)}…`)),
    ),
    h('p', { class: 'section-title' }, '换一个人用这部手机'),
    h(
      'ul',
      { class: 'rows' },
      view.people.map((/** @type {any} */ one) =>
        h(
          'li',
          {},
          h(
            'button',
            { class: 'row', 'data-testid': `person-${one.id}`, onclick: () => hand(one.id) },
            face(one.name),
            h('span', { class: 'row-main' }, h('b', {}, one.name), h('small', {}, one.detail)),
            one.id === view.me.id && h('span', { class: 'holder' }, icon('check')),
          ),
        ),
      ),
    ),
  );
}

/**
 * The workbench (工作台) with its one app.
 *
 * @param {any} view
 * @param {() => void} open
 */
export function workbench(view, open) {
  return h(
    'div',
    { class: 'workbench' },
    h('p', { class: 'section-title' }, view.client === 'wecom' ? '应用' : '最近使用的小程序'),
    h(
      'button',
      { class: 'app-tile', 'data-testid': 'open-work', onclick: open },
      h('span', { class: 'face app-face large' }, icon('work')),
      h('b', {}, '明单'),
      h('small', {}, view.client === 'wecom' ? '工单与收益' : '我的服务'),
    ),
  );
}

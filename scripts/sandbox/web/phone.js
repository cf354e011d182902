// @ts-check
import { createBanner } from './banner.js';
import { ask, clockTime, h, icon, listen } from './dom.js';
import { Layers } from './layers.js';
import { Presses } from './presses.js';
import { ReadMarks } from './read-marks.js';
import { chatList, conversation, conversationRows, people, preview, workbench } from './screens.js';
import { createWhere } from './where.js';

/** @typedef {'messages' | 'work' | 'me'} Tab */

const device = /** @type {HTMLElement} */ (document.getElementById('device'));
const bar = h('header', { class: 'bar' });
const content = h('main', { class: 'content' });
const foot = h('footer', { class: 'foot' });
const layerHost = h('div', { class: 'layers' });
const banner = createBanner();
const where = createWhere((point) => void act({ do: 'stand', ...point }));
device.append(
  h('div', { class: 'status-bar' }, h('span', { id: 'clock' }), where.button, h('span', { class: 'signal' }, '5G')),
  h('div', { class: 'screen' }, bar, content, foot, layerHost, banner.element, where.sheet),
);

/** A conversation that ends so near below counts as read to its end, px. */
const NEAR_END_PX = 80;

/** What the sandbox last said; null until it has. @type {any} */
let view = null;
/** @type {Tab} */
let tab = 'messages';
/** The open conversation: `app`, a person's id, or none. @type {string | null} */
let talk = null;
/** What its holder has read; null until it is known who that is. @type {ReadMarks | null} */
let marks = null;
/** The end of the conversation is in sight, so what comes below it is to be seen as well. */
let atEnd = true;
/** What the screen was last drawn from. */
let drawn = '';

const layers = new Layers(
  layerHost,
  // what lay below a web view is read once it is put away
  () => draw(false),
  () => openTalk(conversations().find((id) => unread(id) > 0) ?? 'app'),
);

/** An address of the server as this phone reaches it; undefined for the rest of the world. @param {string} url */
function onThisPhone(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed) return undefined;
  const ours = [view.serverOrigin, ...view.phoneOrigins].includes(parsed.origin);
  return ours ? location.origin + parsed.pathname + parsed.search + parsed.hash : undefined;
}

const presses = new Presses(() => draw(false));

const acts = {
  /** @param {string} url */
  open(url) {
    const here = onThisPhone(url);
    if (here) layers.show('link', here, '明单', startOf(here));
    else window.open(url, '_blank', 'noopener');
  },
  /** @param {string} page a page of the mini-program, with or without `.html` */
  openMiniProgram(page) {
    const [path = '', query] = page.replace(/^\//, '').split('?');
    const hash = path.replace(/\.html$/, '') + (query ? `?${query}` : '');
    const url = `${location.origin}/m/#/${hash}`;
    layers.show('link', url, '明单', startOf(url));
  },
  /** @param {string} msgid @param {string} key */
  press: (msgid, key) => void presses.press(msgid, () => act({ do: 'click', msgid, key })),
  /** @param {string} msgid */
  isPressed: (msgid) => presses.isUnderWay(msgid),
};

/** @param {{ do: string, [more: string]: unknown }} what */
async function act(what) {
  try {
    await ask('/__phone/act', what);
  } catch (error) {
    // the reason is the developer's; who holds the phone reads what it means
    console.error(error);
    banner.tell(what.do === 'click' ? '这个按钮已失效，请看卡片的最新状态' : '没有成功，请再试一次');
  }
  await refresh();
}

/** @param {string} id */
function newest(id) {
  return id === 'app' ? (view.app.at(-1)?.at ?? 0) : (view.chats.find((/** @type {any} */ one) => one.id === id)?.last?.at ?? 0);
}

/** @param {string} id */
function unread(id) {
  const since = marks?.of(id) ?? 0;
  const messages = id === 'app' ? view.app.filter((/** @type {any} */ one) => one.from === 'app') : theirs(id);
  return messages.filter((/** @type {any} */ one) => one.at > since).length;
}

/** @param {string} id */
const theirs = (id) =>
  (view.chats.find((/** @type {any} */ one) => one.id === id)?.messages ?? []).filter(
    (/** @type {any} */ one) => one.from !== (view.client === 'wecom' ? 'member' : 'customer'),
  );

const unreadTotal = () => conversations().reduce((/** @type {number} */ sum, /** @type {string} */ id) => sum + unread(id), 0);

const conversations = () => [
  ...(view.client === 'wecom' || view.app.length > 0 ? ['app'] : []),
  ...view.chats.map((/** @type {any} */ one) => one.id),
];

/** @param {string} id */
function openTalk(id) {
  tab = 'messages';
  talk = id;
  layers.hide();
  if (view.name === 'staff' && id !== 'app' && id !== view.chatWith) void act({ do: 'open-chat', chatWith: id });
  draw(true);
}

/** The first page of whoever works with the app; a customer's link is the only page there is. @param {string} url */
function startOf(url) {
  if (view.client !== 'wecom') return url;
  return location.origin + (view.name === 'staff' ? view.pages.sidebar : view.pages.installer);
}

const openWork = () =>
  layers.show('work', location.origin + (view.client === 'wecom' ? view.pages.installer : view.pages.customer), '明单');
const openSidebar = () => layers.show('sidebar', location.origin + view.pages.sidebar, '客户服务');

/** What a fresh holder of the phone sees first. */
function begin() {
  const start = new URLSearchParams(location.search).get('start');
  marks = new ReadMarks(localStorage, view.me.id);
  tab = 'messages';
  talk = view.name === 'staff' ? (view.chatWith ?? 'app') : (view.chats[0]?.id ?? 'app');
  if (view.name === 'installer') talk = 'app';
  layers.dropAll();
  if (start === 'sidebar') openSidebar();
  if (start === 'work') openWork();
}

function title() {
  if (tab === 'me') return '我';
  if (tab === 'work') return view.client === 'wecom' ? '工作台' : '小程序';
  if (talk === null) return view.client === 'wecom' ? '消息' : '微信';
  if (talk === 'app') return view.client === 'wecom' ? '明单工单' : '服务通知';
  return view.chats.find((/** @type {any} */ one) => one.id === talk)?.name ?? '';
}

function drawBar() {
  const inTalk = tab === 'messages' && talk !== null;
  const elsewhere = inTalk ? unreadTotal() - unread(talk ?? '') : 0;
  const back = inTalk
    ? h(
        'button',
        {
          class: 'bar-button',
          // what waits in other conversations stands beside the way back to them
          'aria-label': elsewhere > 0 ? `返回，另有 ${elsewhere} 条新消息` : '返回',
          // what lies over the conversation goes first, as on a real phone
          onclick: () => {
            if (layers.shown !== null) {
              layers.hide();
              return;
            }
            talk = null;
            draw(true);
          },
        },
        icon('back'),
        elsewhere > 0 && h('span', { class: 'badge' }, String(elsewhere)),
      )
    : h('span');
  const isCustomer = inTalk && talk !== 'app' && view.client === 'wecom';
  bar.replaceChildren(back, h('b', {}, title(), isCustomer && h('small', { class: 'wechat-mark' }, '@微信')), h('span'));
}

/** @param {Tab} name @param {string} words @param {'chat' | 'grid' | 'person'} picture */
function tabButton(name, words, picture) {
  const count = name === 'messages' ? unreadTotal() : 0;
  const go = () => {
    tab = name;
    talk = null;
    draw(true);
  };
  return h(
    'button',
    { class: tab === name ? 'on' : '', 'data-testid': `tab-${name}`, 'aria-current': tab === name ? 'page' : null, onclick: go },
    icon(picture),
    h('span', {}, words),
    count > 0 && h('span', { class: 'badge' }, String(count)),
  );
}

function tabs() {
  return h(
    'nav',
    { class: 'tabs' },
    tabButton('messages', view.client === 'wecom' ? '消息' : '微信', 'chat'),
    tabButton('work', view.client === 'wecom' ? '工作台' : '小程序', 'grid'),
    tabButton('me', '我', 'person'),
  );
}

/** The line one writes in; kept while messages arrive. @param {string} id */
function composer(id) {
  // nobody answers a service notice
  if (id === 'app' && view.client === 'wechat') return h('div');
  const input = /** @type {HTMLInputElement} */ (
    h('input', { placeholder: id === 'app' ? '发消息给应用' : '发消息', 'aria-label': '发消息', maxlength: '500' })
  );
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    const words = input.value.trim();
    if (!words) return;
    input.value = '';
    void act(id === 'app' ? { do: 'write-app', content: words } : { do: 'write-chat', with: id, content: words });
  };
  const toolbar =
    view.name === 'staff' && id !== 'app'
      ? h('div', { class: 'toolbar' }, h('button', { 'data-testid': 'open-sidebar', onclick: openSidebar }, icon('work'), '明单工单'))
      : null;
  return h(
    'div',
    {},
    toolbar,
    h('form', { class: 'composer', 'data-talk': id, onsubmit: send }, input, h('button', { class: 'send', type: 'submit' }, '发送')),
  );
}

function drawFoot() {
  if (tab !== 'messages' || talk === null) {
    foot.replaceChildren(tabs());
    return;
  }
  const writing = foot.querySelector('form');
  if (writing?.dataset.talk !== talk) foot.replaceChildren(composer(talk));
}

/** True while a conversation is what one sees: no web view lies over it, and the phone itself is on the screen. */
const isReading = () => tab === 'messages' && talk !== null && layers.shown === null && content.clientHeight > 0;

/** @param {boolean} moved to another screen: start at its end */
function draw(moved) {
  if (!view) return;
  if (moved) atEnd = true;
  if (isReading() && talk !== null) marks?.read(talk, newest(talk));
  drawBar();
  if (tab === 'me') content.replaceChildren(people(view, (id) => void act({ do: 'hand', person: id })));
  else if (tab === 'work') content.replaceChildren(workbench(view, openWork));
  else if (talk === null) content.replaceChildren(chatList(conversationRows(view, openTalk, unread)));
  else content.replaceChildren(h('div', { class: 'talk' }, conversation(view, talk, acts)));
  sizes.disconnect();
  for (const one of [content, ...content.children]) sizes.observe(one);
  content.classList.toggle('talking', tab === 'messages' && talk !== null);
  drawFoot();
  where.paint(view);
  const count = unreadTotal();
  layers.setUnread(count);
  // whoever shows several phones side by side says so where this one is out of sight
  if (window.parent !== window) window.parent.postMessage({ phone: view.name, unread: count }, '*');
  toEnd();
}

/** The newest message is in sight, whatever has grown or was hidden meanwhile. */
function toEnd() {
  if (atEnd && tab === 'messages' && talk !== null) content.scrollTop = content.scrollHeight;
}
/** A phone that comes into sight, a picture that has loaded, a keyboard that goes: each moves the end. */
const sizes = new ResizeObserver(() => {
  toEnd();
  if (isReading() && talk !== null && unread(talk) > 0) draw(false);
});
content.addEventListener('scroll', () => {
  atEnd = content.scrollHeight - content.scrollTop - content.clientHeight < NEAR_END_PX;
});

/** Says what has just arrived where it is not already on the screen. @param {any} before */
function announce(before) {
  for (const id of conversations()) {
    if (unread(id) === 0 || newest(id) <= (before.get(id) ?? 0)) continue;
    if (id === talk && isReading()) continue;
    const chat = view.chats.find((/** @type {any} */ one) => one.id === id);
    banner.tell(id === 'app' ? preview(view.app.at(-1)) : `${chat?.name}：${preview(chat?.last)}`, () => openTalk(id));
  }
}

async function refresh() {
  // while the line is down the screen stays as it is; once it is back, `listen` asks anew
  const next = await ask('/__phone/view').catch(() => null);
  if (next === null) return;
  const text = JSON.stringify(next);
  if (text === drawn) return;
  drawn = text;
  const before = view;
  view = next;
  device.className = `${view.client} ${view.name}`;
  document.title = `${view.me.name} · ${view.client === 'wecom' ? '企业微信' : '微信'}`;
  if (!before || before.me.id !== view.me.id) {
    begin();
    draw(true);
    return;
  }
  if (before.chatWith !== view.chatWith) {
    const wasOpen = layers.shown === 'sidebar';
    layers.drop('sidebar');
    if (view.chatWith) talk = view.chatWith;
    if (wasOpen) openSidebar();
  }
  const known = new Map(
    conversations().map((id) => [
      id,
      id === 'app' ? (before.app.at(-1)?.at ?? 0) : (before.chats.find((/** @type {any} */ one) => one.id === id)?.last?.at ?? 0),
    ]),
  );
  announce(known);
  draw(false);
}

const clock = /** @type {HTMLElement} */ (document.getElementById('clock'));
const tick = () => {
  clock.textContent = clockTime(Date.now());
};
tick();
setInterval(tick, 10_000);
listen('/__phone/changes', () => void refresh());
void refresh();

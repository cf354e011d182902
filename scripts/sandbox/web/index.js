// @ts-check
import { ask, h, listen } from './dom.js';

const TITLES = { staff: '客服手机', installer: '师傅手机', customer: '客户手机' };
const CLIENTS = { staff: '企业微信', installer: '企业微信', customer: '微信' };
const OWNERS = { staff: '客服端', installer: '师傅端', customer: '客户端' };
const KINDS = { api: '接口', callback: '回调', oauth: '登录', jsapi: '客户端', phone: '手机' };

const stage = /** @type {HTMLElement} */ (document.getElementById('stage'));
const facts = /** @type {HTMLElement} */ (document.getElementById('facts'));
const switcher = /** @type {HTMLElement} */ (document.getElementById('switch'));
const log = h('div', { class: 'log', role: 'log', 'aria-label': '接口与回调记录' });

/** On a narrow screen one thing at a time. @param {string} name */
function choose(name) {
  document.body.dataset.shown = name;
  for (const button of switcher.querySelectorAll('button')) button.classList.toggle('on', button.dataset.name === name);
}

/** Who holds each phone, with the way to hand it over. @param {any} overview @param {any} people */
function build(overview, people) {
  for (const { name, origin } of overview.phones) {
    const isWecom = CLIENTS[/** @type {'staff'} */ (name)] === '企业微信';
    const list = isWecom
      ? people.members.map((/** @type {any} */ one) => [one.userid, one.name])
      : people.customers.map((/** @type {any} */ one) => [one.externalUserid, one.name]);
    const select = /** @type {HTMLSelectElement} */ (
      h(
        'select',
        { 'aria-label': `${TITLES[/** @type {'staff'} */ (name)]}在谁手里`, 'data-phone': name },
        list.map((/** @type {string[]} */ [id, words]) => h('option', { value: id }, words ?? '')),
      )
    );
    select.addEventListener('change', () => void ask('/__control/phone', { phone: name, person: select.value }));
    stage.append(
      h(
        'section',
        { class: 'phone', 'data-name': name },
        h(
          'header',
          {},
          h('b', {}, TITLES[/** @type {'staff'} */ (name)]),
          h('span', { class: 'client' }, CLIENTS[/** @type {'staff'} */ (name)]),
          select,
          h('a', { href: `${origin}/__phone/`, target: '_blank', rel: 'noopener', title: '单独打开' }, '单独打开'),
        ),
        h(
          'div',
          { class: 'bezel' },
          h('iframe', {
            src: `${origin}/__phone/${name === 'installer' ? '?start=work' : ''}`,
            title: TITLES[/** @type {'staff'} */ (name)],
            name: `phone-${name}`,
            allow: 'clipboard-write; geolocation',
          }),
        ),
      ),
    );
  }
  stage.append(
    h(
      'section',
      { class: 'journal', 'data-name': 'log' },
      h('header', {}, h('b', {}, '记录'), h('span', { class: 'client' }, '接口、登录与回调')),
      log,
    ),
  );
  const names = [
    ...overview.phones.map((/** @type {any} */ one) => [one.name, TITLES[/** @type {'staff'} */ (one.name)]]),
    ['log', '记录'],
  ];
  switcher.append(...names.map(([name, words]) => h('button', { 'data-name': name, onclick: () => choose(name) }, words)));
  choose('staff');
}

/** @param {any} entry */
function line(entry) {
  const time = new Date(entry.at).toLocaleTimeString('zh-CN', { hour12: false });
  const detail = h('pre', { class: 'detail', hidden: true }, JSON.stringify(entry.detail, null, 2));
  const toggle = () => {
    detail.hidden = !detail.hidden;
  };
  return h(
    'div',
    { class: `entry ${entry.ok ? 'good' : 'bad'}`, 'data-id': entry.id },
    h(
      'button',
      { onclick: toggle },
      h(
        'span',
        { class: `kind ${entry.kind}` },
        OWNERS[/** @type {'staff'} */ (entry.detail.phone)] ?? KINDS[/** @type {'api'} */ (entry.kind)],
      ),
      h('span', { class: 'name', title: entry.name }, entry.name.replace(/^\/cgi-bin\//, '')),
      entry.summary !== 'ok' && h('span', { class: 'sum' }, entry.ok ? entry.summary : `✕ ${entry.summary}`),
      h('time', {}, time),
    ),
    detail,
  );
}

/** @param {any} overview */
function paint(overview) {
  const state =
    overview.callbackVerified === null
      ? ['waiting', '回调地址等待验证']
      : overview.callbackVerified
        ? ['good', '回调地址已验证']
        : ['bad', '回调地址验证失败'];
  facts.replaceChildren(
    h('span', { class: `pill ${state[0]}`, title: overview.callbackUrl ?? '' }, state[1] ?? ''),
    h('code', {}, overview.corpId),
    h('a', { href: `${overview.serverUrl}/console/`, target: '_blank', rel: 'noopener' }, '打开管理后台'),
  );
  const opened = new Set(
    [...log.querySelectorAll('.entry')]
      .filter((one) => one.querySelector('pre:not([hidden])'))
      .map((one) => /** @type {HTMLElement} */ (one).dataset.id),
  );
  const lines = overview.journal.map(line);
  for (const one of lines) if (opened.has(one.dataset.id)) one.querySelector('pre').hidden = false;
  log.replaceChildren(...(lines.length > 0 ? lines : [h('p', { class: 'empty' }, '服务器调用接口、收到回调时，会一条条出现在这里')]));
  for (const { name, person } of overview.phones) {
    const select = /** @type {HTMLSelectElement | null} */ (stage.querySelector(`select[data-phone="${name}"]`));
    if (select && select.value !== person) select.value = person;
  }
}

const [first, people] = await Promise.all([ask('/__overview'), ask('/__control/people')]);
build(first, people);
paint(first);
listen('/__changes', () => void ask('/__overview').then(paint));

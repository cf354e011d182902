// @ts-check
import { ask, h, listen } from './dom.js';
import { createPicker } from './picker.js';
import { createTools } from './tools.js';

const TITLES = { staff: '客服手机', installer: '师傅手机', customer: '客户手机' };
const CLIENTS = { staff: '企业微信', installer: '企业微信', customer: '微信' };
const OWNERS = { staff: '客服端', installer: '师傅端', customer: '客户端' };

const stage = /** @type {HTMLElement} */ (document.getElementById('stage'));
const facts = /** @type {HTMLElement} */ (document.getElementById('facts'));
const switcher = /** @type {HTMLElement} */ (document.getElementById('switch'));
const tools = createTools(OWNERS);

/** On a narrow screen one thing at a time. @param {string} name */
function choose(name) {
  document.body.dataset.shown = name;
  for (const button of switcher.querySelectorAll('button')) button.classList.toggle('on', button.dataset.name === name);
}

/** @type {Map<string, ReturnType<typeof createPicker>>} */
const pickers = new Map();

/** @param {any} one */
const customerChoice = (one) => ({ id: one.externalUserid, name: one.name, words: '微信客户' });

/** Members by department, as they are listed. @param {any} people */
const teamsOf = ({ departments, members }) =>
  departments
    .map((/** @type {any} */ department) => ({
      name: department.name,
      people: members
        .filter((/** @type {any} */ one) => one.department[0] === department.id)
        .map((/** @type {any} */ one) => ({ id: one.userid, name: one.name, words: `${one.position} · ${one.userid}` })),
    }))
    .filter((/** @type {any} */ team) => team.people.length > 0);

/** How many messages wait on each phone: its own page says so. @type {Map<string, HTMLElement[]>} */
const waiting = new Map();

/** A count that is empty until something waits; whoever hears the page is told by the phone itself. @param {string} name */
function counter(name) {
  const badge = h('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  waiting.set(name, [...(waiting.get(name) ?? []), badge]);
  return badge;
}

/** @param {string} name @param {number} count */
function paintWaiting(name, count) {
  for (const badge of waiting.get(name) ?? []) {
    badge.hidden = count === 0;
    badge.textContent = String(count);
    badge.title = `${count} 条新消息`;
  }
}

/** Who holds each phone, with the way to hand it over. @param {any} overview @param {any} people */
function build(overview, people) {
  for (const { name, origin } of overview.phones) {
    const isWecom = CLIENTS[/** @type {'staff'} */ (name)] === '企业微信';
    const picker = createPicker(
      `${TITLES[/** @type {'staff'} */ (name)]}在谁手里`,
      isWecom ? teamsOf(people) : [{ name: '微信客户', people: people.customers.map(customerChoice) }],
      (person) => void ask('/__control/phone', { phone: name, person }),
    );
    pickers.set(name, picker);
    stage.append(
      h(
        'section',
        { class: 'phone', 'data-name': name },
        h(
          'header',
          {},
          h('b', {}, TITLES[/** @type {'staff'} */ (name)], counter(name)),
          h('span', { class: 'client' }, CLIENTS[/** @type {'staff'} */ (name)]),
          picker.element,
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
  stage.append(h('section', { class: 'journal', 'data-name': 'log' }, tools.element));
  const names = [
    ...overview.phones.map((/** @type {any} */ one) => [one.name, TITLES[/** @type {'staff'} */ (one.name)]]),
    ['log', '工具'],
  ];
  switcher.append(...names.map(([name, words]) => h('button', { 'data-name': name, onclick: () => choose(name) }, words, counter(name))));
  choose('staff');
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
  tools.paint(overview);
  for (const { name, person } of overview.phones) {
    pickers.get(name)?.paint(person);
  }
}

const [first, people] = await Promise.all([ask('/__overview'), ask('/__control/people')]);
build(first, people);
paint(first);
window.addEventListener('message', ({ origin, data }) => {
  const phone = first.phones.find((/** @type {any} */ one) => one.origin === origin);
  if (phone && phone.name === data?.phone && Number.isSafeInteger(data.unread)) paintWaiting(phone.name, data.unread);
});
listen('/__changes', () => void ask('/__overview').then(paint));

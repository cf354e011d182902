// @ts-check
import { ask, h } from './dom.js';

/** @typedef {{id: number, at: number, kind: string, name: string, ok: boolean, summary: string, detail: any}} Entry */

const KINDS = { api: '接口', callback: '回调', oauth: '登录', jsapi: '客户端', phone: '手机' };
const CUTS = { before: '断开（不处理）', after: '断开（已处理）' };
/** Calls of the server that are worth disturbing, in words. */
const PATHS = [
  ['/cgi-bin/message/send', '企业微信：发应用消息'],
  ['/cgi-bin/message/update_template_card', '企业微信：更新卡片'],
  ['/cgi-bin/message/subscribe/send', '微信：发订阅消息'],
  ['/cgi-bin/externalcontact/get', '企业微信：查客户'],
  ['/cgi-bin/auth/getuserinfo', '企业微信：登录换身份'],
  ['/cgi-bin/gettoken', '企业微信：取 access_token'],
  ['/cgi-bin/stable_token', '微信：取 access_token'],
  ['*', '所有接口'],
];
const KINDS_OF_FAULT = [
  ['errcode:-1', '系统繁忙 -1'],
  ['errcode:45009', '频率超限 45009'],
  ['errcode:43101', '用户拒收 43101'],
  ['errcode:40014', '令牌失效 40014'],
  ['errcode:60020', 'IP 不可信 60020'],
  ['errcode:81013', '收件人无效 81013'],
  ['delay:3000', '慢 3 秒'],
  ['delay:6000', '慢 6 秒（超过时限）'],
  ['cut:before', CUTS.before],
  ['cut:after', CUTS.after],
];
const STEPS = [
  ['-1 天', -86_400_000],
  ['-1 小时', -3_600_000],
  ['+1 分', 60_000],
  ['+1 小时', 3_600_000],
  ['+1 天', 86_400_000],
  ['+3 天', 259_200_000],
];

/** A choice by name; `row` has its name before it, `select` alone has it for those who hear it. @param {string} label @param {string[][]} options */
const choice = (label, options) => {
  const select = /** @type {HTMLSelectElement} */ (
    h(
      'select',
      { 'aria-label': label },
      options.map(([value, words]) => h('option', { value }, words ?? '')),
    )
  );
  return { select, row: h('label', { class: 'field' }, h('span', {}, label), select) };
};

const timeOf = (/** @type {number} */ at) => new Date(at).toLocaleTimeString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });

/** One line of the log; its details open below. @param {Entry} entry @param {Record<string, string>} owners @param {boolean} open */
function line(entry, owners, open) {
  const detail = h('pre', { class: 'detail', hidden: !open }, JSON.stringify(entry.detail, null, 2));
  const button = h(
    'button',
    { 'aria-expanded': String(open) },
    h('span', { class: `kind ${entry.kind}` }, owners[entry.detail?.phone] ?? KINDS[/** @type {'api'} */ (entry.kind)]),
    h('span', { class: 'name', title: entry.name }, entry.name.replace(/^\/cgi-bin\//, '')),
    entry.summary !== 'ok' && h('span', { class: 'sum' }, entry.ok ? entry.summary : `✕ ${entry.summary}`),
    h('time', {}, timeOf(entry.at)),
  );
  button.addEventListener('click', () => {
    detail.hidden = !detail.hidden;
    button.setAttribute('aria-expanded', String(!detail.hidden));
  });
  return h('div', { class: `entry ${entry.ok ? 'good' : 'bad'}`, 'data-id': entry.id }, button, detail);
}

/** The log: every call, callback and login, to be filtered. @param {Record<string, string>} owners */
function createLog(owners) {
  const list = h('div', { class: 'log', role: 'log', 'aria-label': '接口与回调记录', tabindex: '0' });
  const kinds = choice('类型', [['', '全部'], ['bad', '只看失败'], ...Object.entries(KINDS)]);
  const words = /** @type {HTMLInputElement} */ (h('input', { type: 'search', placeholder: '按名称或内容找', 'aria-label': '筛选记录' }));
  /** @type {Entry[]} */
  let entries = [];
  const matches = (/** @type {Entry} */ entry) => {
    const kind = kinds.select.value;
    if (kind === 'bad' ? entry.ok : kind !== '' && entry.kind !== kind) return false;
    const asked = words.value.trim().toLowerCase();
    return asked === '' || `${entry.name} ${entry.summary} ${JSON.stringify(entry.detail)}`.toLowerCase().includes(asked);
  };
  const draw = () => {
    const opened = new Set(
      [...list.querySelectorAll('.entry')]
        .filter((one) => one.querySelector('pre:not([hidden])'))
        .map((one) => /** @type {HTMLElement} */ (one).dataset['id']),
    );
    const shown = entries.filter(matches).map((entry) => line(entry, owners, opened.has(String(entry.id))));
    const empty = entries.length === 0 ? '服务器调用接口、收到回调时，会一条条出现在这里' : '没有符合筛选的记录';
    list.replaceChildren(...(shown.length > 0 ? shown : [h('p', { class: 'empty' }, empty)]));
  };
  kinds.select.addEventListener('change', draw);
  words.addEventListener('input', draw);
  return {
    element: h('div', { class: 'pane' }, h('div', { class: 'filters' }, kinds.select, words), list),
    /** @param {any} overview */
    paint(overview) {
      entries = overview.journal;
      draw();
    },
  };
}

/** Planned misbehaviour: which call, what, how often. */
function createFaults() {
  const path = choice('哪个接口', PATHS);
  const kind = choice('怎么坏', KINDS_OF_FAULT);
  const times = /** @type {HTMLInputElement} */ (h('input', { type: 'number', min: '1', max: '10000', value: '1' }));
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const planned = h('ul', { class: 'planned', 'aria-label': '还没用完的故障' });
  const limits = h('p', { class: 'hint' });
  const plan = async () => {
    const [what, value] = kind.select.value.split(':');
    const how = what === 'errcode' ? { errcode: Number(value) } : what === 'delay' ? { delayMs: Number(value) } : { cut: value };
    problem.hidden = true;
    try {
      await ask('/__control/fault', { path: path.select.value, times: Number(times.value), ...how });
    } catch (error) {
      problem.textContent = `没有加上：${error instanceof Error ? error.message : error}`;
      problem.hidden = false;
    }
  };
  const block = () =>
    ask('/__control/limits', { block: path.select.value === '*' ? '/cgi-bin/message/send' : path.select.value, ms: 60_000 });
  return {
    element: h(
      'div',
      { class: 'pane tools' },
      h('p', { class: 'hint' }, '让平台在接下来的几次调用里出错，看明单怎么应对：重试、换一条路，或说清楚发不出去。'),
      path.row,
      kind.row,
      h('label', { class: 'field' }, h('span', {}, '次数'), times),
      problem,
      h(
        'div',
        { class: 'acts' },
        h('button', { class: 'act main', 'data-testid': 'add-fault', onclick: () => void plan() }, '加上'),
        h(
          'button',
          { class: 'act', 'data-testid': 'clear-faults', onclick: () => void ask('/__control/fault', { clear: true }) },
          '全部清除',
        ),
      ),
      planned,
      h('h2', {}, '频率限制'),
      limits,
      h(
        'div',
        { class: 'acts' },
        h('button', { class: 'act', 'data-testid': 'block-api', onclick: () => void block() }, '上面的接口超限 1 分钟'),
        h('button', { class: 'act', onclick: () => void ask('/__control/limits', { reset: true }) }, '恢复'),
      ),
    ),
    /** @param {any} overview */
    paint({ faults, limits: now }) {
      planned.replaceChildren(
        ...faults.map((/** @type {any} */ one) => {
          const what =
            one.errcode !== undefined
              ? `返回 ${one.errcode}`
              : one.cut
                ? CUTS[/** @type {'before'} */ (one.cut)]
                : `慢 ${one.delayMs} 毫秒`;
          return h('li', {}, h('span', {}, one.path), h('b', {}, `${what} × ${one.times}`));
        }),
      );
      const blocked = now.blocks.map((/** @type {any} */ one) => `${one.path} 至 ${timeOf(one.until)}`);
      limits.textContent = [
        `一个接口每分钟 ${now.callsPerMinute} 次；同一成员每分钟 ${now.messagesPerMinute} 条、每小时 ${now.messagesPerHour} 条，超出的静默丢弃（已丢 ${now.dropped} 条）。`,
        ...(blocked.length > 0 ? [`正在超限：${blocked.join('；')}`] : []),
      ].join('');
    },
  };
}

/** The sandbox's clock: ages tokens, codes, cards and limits without waiting. */
function createClock() {
  const now = h('p', { class: 'clock-now' });
  const difference = h('p', { class: 'hint' });
  const move = (/** @type {number} */ shiftMs) => void ask('/__control/clock', { shiftMs });
  return {
    element: h(
      'div',
      { class: 'pane tools' },
      h('p', { class: 'hint' }, '只拨模拟平台的时钟：令牌、登录码、卡片更新码、频率限制按它老去，消息按它标时间。明单自己的时钟不动。'),
      now,
      difference,
      h(
        'div',
        { class: 'acts three' },
        STEPS.map(([words, ms]) => h('button', { class: 'act', onclick: () => move(Number(ms)) }, String(words))),
      ),
      h(
        'div',
        { class: 'acts' },
        h(
          'button',
          { class: 'act', 'data-testid': 'reset-clock', onclick: () => void ask('/__control/clock', { reset: true }) },
          '恢复到真实时间',
        ),
        h('button', { class: 'act', onclick: () => void ask('/__control/expire', {}) }, '让所有令牌立即失效'),
      ),
    ),
    /** @param {any} overview */
    paint(overview) {
      now.textContent = new Date(overview.now).toLocaleString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });
      const hours = overview.offsetMs / 3_600_000;
      difference.textContent =
        overview.offsetMs === 0 ? '与真实时间一致' : `比真实时间${hours > 0 ? '快' : '慢'} ${+Math.abs(hours).toFixed(2)} 小时`;
    },
  };
}

/**
 * What stands beside the phones: log, faults, clock.
 *
 * @param {Record<string, string>} owners how a phone is called in the log
 */
export function createTools(owners) {
  const panes = [
    { words: '记录', pane: createLog(owners) },
    { words: '故障', pane: createFaults() },
    { words: '时钟', pane: createClock() },
  ];
  const buttons = panes.map(({ words, pane }, index) => {
    pane.element.id = `tool-pane-${index}`;
    pane.element.setAttribute('role', 'tabpanel');
    pane.element.setAttribute('aria-label', words);
    return h(
      'button',
      { role: 'tab', 'data-testid': `tool-${index}`, 'aria-controls': pane.element.id, onclick: () => choose(index) },
      words,
    );
  });
  const choose = (/** @type {number} */ chosen) => {
    for (const [index, { pane }] of panes.entries()) {
      pane.element.hidden = index !== chosen;
      buttons[index]?.setAttribute('aria-selected', String(index === chosen));
    }
  };
  choose(0);
  return {
    element: h(
      'div',
      { class: 'tools-box' },
      h('header', { class: 'tool-tabs', role: 'tablist' }, buttons),
      ...panes.map(({ pane }) => pane.element),
    ),
    /** @param {any} overview */
    paint(overview) {
      for (const { pane } of panes) pane.paint(overview);
    },
  };
}

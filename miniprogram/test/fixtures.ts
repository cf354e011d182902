/** Plausible answers for looking at the screens without a server. Never shipped. */
import { ulid } from '@mingdan/shared/kernel/ids';

/** Sunday, 22 November 2026, 10:20 in Shanghai: every screen is drawn at this time. */
export const NOW = Date.parse('2026-11-22T10:20:00+08:00');
const MINUTE = 60_000;

let counted = 0;
const id = (): string => {
  counted += 1;
  return ulid(NOW - counted * MINUTE, new Uint8Array(10).fill(counted % 250));
};

const ORDER_ID = id();
export const LONG = '这是一段非常长的地址用来检查换行：华东国际商务中心北区十二号楼地下二层设备间东侧通道尽头靠近消防泵房的配电室旁边';

const customer = {
  id: id(),
  name: '王小燕',
  phoneMasked: '138****5521',
  phone: '13800005521',
  level: 'VIP',
  sites: [
    {
      id: id(),
      label: '家',
      region: '310115',
      regionName: '上海市浦东新区',
      text: '张江路 368 弄 12 号 1802',
      lat: 31.2011,
      lng: 121.5901,
    },
  ],
  devices: [{ id: id(), model: 'KFR-35GW/N8', serial: 'A2026110988', installedAt: NOW - 90 * 86_400_000 }],
  createdAt: NOW - 200 * 86_400_000,
};

const items = [
  { code: 'AC-INSTALL', name: '空调安装', unit: '台', kind: 'labour' },
  { code: 'AC-REMOVE', name: '旧机拆除', unit: '台', kind: 'labour' },
  { code: 'HOLE', name: '打墙孔', unit: '个', kind: 'labour' },
  { code: 'BRACKET', name: '不锈钢支架（加厚承重型，含膨胀螺栓与防锈垫片）', unit: '副', kind: 'part' },
  { code: 'COPPER-PIPE', name: '加长铜管', unit: '米', kind: 'part' },
];

const priced = (item: string, name: string, unit: string, kind: string, quantity: string, charge: number, earn: number) => ({
  item,
  name,
  unit,
  kind,
  quantity,
  charge,
  earn,
  settle: null,
  cost: null,
});

const planned = [
  priced('AC-INSTALL', '空调安装', '台', 'labour', '1', 26_000, 15_015),
  priced('BRACKET', '不锈钢支架（加厚承重型，含膨胀螺栓与防锈垫片）', '副', 'part', '1', 12_000, 2_400),
  priced('COPPER-PIPE', '加长铜管', '米', 'part', '3.5', 31_500, 2_800),
  priced('FAR', '远途交通补贴', '公里', 'fee', '8.2', 1_640, 1_148),
];

const why = ['基础 195.00 × 1 台 = 195.00', '华东人工 × 1.1 = 214.50', '分成 70%：214.50 × 0.7 = 150.15'];
const payLines = planned.map(({ item, name, quantity, unit, earn }) => ({
  item,
  name,
  quantity,
  unit,
  earn,
  why: item === 'AC-INSTALL' ? why : [`${name}：${quantity} ${unit}，按配件分成 80%`],
}));

const total = (key: 'charge' | 'earn') => planned.reduce((sum, line) => sum + line[key], 0);

const progress = (current: number) =>
  ['已开单', '派单', '上门', '安装', '客户验收', '完成'].map((label, index) => ({
    key: `n${index}`,
    label,
    status: index < current ? 'done' : index === current ? 'current' : 'ahead',
    at: index <= current ? NOW - (current - index) * 37 * MINUTE - 12 * MINUTE : null,
    by: index === 0 ? '客服小周' : index <= current ? '李建国师傅' : null,
  }));

const slot = { date: '2026-11-22', from: '14:00', to: '16:00' };

const startFields = [
  { definition: { key: 'contactName', type: 'text', label: '联系人', max: 20, personal: true }, required: true, value: null },
  { definition: { key: 'phone', type: 'phone', label: '联系电话', mobile: true }, required: true, value: null },
  { definition: { key: 'address', type: 'address', label: '上门地址' }, required: true, value: null },
  { definition: { key: 'slot', type: 'timeslot', label: '预约时段', min: 'P0D', max: 'P7D' }, required: true, value: null },
  {
    definition: { key: 'services', type: 'service-lines', label: '服务项目', min: 1 },
    required: true,
    value: [{ item: 'AC-INSTALL', quantity: '1' }],
  },
  {
    definition: { key: 'parts', type: 'part-lines', label: '预计配件' },
    required: false,
    value: [
      { item: 'BRACKET', quantity: '1' },
      { item: 'COPPER-PIPE', quantity: '3.5' },
    ],
  },
  {
    definition: {
      key: 'kind',
      type: 'select',
      label: '机型',
      options: [
        { value: 'wall', label: '挂机' },
        { value: 'cabinet', label: '柜机' },
        { value: 'central', label: '中央空调' },
      ],
    },
    required: false,
    value: null,
  },
  {
    definition: { key: 'floor', type: 'number', label: '楼层', integer: true, min: 1, max: 200, unit: '层' },
    required: false,
    value: null,
  },
  { definition: { key: 'lift', type: 'boolean', label: '有电梯', visible: { '>': [{ var: 'floor' }, 3] } }, required: false, value: null },
  { definition: { key: 'remark', type: 'text', label: '备注', max: 500, hint: '师傅上门前会看到' }, required: false, value: null },
];

const taskFields = [
  { definition: { key: 'arrived', type: 'location', label: '到场打卡', maxAccuracy: 500 }, state: 'edit', required: true, value: null },
  { definition: { key: 'serial', type: 'serial', label: '机身条码' }, state: 'edit', required: true, value: null },
  { definition: { key: 'photos', type: 'photo', label: '完工照片', min: 1, max: 6 }, state: 'edit', required: true, value: null },
  {
    definition: { key: 'services', type: 'service-lines', label: '实际服务' },
    state: 'edit',
    required: true,
    value: [{ item: 'AC-INSTALL', quantity: '1' }],
  },
  {
    definition: { key: 'parts', type: 'part-lines', label: '实际用料' },
    state: 'edit',
    required: false,
    value: [
      { item: 'BRACKET', quantity: '1' },
      { item: 'COPPER-PIPE', quantity: '3.5' },
    ],
  },
  { definition: { key: 'remark', type: 'text', label: '备注', max: 500 }, state: 'edit', required: false, value: null },
  { definition: { key: 'signature', type: 'signature', label: '客户签字' }, state: 'edit', required: true, value: null },
];

const order = (working: boolean) => ({
  id: ORDER_ID,
  number: 'MD261122K7P2QX',
  version: 4,
  state: 'open',
  phase: working ? 'working' : 'dispatch',
  settlementState: 'estimated',
  urgency: 'normal',
  source: 'sidebar',
  templateCode: 'ac-install',
  templateVersion: 1,
  templateName: '空调安装',
  book: 'MAIN@3',
  region: '310115',
  regionName: '上海市浦东新区',
  slot,
  customer: { id: customer.id, name: customer.name, phoneMasked: customer.phoneMasked, level: 'VIP' },
  customerPhone: '13800005521',
  address: { text: '上海市浦东新区张江路 368 弄 12 号 1802', region: '310115', lat: 31.2011, lng: 121.5901 },
  installer: working ? { id: id(), name: '李建国' } : null,
  outletName: '浦东网点',
  distanceKm: '8.2',
  progress: progress(working ? 3 : 1),
  tasks: working
    ? [
        {
          token: 't1',
          node: 'visit',
          name: '上门安装',
          outcomes: [
            { key: 'done', label: '提交验收' },
            { key: 'absent', label: '客户不在' },
            { key: 'return', label: '需要返修' },
          ],
          fields: taskFields,
          mine: true,
          needsSignature: true,
        },
      ]
    : [],
  filled: [
    {
      node: 'open',
      name: '开单',
      fields: [
        { key: 'contactName', label: '联系人', type: 'text', value: '王小燕' },
        { key: 'slot', label: '预约时段', type: 'timeslot', value: slot },
        {
          key: 'parts',
          label: '预计配件',
          type: 'part-lines',
          value: [
            { item: 'BRACKET', quantity: '1' },
            { item: 'COPPER-PIPE', quantity: '3.5' },
          ],
        },
        { key: 'remark', label: '备注', type: 'text', value: '小区需登记，提前十分钟电话' },
      ],
    },
  ],
  bill: {
    kind: 'planned',
    at: NOW,
    hash: 'h1',
    lines: planned,
    totals: { charge: total('charge'), settle: null, earn: total('earn'), cost: null, profit: null },
  },
  signature: null,
  timeline: [
    { id: id(), at: NOW - 130 * MINUTE, actor: '客服小周', actorRole: 'staff', type: 'created', text: '开单', node: 'open' },
    { id: id(), at: NOW - 126 * MINUTE, actor: '系统', actorRole: 'system', type: 'offered', text: '派给李建国', node: 'assign' },
    { id: id(), at: NOW - 12 * MINUTE, actor: '李建国', actorRole: 'installer', type: 'accepted', text: '接单', node: 'assign' },
  ],
  abilities: ['cancel'],
  createdAt: NOW - 130 * MINUTE,
  closedAt: null,
});

const visit = (more: object) => ({
  orderId: ORDER_ID,
  number: 'MD261122K7P2QX',
  templateName: '空调安装',
  nodeName: '上门安装',
  state: 'open',
  settlementState: 'estimated',
  slot,
  shortAddress: '浦东新区张江路 368 弄',
  customerName: '王小燕',
  distanceKm: '8.2',
  earn: total('earn'),
  earnKind: 'planned',
  carry: [
    { name: '不锈钢支架', quantity: '1', unit: '副' },
    { name: '加长铜管', quantity: '3.5', unit: '米' },
  ],
  ...more,
});

const days = Array.from({ length: 21 }, (_, index) => ({
  day: `2026-11-${String(index + 1).padStart(2, '0')}`,
  earn: index % 7 === 6 ? 0 : 21_000 + ((index * 7_919) % 26_000),
  orders: index % 7 === 6 ? 0 : 1 + (index % 3),
}));

const earned = (posted: boolean) => ({
  orderId: ORDER_ID,
  number: 'MD261122K7P2QX',
  templateName: '空调安装',
  kind: 'actual',
  settlementState: 'eligible',
  posted,
  total: total('earn'),
  lines: payLines,
  book: 'MAIN@3',
  tierName: '一线城市',
  finishedAt: NOW,
});

const customerOrder = (act: 'wait' | 'sign' | 'rate') => ({
  id: ORDER_ID,
  number: 'MD261122K7P2QX',
  title: '空调安装',
  state: act === 'rate' ? 'done' : 'open',
  slot,
  customerName: '王女士',
  addressShort: '浦东新区张江路 368 弄',
  installerName: '李建国',
  next: {
    act,
    text: { wait: '师傅将在今天 14:00–16:00 上门，请保持电话畅通', sign: '师傅已完工，请核对账单并签字', rate: '给这次服务打个分吧' }[act],
  },
  progress: progress(act === 'wait' ? 2 : act === 'sign' ? 4 : 5),
  bill: {
    kind: act === 'wait' ? 'planned' : 'actual',
    hash: 'h1',
    lines: planned.map(({ name, kind, quantity, unit, charge }) => ({ name, kind, quantity, unit, charge })),
    total: total('charge'),
  },
  signature: act === 'rate' ? { at: NOW - 8 * MINUTE, by: 'customer_page' } : null,
  tasks:
    act === 'rate'
      ? [
          {
            token: 't9',
            node: 'review',
            name: '评价',
            outcomes: [{ key: 'done', label: '提交评价' }],
            fields: [
              { definition: { key: 'rating', type: 'rating', label: '满意度' }, state: 'edit', required: true, value: null },
              { definition: { key: 'comment', type: 'text', label: '想说的话', max: 200 }, state: 'edit', required: false, value: null },
            ],
            mine: true,
            needsSignature: false,
          },
        ]
      : [],
  verified: true,
  version: 6,
});

const offer = {
  id: id(),
  orderId: id(),
  number: 'MD261122M3T8WA',
  templateName: '空调安装',
  status: 'offered',
  pay: total('earn'),
  lines: payLines,
  mayChange: ['现场实际用料', '距离按到场打卡核定'],
  distanceKm: '8.2',
  slot,
  shortAddress: '浦东新区张江路一带',
  region: '310115',
  expiresAt: NOW + 4 * MINUTE,
  createdAt: NOW - 3 * MINUTE,
};

const summary = (state: string, nodeName: string) => ({
  id: ORDER_ID,
  number: 'MD261122K7P2QX',
  templateName: '空调安装',
  state,
  phase: 'working',
  nodeName,
  settlementState: 'estimated',
  urgency: 'normal',
  region: '310115',
  regionName: '上海市浦东新区',
  customerName: customer.name,
  installerName: '李建国',
  outletName: '浦东网点',
  slot,
  charge: total('charge'),
  createdAt: NOW - 130 * MINUTE,
  version: 3,
});

/** What a scenario wants to see. */
export type Scenario = 'full' | 'empty' | 'error' | 'forbidden' | 'done' | 'sign' | 'wait' | 'long';

/** One canned answer: status and body. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const problem = (status: number, code: string): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, fields: [], detail: {}, requestId: '01J000000000000000TESTREQ1' },
});

/** The answer to `METHOD /path` in a scenario; undefined for an address that the screens should not ask. */
export function answerTo(method: string, path: string, scenario: Scenario, body: unknown): Answer | undefined {
  if (path === '/auth/exchange') return ok({ token: 'test-bearer', expiresAt: NOW + 86_400_000 });
  if (path === '/customer/links/open') {
    return (body as { phoneLast4?: string }).phoneLast4 === '0000'
      ? problem(403, 'auth.link_wrong_person')
      : ok({ bearer: 'test-bearer', orderId: ORDER_ID, verified: true });
  }
  if (scenario === 'error') return problem(500, 'request.internal');
  if (scenario === 'forbidden') return problem(403, 'request.forbidden');
  const empty = scenario === 'empty';
  const long = scenario === 'long';
  const routes: Readonly<Record<string, () => Answer>> = {
    'GET /auth/me': () =>
      ok({
        kind: 'person',
        id: id(),
        name: long ? '阿卜杜拉·买买提·艾合买提江·吐尔逊师傅' : '李建国',
        roles: ['installer', 'staff'],
        permissions: ['orders:create'],
        money: [],
        scope: {},
        session: {},
        csrf: null,
        setupOpen: false,
      }),
    'GET /my/orders': () =>
      ok({
        day: '2026-11-22',
        visits: empty
          ? []
          : [
              visit({
                slot: { date: '2026-11-22', from: '08:00', to: '10:00' },
                earnKind: 'actual',
                earn: 18_660,
                state: 'done',
                settlementState: 'eligible',
                templateName: '热水器维修',
                shortAddress: '徐汇区漕宝路 70 号',
              }),
              visit(
                long
                  ? {
                      shortAddress: LONG,
                      templateName: '商用中央多联机空调整机安装与旧机拆除回收一体化服务',
                      earn: 123_456_789,
                      nodeName: '现场勘测与安装方案确认（含高空作业审批）',
                    }
                  : {},
              ),
              visit({
                slot: null,
                distanceKm: null,
                templateName: '净水器换芯',
                carry: [],
                shortAddress: '闵行区都市路 5001 号',
                earn: 6_800,
              }),
            ],
      }),
    'GET /my/offers': () => ok({ items: empty || scenario === 'done' ? [] : [offer] }),
    'GET /my/earnings': () =>
      ok(
        empty
          ? { month: '2026-11', today: 0, todayPlanned: 0, week: 0, monthTotal: 0, days: [], orders: [] }
          : {
              month: '2026-11',
              today: long ? 987_654_321 : 18_660,
              todayPlanned: long ? 1_234_567_890 : 28_163,
              week: 134_520,
              monthTotal: long ? 98_765_432_100 : days.reduce((sum, day) => sum + day.earn, 0),
              days,
              orders: days.slice(-4).flatMap((day, index) =>
                day.orders === 0
                  ? []
                  : [
                      {
                        orderId: ORDER_ID,
                        number: 'MD261122K7P2QX',
                        templateName: long ? '商用中央多联机空调整机安装与旧机拆除回收一体化服务' : '空调安装',
                        finishedAt: NOW - (4 - index) * 86_400_000,
                        earn: day.earn,
                        settlementState: 'settled',
                      },
                    ],
              ),
            },
      ),
    [`GET /my/earnings/orders/${ORDER_ID}`]: () => ok(earned(true)),
    [`GET /orders/${ORDER_ID}`]: () => ok(order(scenario !== 'wait')),
    [`POST /orders/${ORDER_ID}/bill-preview`]: () =>
      ok({
        hash: `h-${JSON.stringify((body as { lines: unknown }).lines).length}`,
        lines: planned,
        totals: { charge: total('charge'), settle: null, earn: total('earn'), cost: null, profit: null },
      }),
    [`POST /orders/${ORDER_ID}/acts`]: () => ok({ id: ORDER_ID, version: 5, state: 'open', settlementState: 'eligible', settled: true }),
    'GET /catalog/items': () => ok({ items: items.map((item) => ({ ...item, category: '空调' })) }),
    'POST /customers/from-chat': () => ok(customer),
    [`GET /customers/${customer.id}`]: () => ok(customer),
    'GET /customers': () =>
      ok({
        items: empty
          ? []
          : [
              {
                id: customer.id,
                name: customer.name,
                phoneMasked: customer.phoneMasked,
                level: 'VIP',
                region: '310115',
                orders: 3,
                createdAt: NOW,
              },
            ],
        nextCursor: null,
      }),
    'GET /templates': () =>
      ok({
        items: empty
          ? []
          : [
              {
                code: 'ac-install',
                version: 1,
                name: '空调安装',
                scene: 'aftersale',
                icon: 'snow',
                summary: '挂机、柜机上门安装',
                publishedAt: NOW,
                publishedBy: '管理员',
                active: true,
              },
              {
                code: 'repair',
                version: 1,
                name: '家电维修',
                scene: 'aftersale',
                icon: 'tool',
                summary: '报修、检测、换件',
                publishedAt: NOW,
                publishedBy: '管理员',
                active: true,
              },
            ],
      }),
    'GET /templates/ac-install/start-form': () =>
      ok({ code: 'ac-install', version: 1, name: '空调安装', fields: startFields, lines: [], items }),
    'POST /orders/quote': () =>
      ok({
        charge: total('charge'),
        lines: planned,
        tier: 'T1',
        tierName: '一线城市',
        book: 'MAIN@3',
        mayChange: ['现场实际用料', '远途补贴按师傅距离'],
      }),
    'POST /orders': () => ok({ id: ORDER_ID, number: 'MD261122K7P2QX', version: 1 }),
    'GET /orders': () => ok({ items: empty ? [] : [summary('open', '上门安装'), summary('done', '完成')], nextCursor: null }),
    'GET /deliveries': () =>
      ok({
        items: [
          {
            id: id(),
            orderId: ORDER_ID,
            number: 'MD261122K7P2QX',
            audience: 'customer',
            template: 'order_opened',
            title: '您的空调安装已安排',
            text: '预约今天 14:00–16:00，点开看进度和账单',
            url: 'https://example.com/m/#/packages/customer/pages/order/index?t=abcdefghijklmnopqrstuv',
            channel: null,
            status: 'staff_todo',
            reason: null,
            createdAt: NOW,
            sentAt: null,
          },
        ],
        nextCursor: null,
      }),
    'GET /customer/order': () => ok(customerOrder(scenario === 'wait' ? 'wait' : scenario === 'sign' ? 'sign' : 'rate')),
    'POST /files': () =>
      ok({
        id: id(),
        kind: 'signature',
        sha256: '0'.repeat(64),
        type: 'image/png',
        bytes: 1,
        width: 1,
        height: 1,
        url: '/files/x',
        urlExpiresAt: NOW,
      }),
    'POST /customer/order/signature': () => ok({ signedAt: NOW }),
  };
  return routes[`${method} ${path}`]?.();
}

export const FIXTURE_IDS = { order: ORDER_ID, customer: customer.id };

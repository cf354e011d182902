/** Orders as the company's people read them. Never shipped. */
import {
  type Answers,
  type Asked,
  customer,
  FIXTURE_IDS,
  id,
  items,
  MINUTE,
  NOW,
  OFFERS,
  ORDER_ID,
  ok,
  otherTrades,
  planned,
  progress,
  slot,
  total,
} from './fixture-basics.ts';
export const startFields = [
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
  { definition: { key: 'more', type: 'heading', label: '机器情况', hint: '不清楚的可以不填' }, required: false, value: null },
  { definition: { key: 'bought', type: 'date', label: '购买日期', max: 'P0D' }, required: false, value: null },
  { definition: { key: 'paid', type: 'money', label: '购买价格' }, required: false, value: 329_900 },
  { definition: { key: 'pipe', type: 'quantity', label: '已有铜管', unit: '米' }, required: false, value: '3.5' },
  {
    definition: {
      key: 'faults',
      type: 'multiselect',
      label: '故障现象',
      options: [
        { value: 'cold', label: '不制冷' },
        { value: 'noise', label: '噪音大' },
        { value: 'leak', label: '漏水' },
      ],
    },
    required: false,
    value: ['cold', 'leak'],
  },
  { definition: { key: 'story', type: 'textarea', label: '经过' }, required: false, value: null },
];

export const taskFields = [
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
  { definition: { key: 'absentAt', type: 'location', label: '门口打卡' }, state: 'edit', required: false, value: null },
  { definition: { key: 'absentPhotos', type: 'photo', label: '门口照片', max: 3 }, state: 'edit', required: false, value: null },
  { definition: { key: 'absentNote', type: 'text', label: '情况说明', max: 200 }, state: 'edit', required: false, value: null },
];

export const hole = { item: 'HOLE', name: '打墙孔（混凝土，含清理）', unit: '个', quantity: '1', charge: 7_000 };

export const consent = (status: string) => ({
  id: id(),
  status,
  hash: 'h-extra',
  lines: [hole],
  charge: 7_000,
  total: total('charge') + 7_000,
  photos: [],
  note: '墙体较厚，需要多打一个孔',
  askedAt: NOW - 20 * MINUTE,
  askedBy: '李建国',
  decidedAt: status === 'asked' ? null : NOW - 5 * MINUTE,
  decidedBy: status === 'asked' ? null : 'customer_page',
  unsettled: false,
});

/** What the company waived of a bill. */
export const waivers = [{ id: id(), amount: 3_000, reason: '少打一个孔，按约定减免', at: NOW - 20 * MINUTE, by: '林晓', voided: null }];

export const payment = {
  mode: 'installer',
  state: 'part',
  billed: total('charge') + 3_000,
  waived: 3_000,
  waivers,
  mayWaive: 20_000,
  due: total('charge'),
  estimated: true,
  collected: 20_000,
  left: total('charge') - 20_000,
  untold: 0,
  unverified: 0,
  entries: [
    {
      id: id(),
      kind: 'collect',
      method: 'cash',
      amount: 20_000,
      at: NOW - 30 * MINUTE,
      by: '李建国',
      holder: 'installer',
      note: '',
      voided: null,
    },
  ],
};

export const visitFee = {
  visit: 1,
  scope: 'fee',
  at: NOW - 1_500 * MINUTE,
  hash: 'h-fee',
  lines: [],
  totals: { charge: 5_000, settle: null, earn: 3_500, cost: null, profit: null },
  state: 'unverified',
  takenBack: null,
};

export const told = (
  minutesAgo: number,
  type: string,
  text: string,
  actor = '客服小周',
  actorRole = 'staff',
  visibility: 'internal' | 'visible' | null = null,
) => ({ id: id(), at: NOW - minutesAgo * MINUTE, actor, actorRole, type, text, node: null, visibility });

export const order = (working: boolean, extra = false, day = slot.date) => ({
  id: ORDER_ID,
  number: 'MD261122K7P2QX',
  version: 4,
  state: 'open',
  phase: working ? 'working' : 'dispatch',
  begun: day === slot.date,
  settlementState: 'estimated',
  urgency: 'normal',
  source: 'sidebar',
  templateCode: 'ac-install',
  templateVersion: 1,
  templateName: '空调安装',
  book: 'MAIN@3',
  region: '310115',
  regionName: '上海市浦东新区',
  slot: { ...slot, date: day },
  customer: { id: customer.id, name: customer.name, phoneMasked: customer.phoneMasked, level: 'VIP', onFile: '王大明' },
  contactLost: null,
  oddPunches: extra
    ? [
        {
          id: id(),
          name: '门口打卡',
          by: '李建国',
          at: NOW - 240 * MINUTE,
          metres: 3_214,
          early: { date: day, from: '14:00', to: '16:00' },
          fee: { charge: 5_000, earn: 3_500 },
        },
      ]
    : [],
  address: { text: '上海市浦东新区张江路 368 弄 12 号 1802', region: '310115', lat: 31.2011, lng: 121.5901 },
  installer: working ? { id: id(), name: '李建国' } : null,
  helpers: [],
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
            { key: 'done', label: '提交验收', endsVisit: true },
            { key: 'absent', label: '客户不在', endsVisit: true, needs: ['absentAt', 'absentPhotos', 'absentNote'] },
            { key: 'partly', label: '部分完成', endsVisit: true },
            { key: 'return', label: '需要返修' },
          ],
          fields: taskFields,
          place: day === slot.date ? null : '张江路 12 号演示家园 3 栋 601',
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
        { key: 'bought', label: '购买日期', type: 'date', value: '2024-05-18' },
        { key: 'paid', label: '购买价格', type: 'money', value: 329_900 },
        { key: 'faults', label: '故障现象', type: 'multiselect', value: ['不制冷', '漏水'] },
        { key: 'story', label: '经过', type: 'textarea', value: '上周开始不制冷\n昨天开始漏水' },
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
  dueAt: null,
  earlierBills: extra ? [visitFee] : [],
  signature: null,
  consents: extra ? [consent('asked')] : [],
  payment: extra ? payment : null,
  links: [],
  timeline: [
    told(130, 'created', '开单'),
    told(130, 'entered', '进入「派单」'),
    told(126, 'assigned', '接单', '李建国', 'installer'),
    told(126, 'left', '完成「派单」', '李建国', 'installer'),
    told(126, 'entered', '进入「上门安装」', '李建国', 'installer'),
    told(120, 'link_opened', '打开了进度页', '客户', 'customer'),
    told(90, 'priced', '更新预估'),
    told(80, 'priced', '更新预估'),
    told(60, 'rescheduled', '改约到 2026-11-22 14:00–16:00：客户要求', '客户', 'customer'),
    told(30, 'sla', '「上门安装」即将超时', '系统', 'system'),
    {
      ...told(20, 'left', '完成「上门安装」：客户不在（打卡距上门地址 86 米，敲门五分钟无人应）', '李建国', 'installer'),
      photos: [id(), id()],
    },
    told(9, 'commented', '客户下午三点前要出门，请师傅提前半小时打电话', '客服小周', 'staff', 'visible'),
    told(3, 'commented', '这位客户上次投诉过迟到，请盯一下', '陈调度', 'dispatcher', 'internal'),
  ],
  abilities: ['call', 'cancel', 'correctAddress', 'comment', 'rejectPunch', 'reschedule'],
  createdAt: NOW - 130 * MINUTE,
  closedAt: null,
});

/** A return visit that looks for somebody. */
export const asking = () => {
  const view = order(false);
  const free = view.bill.lines.map((line) => ({ ...line, charge: 0 }));
  const bill = { ...view.bill, lines: free, totals: { ...view.bill.totals, charge: 0 } };
  return { ...view, returnOf: { number: 'MD261115B4R8TN', warranty: true }, bill };
};

/** Between two visits: the fee of the first, and hours that the customer chose. */
export const rebook = () => {
  const view = order(true);
  const field = { definition: { key: 'slot', type: 'timeslot', label: '预约时段' }, state: 'edit', required: true, value: view.slot };
  return {
    ...view,
    phase: 'waiting',
    begun: false,
    chosenByCustomer: true,
    slotNote: '客户所选，待确认',
    tasks: [
      {
        token: 't2',
        node: 'rebook',
        name: '重新预约',
        outcomes: [
          { key: 'again', label: '已约新时段', sendsOut: true },
          { key: 'cancel', label: '客户取消' },
        ],
        fields: [field],
        place: null,
        mine: true,
        needsSignature: false,
      },
    ],
    earlierBills: [{ ...visitFee, totals: { ...visitFee.totals, earn: null }, state: 'pending' }],
    payment: { ...payment, mode: 'company' },
    timeline: [
      ...view.timeline,
      { ...told(8, 'entered', '进入「重新预约」', '李建国', 'installer'), node: 'rebook' },
      told(6, 'rescheduled', '改约到 11月22日 周日 14:00–16:00', '客户', 'customer'),
    ],
  };
};

export const visit = (more: object) => ({
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

export const summary = (state: string, nodeName: string) => ({
  id: ORDER_ID,
  number: 'MD261122K7P2QX',
  customerId: customer.id,
  templateCode: 'ac-install',
  templateName: '空调安装',
  state,
  phase: 'working',
  begun: false,
  nodeName,
  settlementState: 'estimated',
  urgency: 'normal',
  region: '310115',
  regionName: '上海市浦东新区',
  customerName: customer.name,
  contactName: null,
  installerName: '李建国',
  outletName: '浦东网点',
  slot,
  charge: total('charge'),
  payState: 'unpaid',
  untold: state === 'done' ? 35_490 : 0,
  createdAt: NOW - 130 * MINUTE,
  version: 3,
});

/** About one order. */
export const orderAnswers = ({ scenario, body }: Asked): Answers => ({
  [`GET /orders/${ORDER_ID}`]: () =>
    ok(
      scenario === 'asking'
        ? asking()
        : scenario === 'rebook'
          ? rebook()
          : order(scenario !== 'wait', scenario === 'extra', scenario === 'later' ? '2026-11-24' : undefined),
    ),
  [`GET /orders/${ORDER_ID}/offers/now`]: () =>
    ok({ items: scenario === 'asking' ? [{ installerName: '李建国', expiresAt: NOW + 9 * MINUTE }] : [] }),
  [`POST /orders/${ORDER_ID}/fee-preview`]: () =>
    ok({ fees: [{ outcome: 'absent', totals: { charge: 6_500, settle: null, earn: 4_185, cost: null, profit: null } }] }),
  [`POST /orders/${ORDER_ID}/bill-preview`]: () =>
    ok({
      hash: `h-${JSON.stringify((body as { lines: unknown }).lines).length}`,
      lines: planned,
      totals: { charge: total('charge'), settle: null, earn: total('earn'), cost: null, profit: null },
      extra: scenario === 'extra' ? { lines: [hole], charge: 7_000, asked: 'asked' } : null,
      agreed:
        scenario === 'extra'
          ? { hash: 'h-agreed', totals: { charge: total('charge') - 7_000, settle: null, earn: total('earn'), cost: null, profit: null } }
          : null,
    }),
  [`POST /orders/${ORDER_ID}/phone`]: () => ok({ phone: '13800005521' }),
  [`POST /orders/${ORDER_ID}/acts`]: () => ok({ id: ORDER_ID, version: 5, state: 'open', settlementState: 'eligible', settled: true }),
  [`GET /orders/${ORDER_ID}/items`]: () =>
    ok({ items: [...items.map((item) => ({ ...item, category: '空调', own: true })), ...otherTrades] }),
  [`POST /orders/${ORDER_ID}/address/preview`]: () =>
    ok({
      version: 4,
      chargeBefore: total('charge'),
      charge: total('charge') + 6_000,
      consequences: [
        { kind: 'region', level: 'info', text: '地区：上海市浦东新区 → 上海市杨浦区' },
        { kind: 'outlet', level: 'info', text: '服务网点：浦东网点 → 杨浦五角场加盟店' },
        { kind: 'price', level: 'warn', text: '客户价：¥587.40 → ¥647.40' },
        { kind: 'holder', level: 'warn', text: '李建国不服务这个地区，保存后退回派单，重新找师傅' },
        { kind: 'told', level: 'info', text: '李建国会收到通知' },
        { kind: 'hears', level: 'info', text: '客户在工单页看得到；订阅过微信通知的自动收到，没有订阅的由客服在侧边栏发卡片' },
      ],
    }),
  [`POST /orders/${ORDER_ID}/comments`]: () => ok({ id: id() }),
  [`GET /orders/${FIXTURE_IDS.order}/questions`]: () =>
    ok({
      items: [
        {
          id: FIXTURE_IDS.order,
          at: NOW - 1_560 * MINUTE,
          text: '师傅来之前要不要先把旧空调拆下来？',
          answer: { at: NOW - 1_500 * MINUTE, by: '周客服', text: '不用，师傅会一起拆，旧机可以帮您回收。' },
        },
        { id: OFFERS.open, at: NOW - 20 * MINUTE, text: '说好只打一个孔，账单上写了两个', objection: 'items', answer: null },
        { id: FIXTURE_IDS.customer, at: NOW - 40 * MINUTE, text: '我家在三楼没有电梯，搬上去要加钱吗？', answer: null },
      ],
    }),
  [`GET /orders/${ORDER_ID}/cancellation`]: () =>
    ok({
      version: 4,
      fee: 5_000,
      consequences: [
        { kind: 'standing', level: 'warn', text: '李建国已接单，取消后不用上门' },
        { kind: 'fee', level: 'warn', text: '现在取消，客户要付上门费 ¥50.00' },
        { kind: 'told', level: 'info', text: '李建国会收到通知和取消原因' },
      ],
    }),
});

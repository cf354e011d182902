/** Plausible answers for looking at the screens without a server. Never shipped. */
import { readFileSync } from 'node:fs';
import { ulid } from '@mingdan/shared/kernel/ids';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';

/** What stands for every photograph. */
const PICTURE = `data:image/png;base64,${readFileSync(new URL('../src/assets/tab-earnings.png', import.meta.url)).toString('base64')}`;

/** Sunday, 22 November 2026, 10:20 in Shanghai: every screen is drawn at this time. */
export const NOW = Date.parse('2026-11-22T10:20:00+08:00');
const MINUTE = 60_000;

let counted = 0;
const id = (): string => {
  counted += 1;
  return ulid(NOW - counted * MINUTE, new Uint8Array(10).fill(counted % 250));
};

const ORDER_ID = id();
const ME_ID = id();
export const LONG = '这是一段非常长的地址用来检查换行：华东国际商务中心北区十二号楼地下二层设备间东侧通道尽头靠近消防泵房的配电室旁边';

const customer = {
  id: id(),
  name: '王小燕',
  phoneMasked: '138****5521',
  phone: '13800005521',
  level: 'VIP',
  contactLinked: true,
  contactLostAt: null,
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
    {
      id: id(),
      label: '父母家',
      region: '310110',
      regionName: '上海市杨浦区',
      text: '控江路 1023 弄 8 号 602',
      lat: null,
      lng: null,
    },
  ],
  devices: [
    {
      id: id(),
      kind: '空调',
      brand: '格力',
      model: 'KFR-35GW/N8',
      serial: 'A2026110988',
      siteId: null,
      installedAt: NOW - 90 * 86_400_000,
    },
    { id: id(), kind: '油烟机', brand: '方太', model: '', serial: null, siteId: null, installedAt: null },
  ],
  createdAt: NOW - 200 * 86_400_000,
};

const items = [
  { code: 'AC-INSTALL', name: '空调安装', unit: '台', kind: 'labour' },
  { code: 'AC-REMOVE', name: '旧机拆除', unit: '台', kind: 'labour' },
  { code: 'HOLE', name: '打墙孔', unit: '个', kind: 'labour' },
  { code: 'BRACKET', name: '不锈钢支架（加厚承重型，含膨胀螺栓与防锈垫片）', unit: '副', kind: 'part' },
  { code: 'COPPER-PIPE', name: '加长铜管', unit: '米', kind: 'part' },
];

const otherTrades = [
  { code: 'WH-ANODE', name: '镁棒', unit: '根', kind: 'part', category: '热水器', own: false },
  { code: 'HOOD-NET', name: '油烟机滤网', unit: '片', kind: 'part', category: '厨电', own: false },
];

const priced = (item: string, name: string, unit: string, kind: string, quantity: string, charge: number, earn: number) => ({
  item,
  name,
  unit,
  kind,
  quantity,
  charge,
  parts: Number.isInteger(charge / Number(quantity)) ? [{ quantity, each: charge / Number(quantity) }] : [],
  earn,
  settle: null,
  cost: null,
});

const planned = [
  priced('AC-INSTALL', '空调安装', '台', 'labour', '1', 26_000, 15_015),
  priced('BRACKET', '不锈钢支架（加厚承重型，含膨胀螺栓与防锈垫片）', '副', 'part', '1', 12_000, 2_400),
  {
    ...priced('COPPER-PIPE', '加长铜管', '米', 'part', '3.5', 31_500, 2_800),
    parts: [
      { quantity: '3', each: 9_100 },
      { quantity: '0.5', each: 8_400 },
    ],
  },
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
    note: null,
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
  { definition: { key: 'absentAt', type: 'location', label: '门口打卡' }, state: 'edit', required: false, value: null },
  { definition: { key: 'absentPhotos', type: 'photo', label: '门口照片', max: 3 }, state: 'edit', required: false, value: null },
  { definition: { key: 'absentNote', type: 'text', label: '情况说明', max: 200 }, state: 'edit', required: false, value: null },
];

const hole = { item: 'HOLE', name: '打墙孔（混凝土，含清理）', unit: '个', quantity: '1', charge: 7_000 };

const consent = (status: string) => ({
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
const waivers = [{ id: id(), amount: 3_000, reason: '少打一个孔，按约定减免', at: NOW - 20 * MINUTE, by: '林晓', voided: null }];

const payment = {
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

const visitFee = {
  visit: 1,
  scope: 'fee',
  at: NOW - 1_500 * MINUTE,
  hash: 'h-fee',
  lines: [],
  totals: { charge: 5_000, settle: null, earn: 3_500, cost: null, profit: null },
  state: 'unverified',
  takenBack: null,
};

const told = (
  minutesAgo: number,
  type: string,
  text: string,
  actor = '客服小周',
  actorRole = 'staff',
  visibility: 'internal' | 'visible' | null = null,
) => ({ id: id(), at: NOW - minutesAgo * MINUTE, actor, actorRole, type, text, node: null, visibility });

const order = (working: boolean, extra = false, day = slot.date) => ({
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
const asking = () => {
  const view = order(false);
  const free = view.bill.lines.map((line) => ({ ...line, charge: 0 }));
  const bill = { ...view.bill, lines: free, totals: { ...view.bill.totals, charge: 0 } };
  return { ...view, returnOf: { number: 'MD261115B4R8TN', warranty: true }, bill };
};

/** Between two visits: the fee of the first, and hours that the customer chose. */
const rebook = () => {
  const view = order(true);
  const field = { definition: { key: 'slot', type: 'timeslot', label: '预约时段' }, state: 'edit', required: true, value: view.slot };
  return {
    ...view,
    phase: 'waiting',
    begun: false,
    chosenByCustomer: true,
    tasks: [
      {
        token: 't2',
        node: 'rebook',
        name: '重新预约',
        outcomes: [{ key: 'again', label: '已约新时段' }],
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

const takenBack = { at: NOW, earn: -3_500, reason: '客户说一直在家，没有人敲门' };
/** An order whose visit fee was taken back on the day that paid it, and one whose fee of another day was. */
const takenBackFee = [
  { earn: 8_975, settlementState: 'unverified', takenBack: null, lessTakenBack: -3_500 },
  { earn: -3_500, settlementState: 'pending', takenBack: takenBack.reason },
].map((pay, index) => ({
  orderId: id(),
  number: 'MD261122K7P2QX',
  templateName: '空调维修',
  finishedAt: NOW + index * MINUTE,
  ...pay,
}));

const waitingConsent = {
  id: id(),
  status: 'asked',
  hash: 'c1',
  lines: [
    { item: 'copper', name: '加长铜管', unit: '米', quantity: '2.5', charge: 20_000 },
    { item: 'high', name: '高空作业（3 楼以上外墙，需系安全绳，双人配合）', unit: '次', quantity: '1', charge: 18_000 },
  ],
  charge: 38_000,
  total: 66_000,
  photos: [],
  note: '外机位在外墙，原管不够长，需要加 2.5 米铜管',
  askedAt: NOW - 3 * MINUTE,
  askedBy: '李师傅',
  decidedAt: null,
  decidedBy: null,
  unsettled: false,
};

const around = (scenario: string) => ({
  regionName: '上海市浦东新区',
  faces: [
    { stop: progress(5)[0]?.key ?? '', name: '周客服', letter: '周' },
    { stop: progress(5)[2]?.key ?? '', name: '李师傅', letter: '李' },
  ],
  installer: { name: '李师傅', letter: '李' },
  reschedule: {
    allowed: scenario === 'wait' || scenario === 'absent',
    why: scenario === 'wait' || scenario === 'absent' ? null : scenario === 'cancelled' ? 'closed' : 'begun',
    left: 2,
    slots: [
      { from: '08:00', to: '10:00' },
      { from: '10:00', to: '12:00' },
      { from: '14:00', to: '16:00' },
      { from: '16:00', to: '18:00' },
    ],
    firstDay: businessDay(epochMs(NOW)),
    lastDay: businessDay(epochMs(NOW + 30 * 24 * 60 * MINUTE)),
  },
  questions: [
    {
      id: id(),
      at: NOW - 90 * MINUTE,
      text: '外机能放在北面阳台吗？那边有一根下水管，不知道会不会挡住支架',
      answer: { at: NOW - 60 * MINUTE, by: '周客服', text: '可以的，师傅上门会先看位置，必要时换短支架，不另收费。' },
    },
    ...(scenario === 'objected' ? [{ id: id(), at: NOW - MINUTE, text: '没有用到支架', objection: 'price', answer: null }] : []),
    ...(scenario === 'wait' ? [{ id: id(), at: NOW - 2 * MINUTE, text: '需要我提前准备什么吗？', answer: null }] : []),
  ],
  photos: scenario === 'full' ? [1, 2].map(() => ({ id: id(), label: '完工照片', url: '' })) : [],
  devices: ['wait', 'absent', 'cancelled'].includes(scenario) ? [] : [{ label: '机身序列号', value: 'GREE-KFR72LW-24A1F0093' }],
  warranty: ['wait', 'absent', 'cancelled'].includes(scenario)
    ? null
    : { until: NOW + 365 * 24 * 60 * MINUTE, note: '安装质保一年，人为损坏除外' },
  servicePhone: '400-800-1234',
  commission: null,
});

/** The stars that were sent, until a link is opened anew. */
let stars: number | null = null;

const customerOrder = (act: 'wait' | 'consent' | 'sign' | 'rate', earlier = false) => ({
  id: ORDER_ID,
  number: 'MD261122K7P2QX',
  title: '空调安装',
  state: 'open',
  phase: act === 'rate' ? 'closed' : act === 'sign' ? 'review' : 'working',
  begun: true,
  slot,
  customerName: '王女士',
  addressShort: '浦东新区张江路 368 弄',
  installerName: '李建国',
  next: {
    act,
    text: {
      wait: '师傅将在今天 14:00–16:00 上门，请保持电话畅通',
      consent: '师傅有增项请您确认',
      sign: '师傅已完工，请核对账单并签字',
      rate: stars === null ? '请评价本次服务：点一下星星就好' : '评价已收到，谢谢您',
    }[act],
    more: null as string | null,
  },
  progress: progress(act === 'wait' ? 2 : act === 'rate' ? 5 : 4),
  bill: {
    kind: act === 'wait' || act === 'consent' ? 'planned' : 'actual',
    hash: 'h1',
    lines: planned.map(({ name, kind, quantity, unit, charge, parts }) => ({ name, kind, quantity, unit, charge, parts })),
    total: total('charge'),
    why: null as string | null,
  },
  cancelled: null as object | null,
  earlierBills: earlier ? [{ visit: 1, scope: 'fee', why: '家中无人', at: NOW - 1_500 * MINUTE, total: 5_000 }] : [],
  consents:
    act === 'consent'
      ? [waitingConsent]
      : act === 'rate'
        ? [{ ...waitingConsent, status: 'declined', decidedAt: NOW - 2 * MINUTE, decidedBy: 'customer_page' }]
        : [],
  payment:
    act === 'wait'
      ? null
      : {
          mode: 'installer',
          state: act === 'rate' ? 'paid' : 'part',
          billed: total('charge'),
          waived: act === 'rate' ? 3_000 : 0,
          waivers: act === 'rate' ? waivers : [],
          mayWaive: 0,
          due: total('charge') - (act === 'rate' ? 3_000 : 0),
          estimated: false,
          collected: act === 'rate' ? total('charge') - 3_000 : 20_000,
          left: act === 'rate' ? 0 : total('charge') - 20_000,
          entries: [
            {
              id: id(),
              kind: 'collect',
              method: 'code',
              amount: act === 'rate' ? total('charge') - 3_000 : 20_000,
              at: NOW - 20 * MINUTE,
              by: '',
              holder: 'installer',
              note: '',
              voided: null,
            },
          ],
        },
  comments: [],
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
              { definition: { key: 'rating', type: 'rating', label: '满意度' }, state: 'edit', required: true, value: stars },
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

/** Nobody was at home: a fee, and hours to be chosen. */
const absentOrder = () => {
  const order = customerOrder('wait', true);
  const [opened, assigned, , ...rest] = order.progress;
  return {
    ...order,
    earlierBills: order.earlierBills.map((bill) => ({ ...bill, unverified: true })),
    payment: {
      mode: 'company',
      state: 'unpaid',
      billed: total('charge') + 5_000,
      waived: 0,
      unverified: 5_000,
      waivers: [],
      mayWaive: 0,
      due: total('charge'),
      estimated: true,
      collected: 0,
      left: total('charge'),
      entries: [],
    },
    phase: 'waiting',
    next: { act: 'slot', text: '师傅来过，家中无人，需要重新约时间', more: '请选新的上门时间，也可以等客服与您联系' },
    progress: [
      opened,
      assigned,
      {
        key: 'n2',
        label: '师傅 11月21日 周六 09:20 到了，家中无人',
        status: 'vain',
        at: null,
        by: null,
        note: '上门费 ¥50.00 公司正在核实，暂不需要支付',
      },
      { key: 'n2b', label: '重新预约', status: 'current', at: NOW - 1_490 * MINUTE, by: null, note: null },
      ...rest.map((step) => ({ ...step, status: 'ahead', at: null, by: null })),
    ],
  };
};

/** Cancelled before anybody came. */
const cancelledOrder = () => {
  const order = customerOrder('wait');
  const at = NOW - 90 * MINUTE;
  return {
    ...order,
    state: 'cancelled',
    installerName: null,
    next: { act: 'none', text: '工单已取消', more: null },
    cancelled: { at, by: '客服', reason: '客户不需要了' },
    progress: [order.progress[0], { key: 'cancelled', label: '已取消', status: 'vain', at, by: '客服', note: '客户不需要了' }],
    payment: {
      mode: 'company',
      state: 'none',
      billed: 0,
      waived: 0,
      waivers: [],
      mayWaive: 0,
      due: 0,
      estimated: true,
      collected: 0,
      left: 0,
      entries: [],
    },
  };
};

const OFFERS = { open: id(), accepted: id(), refused: id() };

const offer = {
  id: OFFERS.open,
  overlaps: [{ number: 'MD261122K7P2QX', from: '14:00', to: '16:00' }],
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
  crew: { role: 'leader', size: 2, weight: 2, weights: 3 },
  returnOf: { number: 'MD261115B4R8TN', warranty: true },
  facts: ['加急', '2 台', '8 层无电梯', '高 2.5 米', '机型 壁挂机', '管长 3.5 米'],
  difficulty: { level: 'high', reasons: ['8 层无电梯', '高处作业 2.5 米', '共 2 台', '需 2 人配合'] },
};

const summary = (state: string, nodeName: string) => ({
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

/** What a scenario wants to see. */
export type Scenario =
  | 'later'
  | 'extra'
  | 'superseded'
  | 'withdrawn'
  | 'full'
  | 'empty'
  | 'error'
  | 'forbidden'
  | 'done'
  | 'sign'
  | 'objected'
  | 'absent'
  | 'cancelled'
  | 'wait'
  /** A return visit, and one installer is asked about it. */
  | 'asking'
  /** Nobody was at home, and the customer has chosen other hours. */
  | 'rebook'
  | 'consent'
  | 'long';

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

const template = (code: string, name: string, icon: string, summary: string) => ({
  code,
  version: 1,
  name,
  scene: 'aftersale',
  icon,
  summary,
  publishedAt: NOW,
  publishedBy: '管理员',
  active: true,
  withdrawnAt: null,
});
const TEMPLATES = [
  template('ac-install', '空调安装', 'snow', '挂机、柜机上门安装'),
  template('ac-repair', '空调维修', 'tool', '不制冷、漏水、异响'),
  template('ac-clean', '空调清洗', 'snow', '内机深度清洗'),
  template('heater-install', '热水器安装', 'tool', '燃气、电热水器'),
  template('hood-clean', '油烟机清洗', 'tool', '免拆或拆洗'),
  template('central', '商用中央多联机空调整机安装与旧机拆除回收一体化服务', 'tool', '现场勘测、设计、安装、调试全流程'),
  template('lock', '智能锁安装', 'lock', '换锁体、录指纹'),
  template('water', '净水器换芯', 'tool', '原厂滤芯'),
  template('tv', '电视挂装', 'tool', '含标准挂架'),
  template('general', '上门检测', 'tool', '其他上门项目'),
];

const leaves = (long: boolean) => {
  const day = (text: string) => Date.parse(`${text}T00:00:00+08:00`);
  const leave = (state: string, from: string, to: string, more: object = {}) => ({
    id: id(),
    from: day(from),
    to: day(to),
    kind: 'personal',
    reason: long ? LONG : '家里有事',
    state,
    createdAt: NOW - 60 * MINUTE,
    decidedAt: null,
    decidedBy: '',
    words: '',
    ...more,
  });
  const decided = { decidedAt: NOW - 20 * MINUTE, decidedBy: '周调度' };
  return [
    leave('asked', '2026-12-01', '2026-12-03'),
    leave('approved', '2026-11-28', '2026-11-29', { ...decided, kind: 'annual', reason: '' }),
    leave('refused', '2026-11-25', '2026-11-26', { ...decided, words: long ? LONG : '当天人手不够，请改一天' }),
    leave('withdrawn', '2026-11-23', '2026-11-24', { decidedAt: NOW, decidedBy: '李建国' }),
  ];
};

const pastOffers = (long: boolean) => {
  const past = (status: string, more: object) => ({
    id: id(),
    number: 'MD261121K7P2QX',
    templateName: '空调安装',
    status,
    pay: 18_660,
    slot,
    shortAddress: '上海市浦东新区',
    refusal: null,
    createdAt: NOW - 300 * MINUTE,
    answeredAt: NOW - 296 * MINUTE,
    orderId: null,
    ...more,
  });
  return [
    past('accepted', { id: OFFERS.accepted, orderId: ORDER_ID }),
    past('refused', { id: OFFERS.refused, refusal: long ? LONG : '时间排不开' }),
    past('expired', { slot: null, templateName: long ? '商用中央多联机空调整机安装与旧机拆除回收一体化服务' : '净水器换芯' }),
    past('withdrawn', { pay: long ? 123_456_789 : 9_900 }),
  ];
};

/** The answer to `METHOD /path` in a scenario; undefined for an address that the screens should not ask. */
export function answerTo(method: string, path: string, scenario: Scenario, body: unknown): Answer | undefined {
  const roles = scenario === 'forbidden' ? ['staff'] : ['installer', 'staff'];
  if (path === '/auth/exchange') return ok({ token: 'test-bearer', expiresAt: NOW + 86_400_000, roles });
  if (path === '/customer/links/open') {
    stars = null;
    return (body as { phoneLast4?: string }).phoneLast4 === '0000'
      ? problem(403, 'auth.link_wrong_person')
      : ok({ bearer: 'test-bearer', orderId: ORDER_ID, verified: true });
  }
  if (scenario === 'error') return problem(500, 'request.internal');
  if (scenario === 'forbidden' && path !== '/auth/me' && path !== '/about') return problem(403, 'request.forbidden');
  // nobody else acts on these screens
  if (method === 'GET' && /(\/stamp|^\/order-stamps)(\?|$)/.test(path)) return ok({ stamp: '1' });
  if (method === 'GET' && /^\/files\/\w+\/link$/.test(path)) return ok({ url: PICTURE, expiresAt: NOW });
  const empty = scenario === 'empty';
  const long = scenario === 'long';
  // more than he took in the month: some of it was taken in the month before
  const handedIn = scenario === 'extra' ? 120_000 : 50_000;
  const cards = [
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
      tried: [],
      retryHelps: false,
      waitsUntil: null,
      status: 'staff_todo',
      reason: null,
      createdAt: NOW,
      sentAt: null,
    },
  ];
  const listed = empty ? [] : [summary('open', '上门安装'), summary('done', '完成')];
  const underWay = { orders: listed, questions: listed, cards, choices: scenario === 'rebook' ? [ORDER_ID] : [], stamp: '1' };
  const routes: Readonly<Record<string, () => Answer>> = {
    'GET /about': () => ok({ demo: true }),
    'GET /auth/me': () =>
      ok({
        kind: 'person',
        id: ME_ID,
        name: long ? '阿卜杜拉·买买提·艾合买提江·吐尔逊师傅' : '李建国',
        roles,
        permissions: scenario === 'forbidden' ? ['orders:create'] : ['offers:read', 'orders:create'],
        money: [],
        scope: { regions: ['310000'], outletId: null, orderId: null },
        session: {},
        csrf: null,
        setupOpen: false,
        demo: true,
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
              visit({
                slot: { date: '2026-11-22', from: '18:00', to: '20:00' },
                templateName: '油烟机深度清洗',
                shortAddress: '静安区共和新路 1988 号',
                state: 'cancelled',
              }),
            ],
      }),
    'GET /my/offers': () => ok({ items: empty || scenario === 'done' ? [] : [offer] }),
    'GET /my/leaves': () => ok({ items: empty ? [] : leaves(long) }),
    'GET /my/offers/past': () => ok({ items: empty ? [] : pastOffers(long), nextCursor: empty ? null : 'older' }),
    'GET /my/earnings': () =>
      ok(
        empty
          ? {
              month: '2026-11',
              today: 0,
              todayPlanned: 0,
              week: 0,
              monthTotal: 0,
              monthCollected: 0,
              monthNet: 0,
              inHand: 0,
              monthHandedIn: 0,
              handovers: [],
              collections: [],
              days: [],
              orders: [],
            }
          : {
              month: '2026-11',
              today: long ? 987_654_321 : 18_660,
              todayPlanned: long ? 1_234_567_890 : 28_163,
              week: 134_520,
              monthTotal: long ? 98_765_432_100 : days.reduce((sum, day) => sum + day.earn, 0),
              monthCollected: 85_490,
              monthHandedIn: handedIn,
              monthNet: days.reduce((sum, day) => sum + day.earn, 0) - 85_490 + handedIn,
              inHand: scenario === 'extra' ? 8_000 : 35_490,
              handovers: [{ id: id(), amount: handedIn, day: '2026-11-21', note: long ? LONG : '现金' }],
              collections: [
                {
                  id: id(),
                  orderId: ORDER_ID,
                  number: 'MD261122K7P2QX',
                  kind: 'collect',
                  amount: 85_490,
                  day: '2026-11-20',
                  method: 'cash',
                },
              ],
              days,
              orders: [
                ...(scenario === 'extra' ? takenBackFee : []),
                ...days.slice(-4).flatMap((day, index) =>
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
              ],
            },
      ),
    [`GET /my/earnings/orders/${ORDER_ID}`]: () =>
      ok({ ...earned(true), ...(scenario === 'extra' ? { settlementState: 'unverified', takenBack: [takenBack] } : {}) }),
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
    [`POST /my/offers/${OFFERS.open}/answer`]: () => ok({ status: 'refused', orderId: offer.orderId, assigned: true, after: 'next' }),
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
    'GET /catalog/items': () => ok({ items: items.map((item) => ({ ...item, category: '空调' })) }),
    'POST /customers/from-chat': () => ok(customer),
    'POST /desk/chat': () => ok({ customer, underWay }),
    [`GET /desk/customers/${customer.id}`]: () => ok(underWay),
    [`GET /customers/${customer.id}`]: () => ok(customer),
    'GET /wecom/jssdk-signature': () => ok({ corpId: 'ww1', agentId: '1', timestamp: 1, nonceStr: 'n', signature: 's' }),
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
    'GET /templates': () => ok({ items: empty ? [] : TEMPLATES }),
    'GET /templates/ac-install/start-form': () =>
      ok({ code: 'ac-install', version: 1, name: '空调安装', fields: startFields, lines: [], items }),
    'POST /orders/quote': () =>
      ok({
        charge: total('charge'),
        lines: planned,
        tier: 'T1',
        tierName: '一线城市',
        book: 'MAIN@3',
        nearestKm: '3.4',
        mayChange: [
          '加长铜管的实际米数',
          '现场需要增减的配件和项目，会先征得客户同意',
          '现场有「高空作业(7层以上无电梯)」的情况',
          '师傅出发地到现场的距离',
        ],
      }),
    'POST /orders': () => {
      if (scenario === 'withdrawn') return problem(409, 'templates.withdrawn');
      if (scenario === 'superseded') return { status: 409, body: { code: 'templates.superseded', status: 409, detail: { current: 2 } } };
      return ok({ id: ORDER_ID, number: 'MD261122K7P2QX', version: 1, already: false });
    },
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
        ],
      }),
    [`POST /orders/${ORDER_ID}/comments`]: () => ok({ id: id() }),
    'POST /customers': () => ok(customer),
    [`POST /customers/${customer.id}/sites`]: () => ok(customer),
    [`POST /customers/${customer.id}/devices`]: () => ok(customer),
    [`POST /orders/${ORDER_ID}/chat-card`]: () =>
      ok({ title: '空调安装进度', text: '服务中：上门安装', url: 'https://example.com/m/#/x?t=abc', miniProgram: null }),
    'GET /slots/room': () =>
      ok({
        items: [
          {
            date: '2026-11-22',
            from: '14:00',
            to: '16:00',
            level: 'full',
            left: 0,
            why: '5 位师傅中 1 位有空，3 位已排满，1 位休息或请假，还有 2 单待派',
          },
          {
            date: '2026-11-22',
            from: '16:00',
            to: '18:00',
            level: 'tight',
            left: 1,
            why: '5 位师傅中 1 位有空，4 位已排满',
            clash: '李建国 16:00–18:00 已有 MD261122M3T8WA，时间重叠',
          },
          { date: '2026-11-22', from: '18:00', to: '20:00', level: 'free', left: 4, why: '5 位师傅中 4 位有空，1 位休息或请假' },
          { date: '2026-11-23', from: '08:00', to: '10:00', level: 'tight', left: 2, why: '12 位师傅中 2 位有空，10 位已排满' },
        ],
      }),
    'GET /orders': () => ok({ items: listed, nextCursor: null }),
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
    'GET /deliveries': () => ok({ items: cards, nextCursor: null }),
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
    'GET /customer/order': () =>
      ok(
        scenario === 'absent'
          ? absentOrder()
          : scenario === 'cancelled'
            ? cancelledOrder()
            : customerOrder(
                scenario === 'objected' ? 'sign' : scenario === 'wait' || scenario === 'consent' || scenario === 'sign' ? scenario : 'rate',
                scenario === 'objected' || scenario === 'sign',
              ),
      ),
    'GET /customer/order/around': () => ok(around(scenario)),
    'GET /customer/order/subscriptions': () => ok({ state: 'available', templateIds: ['t1', 't2'], left: 0 }),
    'PUT /customer/order/rating': () => {
      stars = (body as { values: { rating: number | null } }).values.rating;
      return ok({ version: 7 });
    },
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

export const FIXTURE_IDS = { order: ORDER_ID, customer: customer.id, offers: OFFERS };

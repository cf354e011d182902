/** The fixture server's answers by operation. */
import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import { checkBook } from '@mingdan/shared/pricing/check-book';
import { compileBook } from '@mingdan/shared/pricing/compile-book';
import { ACT_ANSWERS } from './fixture-acts.ts';
import {
  BOOK,
  DAY,
  dayText,
  EARLIER_TEMPLATE,
  HASH,
  HOUR,
  id,
  LINES,
  MINUTE,
  NOW,
  order,
  summary,
  TEMPLATE,
  TOTALS,
} from './fixture-data.ts';
import { DISPATCH_ANSWERS, DISPATCH_PERMISSIONS } from './fixture-dispatch.ts';
import { DISPUTED, delivery, NOTICE_ANSWERS, NOTICE_PERMISSIONS } from './fixture-notices.ts';

export type Input = Readonly<Record<string, unknown>>;
/** `body`: the text of a file that was sent. */
export type Answer = (input: Input, body?: string) => unknown;

const PAGE = 20;

/** A keyset page of something that is made by number; the cursor is the next number. */
function paged<T>(input: Input, total: number, make: (n: number) => T, keep: (row: T) => boolean = () => true) {
  const from = Number(input['cursor'] ?? 0);
  const size = Math.min(Number(input['limit'] ?? PAGE), PAGE);
  const items: T[] = [];
  let n = from;
  for (; n < total && items.length < size; n++) {
    const row = make(n);
    if (keep(row)) items.push(row);
  }
  return { items, nextCursor: n < total ? String(n) : null };
}

/** Orders both ways: a cursor that begins with `-` asks for the page above. */
function ordersPage(input: Input) {
  const keep = (row: ReturnType<typeof summary>) => {
    if (input['state'] !== undefined && row.state !== input['state']) return false;
    if (input['phase'] !== undefined && row.phase !== input['phase']) return false;
    if (input['settlementState'] !== undefined && row.settlementState !== input['settlementState']) return false;
    if (input['urgency'] !== undefined && row.urgency !== input['urgency']) return false;
    if (input['attention'] === 'suspended' && row.state !== 'suspended') return false;
    return input['q'] === undefined || row.number === input['q'] || row.customerName === input['q'];
  };
  const all = Array.from({ length: 64 }, (_, n) => summary(n)).filter(keep);
  const size = Math.min(Number(input['limit'] ?? PAGE), PAGE);
  const cursor = String(input['cursor'] ?? '0');
  const from = cursor.startsWith('-') ? Math.max(0, Number(cursor.slice(1)) - size) : Number(cursor);
  return {
    items: all.slice(from, from + size),
    nextCursor: from + size < all.length ? String(from + size) : null,
    prevCursor: from > 0 ? `-${from}` : null,
  };
}

/** An act on eight orders of which one was refused, and an export. */
function batch(batchId: string) {
  const isExport = batchId === id(871);
  return {
    id: batchId,
    kind: isExport ? 'export' : batchId === id(872) ? 'reassign' : 'suspend',
    state: 'done',
    total: isExport ? 386 : 3,
    done: isExport ? 386 : 2,
    refused: isExport ? 0 : 1,
    createdAt: NOW - MINUTE,
    endedAt: NOW,
    file: isExport ? { name: '工单-2026-11-22.xlsx', bytes: 48_213, keptUntil: NOW + DAY } : null,
    problem: null,
    refusals: isExport
      ? []
      : [
          {
            orderId: id(3),
            number: summary(3).number,
            code: 'dispatch.not_eligible',
            detail: { name: '张师傅', why: '那天已排满 6 单；与 14:00 的上门时间冲突' },
          },
        ],
    url: isExport ? '/exports/x/y.xlsx?exp=1&sig=2' : null,
  };
}

const view = (key: string, name: string, filters: object, count: number, kind = 'product', audience = 'company') => ({
  id: key,
  name,
  filters,
  audience,
  kind,
  ownerName: kind === 'shared' ? '何店长' : null,
  count,
  more: count >= 1_000,
});
const VIEWS = [
  view('all', '全部', {}, 1_000),
  view('open', '进行中', { state: 'open' }, 386),
  view('dispatch', '派单中', { state: 'open', phase: 'dispatch' }, 27),
  view('late', '过时段未完工', { attention: 'late' }, 4),
  view('unsigned', '待签字', { attention: 'unsigned' }, 9),
  view('done', '已完成', { state: 'done' }, 1_000),
  view('cancelled', '已取消', { state: 'cancelled' }, 41),
  view(id(881), '朝阳加急', { region: '110105', urgency: 'urgent' }, 3, 'mine', 'me'),
  view(id(882), '本月返修', { state: 'open', createdFrom: '2026-11-01' }, 12, 'shared'),
];
const WORKBENCH = {
  today: dayText(NOW),
  todos: [
    { attention: 'parked', count: 3, oldestAt: NOW - 5 * HOUR },
    { attention: 'todayUnassigned', count: 2, oldestAt: NOW - 26 * HOUR },
    { attention: 'disputed', count: 1, oldestAt: NOW - DAY, firstId: DISPUTED },
    { attention: 'question', count: 2, oldestAt: NOW - 2 * DAY },
    { attention: 'late', count: 4, oldestAt: NOW - 3 * DAY },
    { attention: 'consent', count: 3, oldestAt: NOW - 4 * DAY },
    { attention: 'unsigned', count: 9, oldestAt: NOW - 6 * DAY },
    { attention: 'suspended', count: 5, oldestAt: NOW - 9 * DAY },
  ],
  series: [
    { key: 'opened', values: [31, 28, 40, 37, 22, 18, 35, 39, 41, 36, 44, 21, 25, 33] },
    { key: 'finished', values: [27, 30, 33, 36, 24, 15, 29, 38, 40, 31, 42, 20, 22, 19] },
    { key: 'cancelled', values: [1, 0, 2, 1, 0, 0, 3, 1, 0, 2, 1, 0, 0, 1] },
    { key: 'charge', values: [1810, 2020, 2233, 2510, 1604, 990, 1950, 2601, 2710, 2077, 2890, 1322, 1505, 1288].map((n) => n * 1_000) },
    { key: 'earn', values: [510, 560, 610, 700, 430, 270, 540, 720, 741, 580, 800, 366, 410, 352].map((n) => n * 1_000) },
  ],
};

const PERMISSIONS = [
  ...DISPATCH_PERMISSIONS,
  ...NOTICE_PERMISSIONS,
  'auth:self',
  'orders:list',
  'orders:read',
  'orders:act',
  'orders:create',
  'orders:steer',
  'orders:export',
  'orders:export_plain',
  'orders:comment',
  'customers:read',
  'customers:write',
  'customers:note',
  'customers:reveal',
  'catalog:read',
  'books:read',
  'books:publish',
  'books:write',
  'catalog:write',
  'templates:write',
  'templates:read',
  'templates:publish',
  'people:read',
  'people:write',
  'settings:check',
  'offers:manage',
  'settlement:read',
  'ledger:read',
  'cash:read',
  'cash:record',
  'audit:read',
  'audit:verify',
  'deadletters:read',
  'deadletters:replay',
  'files:read',
];

const head = (version: number, active: boolean) => ({
  code: BOOK.code,
  version,
  validFrom: BOOK.validFrom ?? null,
  validTo: BOOK.validTo ?? null,
  tiers: BOOK.tiers.length,
  items: BOOK.items.length,
  adjustments: BOOK.adjustments?.length ?? 0,
  fees: BOOK.fees?.length ?? 0,
  splits: BOOK.splits?.length ?? 0,
  publishedAt: NOW - version * 30 * DAY,
  publishedBy: '财务陈会计',
  active,
});

const templateHead = (version: number, active: boolean) => ({
  code: 'ac-install',
  version,
  name: '空调安装',
  scene: 'aftersale',
  icon: 'air-conditioner',
  summary: '上门安装壁挂或柜式空调，按实际用料结算',
  publishedAt: NOW - 3 * DAY,
  publishedBy: '管理员林工',
  active,
  withdrawnAt: null,
});

const FINDINGS = [
  {
    severity: 'warning' as const,
    code: 'PRICE_MISSING',
    path: 'items.7.prices.T9.charge',
    message: '“加长铜管”在乡镇偏远档没有客户价，到那里的工单会算不出价',
  },
  {
    severity: 'warning' as const,
    code: 'NEVER_WINS',
    path: 'adjustments.4',
    message: '“雨季上浮”永远不会生效：同组的“节假日上浮”总是更优先',
  },
];
const ERRORS = [
  { severity: 'error' as const, code: 'FEN_NOT_INTEGER', path: 'items.3.prices.T2.charge', message: '价格要用整数分，现在是 163.5' },
  { severity: 'error' as const, code: 'TIER_UNKNOWN', path: 'tierRules.1.tier', message: '规则 TR2 归入的档位 T12 不存在' },
  ...FINDINGS,
];

const catalogEntry = (n: number) => {
  const { code, name, kind, unit } = BOOK.items[n]!;
  return {
    code,
    name,
    kind,
    unit,
    category: ['安装', '维修', '管路'][n % 3]!,
    model: n % 2 ? 'TP-3' : '',
    brand: n % 2 ? '海亮' : '',
    keywords: '',
    active: n % 7 !== 6,
    version: 1,
  };
};
const FLOW = TEMPLATE['flow'] as FlowDefinition;
const DECIDES = FLOW.edges.findIndex(({ when }) => when !== undefined);
/** The template whose decision calculates: with amounts, and with brackets on the other side. */
const CALCULATING = {
  ...TEMPLATE,
  flow: {
    ...FLOW,
    edges: FLOW.edges.with(DECIDES, {
      ...FLOW.edges[DECIDES]!,
      when: {
        and: [
          { '>': [{ '-': [{ '*': [{ var: '$order.charge' }, 2] }, { '*': [{ var: 'floor' }, 1500] }] }, 200_000] },
          { '>=': [{ var: 'floor' }, { '*': [{ '+': [{ var: '$attempt' }, 1] }, 3] }] },
          { '!!': [{ var: 'lift' }] },
        ],
      },
    }),
  },
};
const CALCULATED_ROW = `flow.edges.${DECIDES}.when.and.1.>=`;

const draftHead = (n: number) => ({
  id: id(9002 + n),
  code: n === 0 ? BOOK.code : 'SPRING-2027',
  baseVersion: n === 0 ? 2 : null,
  revision: 4 + n,
  createdAt: NOW - 2 * DAY,
  updatedAt: NOW - (n + 1) * 20 * MINUTE,
  updatedBy: n === 0 ? '财务陈会计' : '管理员林工',
});
/** The book in hand: some prices up, one item gone, one new without all its prices, a rule changed. */
const DRAFT_BOOK = {
  ...BOOK,
  version: 3,
  items: [
    ...BOOK.items.slice(0, -1).map((item, n) => ({
      ...item,
      prices: Object.fromEntries(
        Object.entries(item.prices).map(([tier, cell]) => [
          tier,
          { ...cell, ...(n % 3 === 0 && cell.charge != null ? { charge: Math.round(cell.charge * 1.08) } : {}) },
        ]),
      ),
    })),
    {
      code: 'AC-CLEAN-DEEP',
      name: '空调深度清洗（含外机、蒸发器拆洗与消毒）',
      kind: 'labour' as const,
      unit: '台',
      prices: { T1: { charge: 19_900, settle: 12_000, cost: 0 } },
    },
  ],
  adjustments: (BOOK.adjustments ?? []).map((rule, n) => (n === 0 ? { ...rule, op: { multiply: '1.35' } } : rule)),
};
/** As many items as a large company has, with a price in every tier. */
const BIG_BOOK = {
  ...BOOK,
  items: Array.from({ length: 1_000 }, (_, n) => ({
    code: `ITEM-${String(n).padStart(4, '0')}`,
    name: `${BOOK.items[n % BOOK.items.length]!.name} ${n}`,
    kind: 'labour' as const,
    unit: '次',
    prices: Object.fromEntries(BOOK.tiers.map((tier, at) => [tier.code, { charge: 10_000 + n * 100 - at * 500, settle: 8_000, cost: 0 }])),
  })),
};

const PEOPLE = ['林工', '陈会计', '周客服', '张师傅', '李师傅', '王大力', '赵铁柱', '何店长'];
const ROLES = ['admin', 'finance', 'staff', 'installer', 'installer', 'installer', 'installer', 'outlet_manager'] as const;

const person = (n: number) => ({
  id: id(700 + n),
  userid: ['linGong', 'chenKj', 'zhouKf', 'zhang', 'li', 'wang.dali', 'zhao_tz', 'heDz'][n]!,
  name: PEOPLE[n]!,
  phoneMasked: n === 0 ? null : `138****00${String(n).padStart(2, '0')}`,
  roles: n === 2 ? (['staff', 'dispatcher'] as const) : [ROLES[n]!],
  outletId: n > 2 ? id(650) : null,
  outletName: n > 2 ? '朝阳一店' : null,
  regions: n === 0 || n === 1 ? ['000000'] : n === 2 ? ['110000', '120000'] : ['110105'],
  active: n !== 6,
  version: 2,
});

const outlet = (n: number, code: string, name: string, region: string, cooperation: string, people: number, active = true) => ({
  id: id(800 + n),
  code,
  name,
  region,
  cooperation,
  active,
  people,
  version: 1,
});
const OUTLETS = [
  outlet(1, 'BJ-CY', '朝阳一店', '110105', 'own', 6),
  outlet(2, 'SH-PD', '浦东加盟店', '310115', 'franchise', 12),
  outlet(3, 'XJ-BY', '巴音郭楞蒙古自治州和静县及周边合作服务商（名称特别长的一家）', '652827', 'partner', 1),
  outlet(4, 'GD-OLD', '天河旧店', '440106', 'own', 0, false),
];
const selfCheck = (key: string, state: string, reason: string, found: string | null = null, errcode: number | null = null) => ({
  key,
  state,
  reason,
  found,
  errcode,
});
const CHECKS = [
  selfCheck('app', 'ok', 'fine', 'ww0123456789abcdef · 1000002'),
  selfCheck('publicUrl', 'warn', 'not_https', 'http://service.example.com'),
  selfCheck('token', 'ok', 'fine'),
  selfCheck('callback', 'warn', 'never_called'),
  selfCheck('members', 'ok', 'fine', '14'),
  selfCheck('contacts', 'fail', 'refused', null, 48002),
  selfCheck('corpTicket', 'ok', 'fine'),
  selfCheck('agentTicket', 'fail', 'no_answer'),
  selfCheck('miniProgram', 'skipped', 'not_configured'),
];

const audit = (n: number) => ({
  id: id(4000 - n),
  seq: n < 2 ? null : 1284 - n,
  hash: n < 2 ? null : HASH.slice(n % 10) + HASH.slice(0, n % 10),
  at: NOW - n * 4 * MINUTE,
  actor: ['周客服', '张师傅', '系统', '林工'][n % 4]!,
  actorKind: n % 4 === 2 ? 'system' : 'person',
  action: ['orders.created', 'orders.acted', 'settlement.posted', 'people.saved'][n % 4]!,
  subjectType: n % 4 === 3 ? 'person' : 'order',
  subjectId: id(n),
  subjectName: n % 4 === 3 ? '林工' : n % 4 === 0 ? summary(n).number : null,
  requestId: id(5000 + n),
  before: n % 4 === 0 ? null : { state: 'open', phase: 'working', roles: ['staff'], charge: 85490 },
  after: {
    state: n % 4 === 1 ? 'done' : 'open',
    phase: 'closed',
    roles: ['staff', 'dispatcher'],
    charge: 85490,
    lines: [{ item: 'BRACKET', quantity: '1' }],
  },
  reason: n % 4 === 3 ? '兼任调度' : null,
});

const step = (
  text: string,
  after: string | null = null,
  before: string | null = null,
  outcome: 'applied' | 'lost' | 'info' = 'applied',
) => ({ text, outcome, before, after });

const customerCard = (n: number) => ({
  id: id(n),
  name: ['王秀兰', '欧阳晓雨', '陈静'][n % 3]!,
  phoneMasked: '138****8000',
  level: n % 2 === 0 ? 'VIP' : 'STD',
  createdAt: NOW - n * DAY,
});
const MERGED = {
  name: '王女士',
  phoneMasked: '139****0002',
  moved: { orders: 12, sites: 2, devices: 3, contacts: 1, notes: 0 },
  reason: '电话里确认换了号码，两份档案是同一位',
  by: '林晓',
  at: NOW - 2 * DAY,
  undoUntil: NOW + 28 * DAY,
};

const bill = (visit: number, scope: 'all' | 'fee', state: string) => ({
  visit,
  scope,
  kind: 'actual',
  state,
  book: 'CN-2026H2@1',
  tier: 'T1',
  tierName: '一线核心',
  tierRule: 'core',
  tierRuleName: '一线城市核心区',
  totals: TOTALS,
  outlet: 8690,
  lines: LINES.map((line, index) => ({
    ...line,
    adjustments: index === 0 ? ['FLOOR-CAP'] : [],
    split: line.kind === 'part' ? 'PART80' : line.kind === 'fee' ? 'FEE100' : 'LABOUR70',
    crew: [{ installer: id(700), name: '张师傅', share: line.earn ?? 0 }],
  })),
  tierWhy: [
    step('core：地区北京市朝阳区，命中，优先级最高'),
    step('first-outer：也命中，但地区深度较浅（市级）', null, null, 'lost'),
    step('key-account：合作不符', null, null, 'lost'),
  ],
  why: LINES.flatMap((line, index) =>
    (['charge', 'settle', 'cost', 'earn'] as const).map((side) => ({
      line: index,
      side,
      steps:
        side === 'earn'
          ? [step(`分成 LABOUR70：结算价 × 0.7`, String(line.earn))]
          : [
              step(`T1 价 × ${line.quantity}`, String(line[side])),
              step('雨季上浮：同组“季节”里节假日上浮更优先', null, null, 'lost'),
              step('高层系数 × 1.05', String(line[side]), `${Math.round((line[side] ?? 0) / 1.05)}.5`),
              step('四舍五入到分', String(line[side]), `${line[side]}.25`, 'info'),
            ],
    })),
  ),
});

const settlement = (input: Input) => ({
  orderId: String(input['orderId']),
  number: 'MD2611227K2Q04',
  settlementState: 'pending',
  ...bill(2, 'all', 'pending'),
  earlier: [bill(1, 'fee', 'eligible')],
  waivers: [{ id: id(960), amount: 5_000, reason: '少打一个孔，按约定减免', at: NOW - HOUR, by: '客服小周', voided: null }],
  net: { charge: 95_490, settle: 64_200, earn: 46_820, cost: 59_400, profit: 42_380 },
  postings: [
    {
      id: id(800),
      at: NOW - 2 * HOUR,
      businessDay: dayText(NOW),
      kind: 'completion',
      entries: [
        { account: 'receivable:customer', accountName: '应收客户', party: '王秀兰', debit: 85490, credit: 0 },
        { account: 'revenue', accountName: '服务收入', party: null, debit: 0, credit: 85490 },
        { account: 'cost:service', accountName: '服务成本', party: null, debit: 32100, credit: 0 },
        { account: 'payable:outlet', accountName: '应付网点', party: '朝阳一店', debit: 0, credit: 8690 },
        { account: 'payable:installer', accountName: '应付师傅', party: '张师傅', debit: 0, credit: 23410 },
        { account: 'cost:parts', accountName: '备件成本', party: null, debit: 29700, credit: 0 },
        { account: 'clearing:parts', accountName: '备件待摊', party: null, debit: 0, credit: 29700 },
      ],
    },
    {
      id: id(801),
      at: NOW - HOUR,
      businessDay: dayText(NOW),
      kind: 'waiver',
      entries: [
        { account: 'revenue', accountName: '服务收入', party: null, debit: 5000, credit: 0 },
        { account: 'receivable:customer', accountName: '应收客户', party: '王秀兰', debit: 0, credit: 5000 },
      ],
    },
  ],
});

const compiled = compileBook(BOOK);

export const ANSWERS: Readonly<Record<string, Answer>> = {
  ...ACT_ANSWERS,
  ...DISPATCH_ANSWERS,
  ...NOTICE_ANSWERS,
  'auth.about': () => ({ demo: true }),
  'auth.me': () => ({
    kind: 'person',
    id: id(700),
    name: '林晓明',
    roles: ['admin', 'finance', 'dispatcher', 'auditor'],
    permissions: PERMISSIONS,
    money: ['charge', 'settle', 'earn', 'cost', 'profit'],
    scope: { regions: ['000000'], outletId: null, orderId: null },
    session: { kind: 'cookie', expiresAt: NOW + DAY },
    csrf: 'csrf-token',
    setupOpen: false,
    demo: true,
  }),
  'auth.logout': () => ({}),
  'auth.setup': () => ({}),
  'orders.list': (input) => ordersPage(input),
  'orders.comment': () => ({ id: id(960) }),
  'customers.saveContact': (input) => ANSWERS['customers.get']!(input),
  'customers.saveSite': (input) => ANSWERS['customers.get']!(input),
  'customers.merges': () => ({
    samePhone: [customerCard(903), customerCard(905)],
    merges: [
      { ...MERGED, id: id(990), undone: null },
      { ...MERGED, id: id(991), name: '王秀兰', undone: { at: NOW - DAY, by: '周调度' } },
    ],
  }),
  'customers.previewMerge': (input) => ({
    kept: { ...customerCard(901), id: input['customerId'] },
    merged: { ...customerCard(903), id: input['otherId'] },
    moves: MERGED.moved,
    samePhone: false,
    undoDays: 30,
  }),
  'customers.merge': () => ({ mergeId: id(990), moved: MERGED.moved, undoUntil: NOW + 30 * DAY }),
  'customers.undoMerge': () => ({ restoredId: id(903) }),
  'customers.file': () => ({
    notes: [
      { id: id(970), at: NOW - 26 * HOUR, by: '周客服', text: '家里有狗，上门前先打电话' },
      { id: id(971), at: NOW - 40 * DAY, by: '张师傅', text: '电梯要刷卡，联系物业 8 号楼前台' },
    ],
    warranties: [
      {
        deviceId: (ANSWERS['customers.get']!({ customerId: id(901) }) as { devices: { id: string }[] }).devices[0]!.id,
        until: '2031-06-30',
      },
    ],
  }),
  'customers.saveDevice': (input) => ANSWERS['customers.get']!(input),
  'customers.addNote': () => ({ id: id(972) }),
  'customers.setWarranty': (input) => ({ until: input['until'] ?? null }),
  'customers.reveal': () => ({ phone: '13800138000' }),
  'orderBatches.act': () => ({ id: id(870), total: 8 }),
  'orderBatches.dispatch': () => ({ id: id(872), total: 27 }),
  'orderBatches.count': (input) => ({ count: input['phase'] === undefined ? 386 : 27, more: false }),
  'orderBatches.export': () => ({ id: id(871) }),
  'orderBatches.get': (input) => batch(String(input['batchId'])),
  'orderBatches.mine': () => ({ items: [] }),
  'orderBatches.cancel': () => ({ state: 'cancelled' }),
  'orderViews.list': () => ({ items: VIEWS, mayShare: ['me', 'company'] }),
  'orderViews.save': (input) => ({ id: input['viewId'] ?? id(880) }),
  'orderViews.delete': () => ({ deleted: true }),
  'workbench.orders': () => WORKBENCH,
  'orders.get': (input) => order(numberOf(String(input['orderId']))),
  'orders.act': (input) => ({ id: input['orderId'], version: 5, state: 'cancelled', settlementState: 'estimated', settled: false }),
  'orders.previewAddress': () => ({
    version: 5,
    chargeBefore: 86_800,
    charge: 91_800,
    consequences: [
      { kind: 'price', level: 'info', text: '客户价由 ¥868.00 变为 ¥918.00' },
      { kind: 'holder', level: 'warn', text: '李师傅服务不到新地址，工单退回派单' },
    ],
  }),
  'orders.correctAddress': (input) => ({ id: input['orderId'], version: 6, charge: 91_800, distanceKm: null, redispatched: true }),
  'offers.ofOrder': () => ({
    items: [
      offer(1, '李师傅', 'refused', 22_100, '3.2', '0.91'),
      offer(2, '王大力', 'expired', 22_450, '12.7', '0.74'),
      offer(3, '张师傅', 'accepted', 23_410, '8.4', '0.88'),
    ],
  }),
  'settlement.order': settlement,
  'settlement.list': (input) =>
    paged(input, 30, (n) => ({
      orderId: id(n),
      number: summary(n).number,
      templateName: summary(n).templateName,
      regionName: summary(n).regionName,
      tierName: '一线核心',
      book: 'CN-2026H2@1',
      settlementState: String(input['state'] ?? 'pending'),
      installerName: '张师傅',
      totals: { ...TOTALS, profit: n === 3 ? -4_120 : TOTALS.profit },
      finishedAt: NOW - n * 5 * HOUR,
      posted: n !== 0,
    })),
  'leave.requests': () => ({
    items: [
      {
        id: id(895),
        personId: id(711),
        name: '李师傅',
        outletName: '朝阳一店',
        from: Date.parse('2026-12-01T00:00:00+08:00'),
        to: Date.parse('2026-12-02T12:00:00+08:00'),
        kind: 'personal' as const,
        reason: '家里有事',
        createdAt: NOW - 20 * 60_000,
        visits: [
          {
            orderId: id(4),
            number: 'MD2611284MX481',
            templateName: '空调安装',
            regionName: '北京市朝阳区',
            slot: { date: '2026-12-01', from: '10:00', to: '12:00' },
          },
        ],
        offers: [{ orderId: id(5), number: 'MD2611285MX482', slot: { date: '2026-12-01', from: '14:00', to: '16:00' } }],
      },
      {
        id: id(896),
        personId: id(712),
        name: '王大力',
        outletName: null,
        from: Date.parse('2026-12-05T12:00:00+08:00'),
        to: Date.parse('2026-12-06T00:00:00+08:00'),
        kind: 'sick' as const,
        reason: '',
        createdAt: NOW - 3 * HOUR,
        visits: [],
        offers: [],
      },
    ],
  }),
  'cash.list': () => ({
    items: [
      { installerId: id(711), name: '李师傅', taken: 1_284_000, handedIn: 800_000, inHand: 484_000, lastDay: '2026-11-24' },
      { installerId: id(712), name: '王大力', taken: 85_490, handedIn: 0, inHand: 85_490, lastDay: null },
      { installerId: id(713), name: '阿卜杜拉·买买提·艾合买提江', taken: 60_000, handedIn: 60_000, inHand: 0, lastDay: '2026-10-31' },
      { installerId: id(714), name: '赵师傅', taken: 0, handedIn: 12_000, inHand: -12_000, lastDay: '2026-11-02' },
    ],
    inHand: 557_490,
  }),
  'cash.installer': (input) => ({
    installerId: String(input['installerId']),
    name: '李师傅',
    taken: 1_284_000,
    handedIn: 800_000,
    inHand: 484_000,
    handovers: [
      { id: id(890), amount: 500_000, day: '2026-11-24', note: '现金，门店代收', at: NOW - 4 * DAY, by: '陈会计', voided: null },
      {
        id: id(891),
        amount: 50_000,
        day: '2026-11-20',
        note: '转账',
        at: NOW - 8 * DAY,
        by: '陈会计',
        voided: { at: NOW - 7 * DAY, by: '陈会计', reason: '记错了人，应记在王大力名下' },
      },
      { id: id(892), amount: 300_000, day: '2026-10-31', note: '', at: NOW - 28 * DAY, by: '陈会计', voided: null },
    ],
    collections: [
      {
        id: id(893),
        orderId: id(4),
        number: 'MD2611284MX481',
        kind: 'collect' as const,
        amount: 85_490,
        day: '2026-11-27',
        method: 'cash' as const,
      },
      {
        id: id(894),
        orderId: id(5),
        number: 'MD2611285MX482',
        kind: 'refund' as const,
        amount: 20_000,
        day: '2026-11-26',
        method: 'cash' as const,
      },
    ],
  }),
  'ledger.trialBalance': () => ({
    accounts: [
      { account: 'receivable:customer', name: '应收客户', debit: 12_854_900, credit: 0, balance: 12_854_900 },
      { account: 'revenue', name: '服务收入', debit: 0, credit: 12_854_900, balance: -12_854_900 },
      { account: 'cost:service', name: '服务成本', debit: 5_321_000, credit: 0, balance: 5_321_000 },
      { account: 'payable:outlet', name: '应付网点', debit: 0, credit: 1_486_900, balance: -1_486_900 },
      { account: 'payable:installer', name: '应付师傅', debit: 0, credit: 3_834_100, balance: -3_834_100 },
    ],
    debit: 18_175_900,
    credit: 18_175_900,
    balanced: true,
    postings: 1284,
  }),
  'deliveries.list': (input) =>
    paged(
      input,
      26,
      delivery,
      (row) =>
        (input['status'] === undefined || row.status === input['status']) &&
        (input['audience'] === undefined || row.audience === input['audience']) &&
        (input['channel'] === undefined || row.channel === input['channel']),
    ),
  'customers.list': (input) =>
    paged(input, 34, (n) => ({
      id: id(900 + n),
      name: summary(n).customerName,
      phoneMasked: '138****0021',
      level: n % 3 === 0 ? 'VIP' : 'STD',
      createdAt: NOW - n * DAY,
    })),
  'customers.get': (input) => ({
    id: input['customerId'],
    name: '王秀兰',
    phoneMasked: '138****0021',
    phone: '13800000021',
    level: 'VIP',
    contactLinked: false,
    contactLostAt: null,
    sites: [
      {
        id: id(1),
        label: '家',
        region: '110105',
        regionName: '北京市朝阳区',
        text: '望京街道阜通东大街 6 号院 3 号楼 1802',
        lat: 39.99642,
        lng: 116.47398,
      },
    ],
    devices: [
      {
        id: id(2),
        kind: '空调',
        brand: '格力',
        model: 'KFR-35GW/N8XHA1',
        serial: 'GZ2611A8840173',
        siteId: id(1),
        installedAt: NOW - 2 * HOUR,
        orderId: id(4),
      },
      { id: id(5), kind: '热水器', brand: '', model: '', serial: null, siteId: null, installedAt: null },
    ],
    createdAt: NOW - 40 * DAY,
  }),
  'catalog.items': (input) => ({
    items: BOOK.items
      .filter((item) => input['kind'] === undefined || item.kind === input['kind'])
      .filter((item) => input['q'] === undefined || item.name.includes(String(input['q'])))
      .map((item) => ({ code: item.code, name: item.name, kind: item.kind, unit: item.unit, category: '空调' })),
  }),
  'catalog.list': (input) => ({
    ...paged(input, BOOK.items.length, catalogEntry, (row) => input['kind'] === undefined || row.kind === input['kind']),
    categories: ['安装', '维修', '管路'],
    total: BOOK.items.length,
  }),
  'catalog.save': (input) => ({ ...input, version: 2 }),
  'catalog.readFile': () => ({
    items: [
      { ...catalogEntry(0), name: '壁挂空调安装', before: catalogEntry(0) },
      { ...catalogEntry(1), code: 'NEW-1', version: null, before: null },
    ],
    same: 18,
    findings: [{ severity: 'error', sheet: '项目', row: 9, column: 'C', message: '「人工」只能是：服务项目、备件、附加费' }],
  }),
  'catalog.import': () => ({ added: 1, changed: 1 }),
  'catalog.workbook': () => ({ name: '项目与备件.xlsx', type: 'application/octet-stream', base64: 'UEsDBA==' }),
  'books.list': () => ({ items: [head(2, true), head(1, false)] }),
  'books.get': (input) => ({
    head: head(Number(input['version']), true),
    book: { ...BOOK, version: Number(input['version']) },
    findings: FINDINGS,
  }),
  'books.check': (input) => {
    const isBad = (input['book'] as { code?: string }).code === 'BAD';
    const findings = isBad ? ERRORS : FINDINGS;
    return { findings, errors: isBad ? 2 : 0, warnings: 2 };
  },
  'books.drafts': () => ({ items: [draftHead(0), draftHead(1)] }),
  'books.draft': (input) => ({
    head: { ...draftHead(0), id: input['draftId'] },
    book: input['draftId'] === id(9001) ? BIG_BOOK : DRAFT_BOOK,
    findings: checkBook(DRAFT_BOOK),
  }),
  'books.openDraft': () => ({ id: id(9002), revision: 1 }),
  'books.saveDraft': (input) => ({ revision: Number(input['revision']) + 1, updatedAt: NOW, findings: checkBook(input['book']) }),
  'books.discardDraft': () => ({ code: BOOK.code }),
  'books.publishDraft': () => ({ code: BOOK.code, version: 3, warnings: [] }),
  'books.readFile': (_input, body = '') => {
    const isBad = body.includes('"BAD"');
    return {
      book: isBad ? { ...BOOK, code: 'BAD' } : { ...DRAFT_BOOK, code: 'GOOD' },
      findings: isBad
        ? [
            {
              severity: 'error',
              sheet: '项目价格',
              row: 12,
              column: 'E',
              message: '「面议」不是金额；写作 1234.50 或 ¥1,234.50，最多两位小数',
            },
            { severity: 'error', sheet: '项目价格', row: 15, column: 'A', message: '编码「AC-INSTALL」在第 2 行已经有了，这一行没有读取' },
            { severity: 'warning', sheet: '分成', row: 3, column: 'E', message: '这一格是公式，读到的是文件保存时的结果 0.7' },
          ]
        : [],
      bookFindings: isBad ? ERRORS : FINDINGS,
    };
  },
  'books.workbook': () => ({ name: 'CN-2026H2-v2.xlsx', type: 'application/octet-stream', base64: 'UEsDBA==' }),
  'books.draftWorkbook': () => ({ name: 'CN-2026H2-草稿.xlsx', type: 'application/octet-stream', base64: 'UEsDBA==' }),
  'books.publish': () => ({ code: BOOK.code, version: 3, warnings: FINDINGS }),
  'books.try': (input) => compiled.explain(input['order']),
  'templates.startForm': () => ({
    code: 'ac-install',
    version: 2,
    name: '空调安装',
    fields: [
      {
        definition: {
          key: 'slot',
          type: 'timeslot',
          label: '预约时段',
          slots: [
            { from: '08:00', to: '10:00' },
            { from: '14:00', to: '16:00' },
          ],
        },
        required: true,
        value: null,
      },
      { definition: { key: 'services', type: 'service-lines', label: '服务项目' }, required: true, value: null },
    ],
    lines: [],
    items: [
      { code: 'AC-REPAIR', name: '空调维修', unit: '次', kind: 'labour', own: true },
      { code: 'CAPACITOR', name: '启动电容', unit: '个', kind: 'part', own: false },
    ],
  }),
  'templates.drafts': () => ({ items: [{ ...draftHead(0), code: 'ac-install' }] }),
  'templates.draft': (input) => ({
    head: { ...draftHead(0), id: input['draftId'], code: 'ac-install' },
    template: { ...(input['draftId'] === id(9003) ? CALCULATING : TEMPLATE), version: 3, name: '空调安装（夏季）' },
    findings: [
      ...(input['draftId'] === id(9003)
        ? [{ severity: 'error', code: 'CONDITION_INVALID', path: CALCULATED_ROW, message: '数字超出范围' }]
        : []),
      { severity: 'warning', code: 'REQUIRED_BUT_HIDDEN', path: 'form.fields.1.required', message: '“详细地址”在师傅那里必填，却看不见' },
    ],
  }),
  'templates.openDraft': () => ({ id: id(9002), revision: 1 }),
  'templates.saveDraft': (input) => ({ revision: Number(input['revision']) + 1, updatedAt: NOW, findings: [] }),
  'templates.discardDraft': () => ({ code: 'ac-install' }),
  'templates.publishDraft': () => ({ code: 'ac-install', version: 3, warnings: [] }),
  'templates.readFile': () => ({ template: TEMPLATE, findings: [], templateFindings: [] }),
  'templates.list': () => ({ items: [templateHead(2, true), templateHead(1, false)] }),
  'templates.get': (input) => ({
    head: templateHead(Number(input['version']), true),
    template: String(input['version']) === '1' ? EARLIER_TEMPLATE : TEMPLATE,
    findings: [],
  }),
  'templates.check': () => ({ findings: [], errors: 0, warnings: 0 }),
  'templates.publish': () => ({ code: 'ac-install', version: 3, warnings: [] }),
  'people.list': (input) =>
    paged(
      input,
      PEOPLE.length,
      person,
      (row) =>
        (input['role'] === undefined || row.roles.some((role) => role === input['role'])) &&
        (input['active'] === undefined || String(row.active) === input['active']),
    ),
  'people.save': () => person(3),
  'outlets.list': () => ({ items: OUTLETS }),
  'outlets.save': () => OUTLETS[0],
  'wecom.selfCheck': () => ({ checkedAt: NOW - MINUTE, checks: CHECKS }),
  'deadLetters.list': (input) =>
    paged(input, 3, (n) => ({
      id: id(6000 + n),
      job: ['notifications.send-card', 'settlement.post-completion', 'wecom.update-card'][n]!,
      attempts: 8,
      reason: ['企业微信返回 60111：成员不存在', '客户端超时：https 请求 20 秒没有答复', '卡片已失效，不能更新'][n]!,
      deadAt: NOW - (n + 1) * HOUR,
      replayedAt: n === 2 ? NOW - 20 * MINUTE : null,
    })),
  'deadLetters.replay': () => ({ replayed: true }),
  'audit.list': (input) =>
    paged(
      input,
      50,
      audit,
      (row) =>
        (input['action'] === undefined || row.action === input['action']) &&
        (input['subjectType'] === undefined || row.subjectType === input['subjectType']),
    ),
  'audit.verify': () => ({ ok: true, rows: 1282, unsealed: 2, head: HASH, problem: null }),
  'files.link': (input) => storedFile(input['fileId']),
  'files.upload': () => storedFile(id(8800)),
  'orders.items': () => ({
    items: BOOK.items.slice(0, 40).map(({ code, name, kind, unit, prices }, index) => ({
      code,
      name,
      kind,
      unit,
      category: '空调',
      own: index < 30,
      price: prices['*']?.charge ?? prices['T1']?.charge ?? null,
    })),
  }),
  // ¥100.00 for each, so that a test can see the sum follow; beyond one of a line the customer has not agreed
  'orders.previewBill': (input) => {
    const lines = (input['lines'] as { item: string; quantity: string }[]).map(({ item, quantity }) => {
      const known = BOOK.items.find(({ code }) => code === item);
      const charge = Math.round(Number(quantity) * 10_000);
      return {
        item,
        name: known?.name ?? item,
        unit: known?.unit ?? '',
        kind: known?.kind ?? 'labour',
        quantity,
        charge,
        settle: 0,
        cost: 0,
        earn: 0,
      };
    });
    const over = lines.filter(({ quantity }) => Number(quantity) > 1);
    return {
      hash: HASH,
      lines,
      totals: { charge: lines.reduce((sum, { charge }) => sum + charge, 0), settle: 0, earn: 0, cost: 0, profit: 0 },
      extra:
        over.length === 0
          ? null
          : {
              lines: over.map(({ item, name, unit, quantity, charge }) => ({
                item,
                name,
                unit,
                quantity: String(Number(quantity) - 1),
                charge,
              })),
              charge: 0,
              asked: null,
            },
      agreed: null,
    };
  },
};

function storedFile(fileId: unknown) {
  return {
    id: fileId,
    kind: 'photo',
    sha256: HASH,
    type: 'image/png',
    bytes: 1,
    width: 1,
    height: 1,
    url: '/console/mark.svg',
    urlExpiresAt: NOW + HOUR,
  };
}

function offer(n: number, installerName: string, status: string, pay: number, distanceKm: string, score: string) {
  return {
    id: id(100 + n),
    installerId: id(710 + n),
    installerName,
    status,
    pay,
    distanceKm,
    score,
    reasons: ['技能匹配：空调安装', `距离 ${distanceKm} 公里`, '今天还有 2 个空档'],
    createdAt: NOW - (12 - n) * HOUR,
    answeredAt: status === 'expired' ? null : NOW - (12 - n) * HOUR + 6 * MINUTE,
  };
}

function numberOf(orderId: string): number {
  for (let n = 0; n < 200; n++) if (id(n) === orderId) return n;
  return 4;
}

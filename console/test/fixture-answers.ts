/** The fixture server's answers by operation. */
import { compileBook } from '@mingdan/shared/pricing/compile-book';
import { BOOK, DAY, dayText, HASH, HOUR, id, LINES, MINUTE, NOW, order, summary, TEMPLATE, TOTALS } from './fixture-data.ts';

export type Input = Readonly<Record<string, unknown>>;
export type Answer = (input: Input) => unknown;

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

const PERMISSIONS = [
  'auth:self',
  'orders:list',
  'orders:read',
  'orders:act',
  'orders:create',
  'customers:read',
  'catalog:read',
  'books:read',
  'books:publish',
  'templates:read',
  'templates:publish',
  'people:read',
  'people:write',
  'deliveries:read',
  'offers:manage',
  'settlement:read',
  'ledger:read',
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

const delivery = (n: number) => ({
  id: id(300 + n),
  orderId: id(n),
  number: summary(n).number,
  audience: (['customer', 'installer', 'customer', 'staff'] as const)[n % 4]!,
  template: 'order-opened',
  title: ['您的空调安装已下单', '新工单：空调安装，预估 ¥221.00', '师傅已出发', '客户对账单有疑问'][n % 4]!,
  text: [
    '今天 14:00–16:00 师傅上门，点开可看进度和预估费用',
    '朝阳区望京，8.4 公里，15 分钟内有效',
    '张师傅预计 20 分钟后到',
    '请在会话里回复客户',
  ][n % 4]!,
  url: 'https://example.com/m/#/packages/customer/pages/order/index?t=xyz',
  channel: n % 4 === 0 ? null : '企业微信应用消息',
  status: (['staff_todo', 'sent', 'undeliverable', 'pending'] as const)[n % 4]!,
  reason: n % 4 === 2 ? '客户没有可用的微信触达方式，员工也未添加' : null,
  createdAt: NOW - n * 9 * MINUTE,
  sentAt: n % 4 === 1 ? NOW - n * 9 * MINUTE + 2000 : null,
});

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

const settlement = (input: Input) => ({
  orderId: String(input['orderId']),
  number: 'MD2611227K2Q04',
  kind: 'actual',
  settlementState: 'pending',
  book: 'CN-2026H2@1',
  tier: 'T1',
  tierName: '一线核心',
  tierRule: 'core',
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
  ],
});

const compiled = compileBook(BOOK);

export const ANSWERS: Readonly<Record<string, Answer>> = {
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
  'orders.list': (input) =>
    paged(input, 64, summary, (row) => {
      if (input['state'] !== undefined && row.state !== input['state']) return false;
      if (input['phase'] !== undefined && row.phase !== input['phase']) return false;
      if (input['settlementState'] !== undefined && row.settlementState !== input['settlementState']) return false;
      return input['q'] === undefined || row.number === input['q'] || row.customerName === input['q'];
    }),
  'orders.get': (input) => order(numberOf(String(input['orderId']))),
  'orders.act': (input) => ({ id: input['orderId'], version: 5, state: 'cancelled', settlementState: 'estimated', settled: false }),
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
  'deliveries.list': (input) => paged(input, 26, delivery, (row) => input['status'] === undefined || row.status === input['status']),
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
    devices: [{ id: id(2), model: 'KFR-35GW/N8XHA1', serial: 'GZ2611A8840173', installedAt: NOW - 2 * HOUR }],
    createdAt: NOW - 40 * DAY,
  }),
  'catalog.items': (input) => ({
    items: BOOK.items
      .filter((item) => input['kind'] === undefined || item.kind === input['kind'])
      .filter((item) => input['q'] === undefined || item.name.includes(String(input['q'])))
      .map((item) => ({ code: item.code, name: item.name, kind: item.kind, unit: item.unit, category: '空调' })),
  }),
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
  'books.publish': () => ({ code: BOOK.code, version: 3, warnings: FINDINGS }),
  'books.try': (input) => compiled.explain(input['order']),
  'templates.list': () => ({ items: [templateHead(2, true), templateHead(1, false)] }),
  'templates.get': (input) => ({ head: templateHead(Number(input['version']), true), template: TEMPLATE, findings: [] }),
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
  'deadLetters.list': (input) =>
    paged(input, 3, (n) => ({
      id: id(6000 + n),
      job: ['notifications.send-card', 'settlement.post-completion', 'wecom.update-card'][n]!,
      attempts: 8,
      reason: ['企业微信返回 60111：成员不存在', '客户端超时：https 请求 20 秒没有答复', '卡片已失效，不能更新'][n]!,
      createdAt: NOW - (n + 1) * HOUR,
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
  'files.link': (input) => ({
    id: input['fileId'],
    kind: 'photo',
    sha256: HASH,
    type: 'image/png',
    bytes: 1,
    width: 1,
    height: 1,
    url: '/console/mark.svg',
    urlExpiresAt: NOW + HOUR,
  }),
};

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

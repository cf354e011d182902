/** Plausible answers for looking at the console without the product behind it. Every answer is checked against its contract when it is given. */
import { readFileSync } from 'node:fs';
import type { ListOrdersOutput, OrderView } from '@mingdan/shared/contracts/orders';
import { ulid } from '@mingdan/shared/kernel/ids';
import type { PriceBook } from '@mingdan/shared/pricing/types';

const ROOT = new URL('../../', import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));

export const BOOK: PriceBook = {
  ...(json('shared/test/golden/pricing/book-real.json') as PriceBook),
  // it goes on for whoever runs these tests
  validTo: '2099-01-01T00:00:00+08:00',
};
export const TEMPLATE = json('scripts/demo/data/template-ac-install.json') as Record<string, unknown>;
/** The same before it had a fee for a late cancellation, a rating or a box of its own for the floor's bound. */
export const EARLIER_TEMPLATE = (() => {
  const template = structuredClone(TEMPLATE) as {
    version: number;
    name: string;
    form: { fields: { key: string; max?: number }[] };
    flow: { nodes: { key: string; name?: string; outcomes?: string[]; onEnter?: object[] }[]; cancelFee?: object };
  };
  const fields = template.form.fields.filter(({ key }) => key !== 'comment');
  for (const field of fields) if (field.key === 'floor') field.max = 60;
  const visit = template.flow.nodes.find(({ key }) => key === 'visit');
  if (visit) Object.assign(visit, { name: '上门', onEnter: [], outcomes: ['done', 'absent', 'return'] });
  delete template.flow.cancelFee;
  return { ...template, version: 1, name: '空调安装', form: { ...template.form, fields } };
})();

export const NOW = Date.now();
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A stable id: the same number always gives the same ULID. */
export function id(n: number): string {
  const bytes = new Uint8Array(10);
  bytes[9] = n % 256;
  bytes[8] = Math.floor(n / 256) % 256;
  return ulid(1_790_000_000_000 + n, bytes);
}

const NAMES = ['王秀兰', '李建国', '欧阳晓雨', '陈静', '赵志强', '刘洋', '孙丽华', '周明'];
const INSTALLERS = ['张师傅', '李师傅', '王大力', null, '赵铁柱'];
const REGIONS = [
  ['110105', '北京市朝阳区'],
  ['310115', '上海市浦东新区'],
  ['440305', '广东省深圳市南山区'],
  ['421003', '湖北省荆州市荆州区'],
  ['540102', '西藏自治区拉萨市城关区'],
] as const;
const STEPS = ['已下单', '派单', '师傅上门', '安装', '客户确认', '完成'];
const PHASES = ['new', 'dispatch', 'working', 'working', 'review', 'closed'] as const;
const STATES = ['open', 'open', 'open', 'suspended', 'done', 'done', 'cancelled'] as const;
const SETTLED = ['estimated', 'estimated', 'estimated', 'estimated', 'pending', 'eligible', 'estimated'] as const;

type Summary = ListOrdersOutput['items'][number];

export function summary(n: number): Summary {
  const state = STATES[n % STATES.length]!;
  const at = state === 'done' ? 5 : n % 5;
  const [region, regionName] = REGIONS[n % REGIONS.length]!;
  return {
    id: id(n),
    number: `MD261122${'7K2QW8MX4T'.slice(n % 5, (n % 5) + 4)}${String(n % 100).padStart(2, '0')}`,
    customerId: id(900 + (n % NAMES.length)),
    templateCode: n % 3 === 0 ? 'ac-repair' : 'ac-install',
    templateName: n % 3 === 0 ? '空调维修' : '空调安装',
    state,
    phase: PHASES[at]!,
    begun: n % 2 === 0,
    disputed: n % 11 === 3,
    oddPunch: n % 11 === 5,
    nodeName: STEPS[at]!,
    settlementState: SETTLED[n % SETTLED.length]!,
    urgency: n % 7 === 2 ? 'urgent' : 'normal',
    region,
    regionName,
    customerName: NAMES[n % NAMES.length]!,
    contactName: n % 9 === 4 ? '周建华的母亲' : null,
    installerName: at === 0 ? null : INSTALLERS[n % INSTALLERS.length]!,
    outletName: at < 2 ? null : '朝阳一店',
    slot: n % 6 === 5 ? null : { date: dayText(NOW + ((n % 5) - 1) * DAY), from: '14:00', to: '16:00' },
    charge: 85_490 + n * 1_310,
    payState: (['unpaid', 'part', 'paid', 'over'] as const)[n % 4]!,
    untold: state === 'done' && n % 4 < 2 ? 85_490 : 0,
    dueAt: state === 'open' ? NOW + ((n % 5) - 1) * 50 * MINUTE : null,
    returnVisit: n % 10 === 3 ? 'warranty' : null,
    parked: state === 'open' && at === 1,
    createdAt: NOW - n * 37 * MINUTE,
    version: 4,
  };
}

export function dayText(at: number): string {
  return new Date(at + 8 * HOUR).toISOString().slice(0, 10);
}

const HASH = 'b7c3f0a1d94e2c6f88a1b0d3e5f7291c4d6b8a0f3e2d1c5b7a9f8e6d4c2b1a09';

export const LINES: OrderView['bill']['lines'] = [
  line('AC-INSTALL-1P5', '壁挂空调安装(1.5匹及以下)', '台', 'labour', '1', 25740, 19500, 0, 13650),
  line('BRACKET', '空调支架', '副', 'part', '1', 9000, 1000, 4500, 800),
  line('COPPER-PIPE', '加长铜管', '米', 'part', '4.5', 44250, 5400, 25200, 4320),
  line('WALL-HOLE', '打墙孔', '个', 'labour', '1', 6500, 5200, 0, 3640),
  line('DAY-SUBSIDY', '区域服务补贴', '单', 'fee', '1', 0, 1000, 0, 1000),
];

function line(
  item: string,
  name: string,
  unit: string,
  kind: 'labour' | 'part' | 'fee',
  quantity: string,
  charge: number,
  settle: number,
  cost: number,
  earn: number,
): OrderView['bill']['lines'][number] {
  const each = charge / Number(quantity);
  return {
    item,
    name,
    unit,
    kind,
    quantity,
    charge,
    parts: Number.isInteger(each) ? [{ quantity, each }] : [],
    added: [],
    settle,
    cost,
    earn,
  };
}

/** Forms as they were filled; lines name what stands on them. */
function told(
  nodes: readonly { node: string; name: string; fields: readonly Omit<OrderView['filled'][number]['fields'][number], 'items'>[] }[],
): OrderView['filled'] {
  const items = LINES.map(({ item, name, unit }) => ({ code: item, name, unit }));
  return nodes.map((each) => ({
    ...each,
    fields: each.fields.map((field) => ({ ...field, items: field.type.endsWith('-lines') ? items : [] })),
  }));
}

export const TOTALS = { charge: 85_490, settle: 32_100, earn: 23_410, cost: 29_700, profit: 23_690 };

/** The order that waits for another appointment, to be made by whoever looks. */
export const WAITING = 7;
const REBOOK: OrderView['tasks'][number] = {
  token: 't9',
  node: 'rebook',
  name: '重新预约',
  outcomes: [
    { key: 'again', label: '已约新时段', endsVisit: false, givesBack: false, inVain: false, sendsOut: true, partial: false, needs: [] },
    {
      key: 'proof',
      label: '现场确认',
      endsVisit: false,
      givesBack: false,
      inVain: false,
      sendsOut: false,
      partial: false,
      needs: ['arrival'],
    },
    { key: 'cancel', label: '客户取消', endsVisit: false, givesBack: false, inVain: false, sendsOut: false, partial: true, needs: [] },
  ],
  fields: [
    {
      definition: { key: 'slot', type: 'timeslot', label: '预约时段', required: true, slots: [{ from: '09:00', to: '11:00' }] },
      state: 'edit',
      required: true,
      value: null,
    },
    { definition: { key: 'note', type: 'textarea', label: '备注' }, state: 'edit', required: false, value: null },
    { definition: { key: 'arrival', type: 'location', label: '到达打卡' }, state: 'edit', required: false, value: null },
    { definition: { key: 'model', type: 'text', label: '型号' }, state: 'read', required: false, value: 'KFR-35GW' },
  ],
  place: null,
  mine: true,
  needsSignature: false,
};

/** The order whose quote is made at the desk: lines, a picture from the computer, and one that must be taken on the spot. */
export const QUOTING = 15;
const asks = (definition: Readonly<Record<string, unknown>>, value: unknown = null) => ({
  definition: definition as never,
  state: 'edit' as const,
  required: definition['required'] === true,
  value: value as never,
});
const QUOTE: OrderView['tasks'][number] = {
  token: 't15',
  node: 'quote',
  name: '报价给客户',
  outcomes: [
    { key: 'done', label: '客户同意', endsVisit: false, givesBack: false, inVain: false, sendsOut: false, partial: false, needs: [] },
    {
      key: 'cancel',
      label: '客户不做了',
      endsVisit: false,
      givesBack: false,
      inVain: false,
      sendsOut: false,
      partial: true,
      needs: ['why'],
    },
  ],
  fields: [
    asks({ key: 'services', type: 'service-lines', label: '服务项目', required: true }, [{ item: 'AC-INSTALL-1P5', quantity: '1' }]),
    asks({ key: 'parts', type: 'part-lines', label: '配件', max: 4 }, [{ item: 'BRACKET', quantity: '1' }]),
    asks({ key: 'plan', type: 'photo', label: '方案图', max: 2 }),
    asks({ key: 'wall', type: 'photo', label: '墙面照片', camera: true }),
    asks({ key: 'why', type: 'text', label: '不做的原因' }),
  ],
  place: null,
  mine: true,
  needsSignature: false,
};

export function order(n: number): OrderView {
  const head = summary(n);
  const at = head.state === 'done' ? STEPS.length : (PHASES as readonly string[]).indexOf(head.phase);
  const isDone = head.state === 'done';
  return {
    ...head,
    source: 'sidebar',
    chosenByCustomer: false,
    slotNote: null,
    returnOf: n % 10 === 3 ? { number: summary(34).number, warranty: true } : null,
    templateCode: 'ac-install',
    templateVersion: 1,
    book: 'CN-2026H2@1',
    customer: { id: id(900 + n), name: head.customerName, phoneMasked: '138****0021', level: 'VIP', onFile: n % 5 === 2 ? '陈先生' : null },
    contactLost: null,
    address: {
      text: '望京街道阜通东大街 6 号院 3 号楼 1802',
      region: head.region,
      lat: n % 4 === 3 ? null : 39.99642,
      lng: n % 4 === 3 ? null : 116.47398,
    },
    installer: head.installerName === null ? null : { id: id(700), name: head.installerName },
    helpers: [],
    oddPunches: head.oddPunch
      ? [
          {
            id: id(880 + n),
            name: '门口打卡',
            by: '张师傅',
            at: NOW - 4 * HOUR,
            metres: 3_214,
            early: { date: dayText(NOW), from: '14:00', to: '16:00' },
            fee: { charge: 5_000, earn: 3_500 },
          },
        ]
      : [],
    distanceKm: '8.4',
    progress: STEPS.map((label, index) => ({
      key: `s${index}`,
      label,
      status: index < at ? ('done' as const) : index === at ? ('current' as const) : ('ahead' as const),
      at: index <= at ? NOW - (STEPS.length - index) * 2 * HOUR : null,
      by: index < at ? (index < 2 ? '客服小周' : head.installerName) : null,
      note: null,
    })),
    tasks:
      n === WAITING || n === QUOTING
        ? [n === WAITING ? REBOOK : QUOTE]
        : isDone
          ? []
          : [
              {
                token: 't1',
                node: 'visit',
                name: '上门安装',
                outcomes: [
                  {
                    key: 'done',
                    label: '完成',
                    endsVisit: true,
                    givesBack: false,
                    inVain: false,
                    sendsOut: false,
                    partial: false,
                    needs: [],
                  },
                  {
                    key: 'absent',
                    label: '客户不在',
                    endsVisit: true,
                    givesBack: false,
                    inVain: false,
                    sendsOut: false,
                    partial: true,
                    needs: [],
                  },
                ],
                fields: [],
                mine: false,
                place: null,
                needsSignature: true,
              },
            ],
    filled: told([
      {
        node: 'open',
        name: '开单',
        fields: [
          { key: 'model', label: '型号', type: 'text', value: 'KFR-35GW/N8XHA1' },
          { key: 'floor', label: '楼层', type: 'number', value: '18' },
          { key: 'lift', label: '有电梯', type: 'boolean', value: true },
          { key: 'slot', label: '预约时段', type: 'timeslot', value: { date: dayText(NOW), from: '14:00', to: '16:00' } },
          { key: 'services', label: '服务项目', type: 'service-lines', value: [{ item: 'AC-INSTALL-1P5', quantity: '1' }] },
          { key: 'note', label: '备注', type: 'text', value: null },
        ],
      },
      {
        node: 'visit',
        name: '上门安装',
        fields: [
          {
            key: 'arrival',
            label: '到达打卡',
            type: 'location',
            value: { lat: 39.99642, lng: 116.47398, accuracy: 23.4, at: NOW - 3 * HOUR },
          },
          {
            key: 'photosAfter',
            label: '安装后照片',
            type: 'photo',
            value: [
              { id: id(501), sha256: HASH },
              { id: id(502), sha256: HASH },
            ],
          },
          { key: 'serial', label: '机身序列号', type: 'serial', value: 'GZ2611A8840173' },
          { key: 'rating', label: '满意度', type: 'rating', value: 5 },
        ],
      },
    ]),
    bill: { kind: isDone ? 'actual' : 'planned', at: NOW - 2 * HOUR, hash: HASH, lines: LINES, totals: TOTALS },
    dueAt: isDone ? null : NOW - 20 * MINUTE,
    earlierBills: [],
    consents: [
      {
        id: id(940),
        status: 'declined',
        hash: HASH,
        lines: [{ item: 'WALL-HOLE', name: '打墙孔', unit: '个', quantity: '1', charge: 6500 }],
        charge: 6500,
        total: 85_490,
        photos: [id(501), id(502)],
        note: '墙体为混凝土，需另打一孔',
        askedAt: NOW - 4 * HOUR,
        askedBy: '张师傅',
        decidedAt: NOW - 3 * HOUR,
        decidedBy: 'customer_page',
        unsettled: true,
      },
    ],
    payment: {
      mode: isDone ? 'company' : 'installer',
      state: 'part',
      billed: 90_490,
      waived: 5_000,
      unverified: 0,
      due: 85_490,
      held: false,
      estimated: !isDone,
      collected: 50_000,
      left: 35_490,
      untold: isDone ? 35_490 : 0,
      entries: [
        {
          id: id(950),
          kind: 'collect',
          method: 'cash',
          amount: 50_000,
          at: NOW - 2 * HOUR,
          by: '张师傅',
          holder: 'installer',
          note: '',
          voided: null,
        },
      ],
      waivers: [
        { id: id(960), amount: 5_000, reason: '少打一个孔，按约定减免', at: NOW - HOUR, by: '客服小周', voided: null },
        {
          id: id(961),
          amount: 9_000,
          reason: '等候补偿',
          at: NOW - 2 * HOUR,
          by: '客服小周',
          voided: { at: NOW - HOUR, by: '陈会计', reason: '金额写错' },
        },
      ],
      mayWaive: 20_000,
    },
    links: [
      {
        orderId: id(33),
        number: summary(33).number,
        templateName: '空调维修',
        state: 'open',
        phase: 'working',
        begun: false,
        kind: 'returned_by',
        reason: '不制冷',
        warranty: true,
      },
    ],
    signature: isDone ? { at: NOW - 2 * HOUR, by: 'installer_phone', fileId: id(503) } : null,
    timeline: [
      entry(1, 12 * HOUR, '客服小周', 'staff', '开单，预约今天 14:00–16:00'),
      entry(2, 12 * HOUR - 1000, '系统', 'system', '按预置明细预估客户价 ¥854.90'),
      entry(3, 11 * HOUR, '系统', 'system', '派给李师傅，预估收益 ¥221.00，15 分钟内有效'),
      entry(4, 11 * HOUR - 12 * MINUTE, '李师傅', 'installer', '拒单：当天已满'),
      entry(5, 10 * HOUR, '张师傅', 'installer', '接单'),
      entry(
        6,
        9 * HOUR,
        '张师傅',
        'installer',
        '完成「上门安装」：客户不在（打卡距上门地址 1.2 公里，敲门五分钟无人应，电话打了两次没有接）',
        [id(503), id(504)],
      ),
      entry(7, 25 * MINUTE, '张师傅', 'installer', '到达现场，开始安装'),
      entry(8, 20 * MINUTE, '客户', 'customer', '打开了进度页'),
    ],
    abilities: [
      ...(isDone ? ['openReturn'] : ['cancel', head.state === 'suspended' ? 'resume' : 'suspend', 'correctAddress']),
      'collect',
      'voidWaiver',
      'voidCollection',
      'setPayMode',
      'tellPayWay',
      'comment',
      'rejectPunch',
    ],
    overlaps: [],
    finishedAt: isDone ? NOW - 3 * HOUR : null,
    closedAt: isDone ? NOW - 2 * HOUR : null,
  };
}

function entry(
  n: number,
  ago: number,
  actor: string,
  actorRole: string,
  text: string,
  photos: string[] = [],
): OrderView['timeline'][number] {
  return { id: id(2000 + n), at: NOW - ago, actor, actorRole, type: 'note', text, node: null, photos, visibility: null };
}

export { HASH };

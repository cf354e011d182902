/** What the canned answers of all faces are made of: time, ids, a customer, a priced list. Never shipped. */
import { readFileSync } from 'node:fs';
import { ulid } from '@mingdan/shared/kernel/ids';

/** What stands for every photograph. */
export const PICTURE = `data:image/png;base64,${readFileSync(new URL('../src/assets/tab-earnings.png', import.meta.url)).toString('base64')}`;

/** Sunday, 22 November 2026, 10:20 in Shanghai: every screen is drawn at this time. */
export const NOW = Date.parse('2026-11-22T10:20:00+08:00');
export const MINUTE = 60_000;

let counted = 0;
export const id = (): string => {
  counted += 1;
  return ulid(NOW - counted * MINUTE, new Uint8Array(10).fill(counted % 250));
};

export const ORDER_ID = id();
export const ME_ID = id();
export const LONG = '这是一段非常长的地址用来检查换行：华东国际商务中心北区十二号楼地下二层设备间东侧通道尽头靠近消防泵房的配电室旁边';

export const customer = {
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

export const items = [
  { code: 'AC-INSTALL', name: '空调安装', unit: '台', kind: 'labour' },
  { code: 'AC-REMOVE', name: '旧机拆除', unit: '台', kind: 'labour' },
  { code: 'HOLE', name: '打墙孔', unit: '个', kind: 'labour' },
  { code: 'BRACKET', name: '不锈钢支架（加厚承重型，含膨胀螺栓与防锈垫片）', unit: '副', kind: 'part' },
  { code: 'COPPER-PIPE', name: '加长铜管', unit: '米', kind: 'part' },
];

export const otherTrades = [
  { code: 'WH-ANODE', name: '镁棒', unit: '根', kind: 'part', category: '热水器', own: false },
  { code: 'HOOD-NET', name: '油烟机滤网', unit: '片', kind: 'part', category: '厨电', own: false },
];

export const priced = (item: string, name: string, unit: string, kind: string, quantity: string, charge: number, earn: number) => ({
  item,
  name,
  unit,
  kind,
  quantity,
  charge,
  parts: Number.isInteger(charge / Number(quantity)) ? [{ quantity, each: charge / Number(quantity) }] : [],
  added: [] as readonly { name: string; amount: number }[],
  earn,
  settle: null,
  cost: null,
});

export const planned = [
  { ...priced('AC-INSTALL', '空调安装', '台', 'labour', '1', 26_000, 15_015), added: [{ name: '高空作业(4–6层无电梯)', amount: 6_500 }] },
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

export const why = ['一线价 ¥195.00 × 1 台 = ¥195.00', '华东人工：¥195.00 × 1.1 = ¥214.50', '师傅分成：结算价 × 70% = ¥150.15'];
export const payLines = planned.map(({ item, name, quantity, unit, earn }) => ({
  item,
  name,
  quantity,
  unit,
  earn,
  added: item === 'AC-INSTALL' ? '含 华东人工' : '',
  why: item === 'AC-INSTALL' ? why : [`${name}：${quantity} ${unit}，按配件分成 80%`],
}));

export const total = (key: 'charge' | 'earn') => planned.reduce((sum, line) => sum + line[key], 0);

export const progress = (current: number) =>
  ['已开单', '派单', '上门', '安装', '客户验收', '完成'].map((label, index) => ({
    key: `n${index}`,
    label,
    status: index < current ? 'done' : index === current ? 'current' : 'ahead',
    at: index <= current ? NOW - (current - index) * 37 * MINUTE - 12 * MINUTE : null,
    by: index === 0 ? '客服小周' : index <= current ? '李建国师傅' : null,
    note: null,
  }));

export const slot = { date: '2026-11-22', from: '14:00', to: '16:00' };

export const OFFERS = { open: id(), accepted: id(), refused: id() };
export const FIXTURE_IDS = { order: ORDER_ID, customer: customer.id, offers: OFFERS };

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

/** What a question comes with. */
export interface Asked {
  readonly scenario: Scenario;
  readonly body: unknown;
  readonly empty: boolean;
  readonly long: boolean;
}
/** Answers by `METHOD /path`. */
export type Answers = Readonly<Record<string, () => Answer>>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const problem = (status: number, code: string): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, fields: [], detail: {}, requestId: '01J000000000000000TESTREQ1' },
});

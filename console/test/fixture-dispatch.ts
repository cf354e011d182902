/** The fixture server's answers of dispatch: a day with everything that the board draws, a roster with everything that it warns of. */
import { businessDay, epochMs, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { DAY, HOUR, id, MINUTE, NOW } from './fixture-data.ts';

type Input = Readonly<Record<string, unknown>>;

const TODAY = businessDay(epochMs(NOW));
const BEGIN = startOfBusinessDay(TODAY) ?? NOW;
const day = (offset: number) => businessDay(epochMs(BEGIN + offset * DAY));
const at = (clock: string) => BEGIN + (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * MINUTE;
const OUTLETS = [
  { id: id(801), name: '朝阳一店（直营）' },
  { id: id(802), name: '荆州加盟店' },
];

const queued = (n: number, more: object) => ({
  orderId: id(n),
  number: `MD2611227K2Q${n}0`,
  version: 3,
  templateName: n % 2 === 0 ? '空调安装' : '热水器维修',
  urgency: 'normal',
  region: '110105',
  regionName: '北京市朝阳区',
  slot: { date: TODAY, from: '14:00', to: '16:00' },
  createdAt: NOW - 5 * HOUR,
  waitingSince: NOW - 47 * MINUTE,
  cause: 'exhausted',
  reasonText: '问过的师傅都没有接：2 人拒单，1 人超时未答',
  late: false,
  offers: [],
  crewSize: 1,
  ...more,
});

const QUEUE = [
  queued(0, { urgency: 'urgent', late: true }),
  queued(1, {
    cause: 'offered',
    reasonText: '等师傅答复，1 人拒单',
    offers: [
      {
        installerId: id(711),
        installerName: '李师傅',
        expiresAt: NOW + 6 * MINUTE + 12_000,
        accepted: false,
        clash: '14:00–16:00 已有 MD261122K7P2QX，时间重叠',
      },
    ],
  }),
  queued(2, {
    cause: 'partial',
    reasonText: '两人组还差 1 人',
    crewSize: 2,
    slot: { date: day(1), from: '09:00', to: '12:00' },
    offers: [
      { installerId: id(712), installerName: '王大力', expiresAt: null, accepted: true, clash: null },
      { installerId: id(713), installerName: '赵铁柱', expiresAt: NOW + 11 * MINUTE, accepted: false, clash: null },
    ],
  }),
  queued(3, { cause: 'manual', reasonText: '由调度指派', slot: null }),
];

const visit = (n: number, from: string, to: string, more: object = {}) => ({
  orderId: id(20 + n),
  number: `MD2611228MX4${n}1`,
  version: 4,
  templateName: n % 2 === 0 ? '空调安装' : '热水器维修',
  regionName: '北京市朝阳区',
  slot: { date: TODAY, from, to },
  state: 'open',
  nodeName: '上门安装',
  urgency: 'normal',
  role: 'leader',
  movable: true,
  travelMinutes: 25,
  ...more,
});

const row = (n: number, name: string, more: object) => ({
  installerId: id(710 + n),
  name,
  outletId: id(801),
  outletName: '朝阳一店（直营）',
  skills: ['空调', '热水器'],
  load: 0,
  capacity: 6,
  shifts: [{ from: '08:00', to: '18:00' }],
  leaves: [],
  visits: [],
  warnings: [],
  ...more,
});

const ROWS = [
  row(1, '李师傅', {
    load: 3,
    visits: [
      visit(1, '08:00', '10:00', { state: 'done', movable: false, nodeName: '客户评价' }),
      visit(2, '09:00', '12:00'),
      visit(3, '14:00', '16:00', { role: 'helper' }),
    ],
  }),
  row(2, '王大力', {
    load: 6,
    visits: [visit(4, '09:00', '12:00'), visit(5, '09:00', '12:00'), visit(6, '10:00', '12:00'), visit(7, '13:00', '18:00')],
    warnings: ['「高处作业证」还有 12 天到期'],
  }),
  row(3, '赵铁柱', {
    load: 1,
    leaves: [{ id: id(851), from: at('13:00'), to: at('18:00'), kind: 'personal' }],
    visits: [visit(8, '10:00', '12:00')],
  }),
  row(4, '欧阳建国', { outletId: id(802), outletName: '荆州加盟店', shifts: [], warnings: ['「电工证」已到期'] }),
  row(5, '新来的小陈', { shifts: null, capacity: 4 }),
];

const part = (key: string, weight: number, points: number, known: boolean, text: string) => ({ key, weight, points, known, text });
const candidate = (n: number, name: string, score: number, pay: number, notes: string[] = []) => ({
  installerId: id(710 + n),
  name,
  outletName: '朝阳一店（直营）',
  score,
  parts: [
    part('distance', 40, 36.4 - n, true, `距离 ${(4.5 + n).toFixed(1)} 公里，40 分计 ${(36.4 - n).toFixed(1)} 分`),
    part('load', 25, 12.5, true, '当天已有 3 单，上限 6 单，25 分计 12.5 分'),
    part('rating', 20, 18.2, true, '近期评价 4.8 分（41 单），20 分计 18.2 分'),
    part('stock', 15, 7.5, false, '随车备件未知，按一半计，15 分计 7.5 分'),
  ],
  distanceKm: (4.5 + n).toFixed(1),
  load: 3,
  capacity: 6,
  pay,
  notes,
  overlaps: n === 2 ? ['14:00–16:00 已有 MD261122W8MX04，时间重叠'] : [],
});

const candidates = (input: Input) => ({
  orderId: input['orderId'],
  number: 'MD2611227K2Q00',
  version: 3,
  templateName: '空调安装',
  urgency: 'urgent',
  regionName: '北京市朝阳区',
  addressText: '望京街道阜通东大街 6 号院 3 号楼 1802',
  slot: { date: TODAY, from: '14:00', to: '16:00' },
  skills: ['空调'],
  certificates: ['高处作业证'],
  crewWeights: input['orderId'] === id(2) ? [2, 1] : [1],
  crew: input['orderId'] === id(22) ? [{ installerId: id(711), name: '李师傅', weight: 1 }] : [],
  stage: input['orderId'] === id(22) ? 'held' : 'looking',
  stageText: '正在找师傅',
  seesPay: true,
  candidates: [
    candidate(1, '李师傅', 74.6, 18_330, ['已拒绝过这单']),
    candidate(2, '王大力', 73.6, 18_630),
    candidate(5, '新来的小陈', 70.6, 19_010),
  ],
  excluded: [
    {
      installerId: id(713),
      name: '赵铁柱',
      outletName: '朝阳一店（直营）',
      rules: [{ rule: 'leave', text: '该时段请假' }],
      overlaps: ['14:00–16:00 已有 MD261122QW8M03，时间重叠'],
      overridable: true,
    },
    {
      installerId: id(714),
      name: '欧阳建国',
      outletName: '荆州加盟店',
      rules: [
        { rule: 'region', text: '不在服务区域内' },
        { rule: 'certificate', text: '「高处作业证」2026-10-31 已到期' },
        { rule: 'roster', text: '当天休息' },
      ],
      overridable: false,
    },
  ],
});

const NAMES: Readonly<Record<string, string>> = Object.fromEntries(ROWS.map(({ installerId, name }) => [installerId, name]));

const preview = (input: Input) => {
  const crew = (input['crew'] ?? []) as { installerId: string }[];
  const names = crew.map(({ installerId }) => NAMES[installerId] ?? '师傅');
  const isHard = crew.some(({ installerId }) => installerId === id(713));
  return {
    version: 3,
    consequences: [
      ...(isHard ? [{ kind: 'clash', level: 'warn', text: '赵铁柱：该时段请假' }] : []),
      ...(crew.some(({ installerId }) => installerId === id(712))
        ? [{ kind: 'clash', level: 'warn', text: '王大力 14:00–16:00 已有 MD261122W8MX04，时间重叠' }]
        : []),
      ...(input['how'] === 'reschedule'
        ? [
            { kind: 'price', level: 'info', text: '按新的上门时间重新算价，金额有变时一并告知' },
            { kind: 'told', level: 'info', text: '客户会收到改约通知' },
          ]
        : [
            { kind: 'pay', level: 'info', text: `${names[0]}预估收益 ¥183.30` },
            { kind: 'distance', level: 'info', text: `${names[0]}距现场 5.5 公里` },
            { kind: 'offer', level: 'info', text: '正在问李师傅的派单会撤回' },
            { kind: 'told', level: 'info', text: `${names.join('、')}会收到通知，客户页面显示新的师傅` },
          ]),
    ],
    reasonNeeded: isHard || input['how'] === 'reschedule',
    possible: true,
  };
};

const WORKDAY = [{ from: '08:00', to: '18:00' }];
const certificate = (n: number, name: string, validTo: string | null, standing: string) => ({ id: id(860 + n), name, validTo, standing });
const CERTIFICATES = [
  certificate(1, '高处作业证', day(12), 'soon'),
  certificate(2, '电工证', day(-3), 'expired'),
  certificate(3, '制冷设备维修工证', null, 'valid'),
];
const LEAVE = { id: id(851), from: at('13:00'), to: at('18:00'), kind: 'personal', reason: '家里有事' };

const rosterRow = (n: number, name: string, more: object = {}) => ({
  installerId: id(710 + n),
  name,
  outletName: n === 4 ? '荆州加盟店' : '朝阳一店（直营）',
  capacity: 6,
  days: Array.from({ length: 7 }, (_, index) => ({
    day: day(index),
    shifts:
      n === 5
        ? null
        : index === 6
          ? []
          : n === 2 && index === 2
            ? [
                { from: '08:00', to: '12:00' },
                { from: '18:00', to: '21:00' },
              ]
            : WORKDAY,
    own: n === 2 && index === 2,
    visits: (n * 3 + index) % 5,
  })),
  leaves: [],
  certificates: [],
  ...more,
});

export const DISPATCH_PERMISSIONS = ['dispatch:read', 'dispatch:assign', 'orders:reschedule', 'roster:read', 'roster:write'];

export const DISPATCH_ANSWERS: Readonly<Record<string, (input: Input) => unknown>> = {
  'dispatch.board': (input) => ({
    day: input['day'] ?? TODAY,
    queue: QUEUE,
    queueCut: false,
    rows: input['outletId'] === undefined ? ROWS : ROWS.filter(({ outletId }) => outletId === input['outletId']),
    outlets: OUTLETS,
    skills: ['热水器', '空调'],
  }),
  'dispatch.candidates': candidates,
  'dispatch.preview': preview,
  'dispatch.assign': (input) => ({ orderId: input['orderId'], version: 4 }),
  'dispatch.offer': () => ({ offerId: id(870), expiresAt: NOW + 15 * MINUTE }),
  'dispatch.reschedule': (input) => ({ orderId: input['orderId'], version: 4 }),
  'roster.week': () => ({
    from: TODAY,
    rows: [
      rosterRow(1, '李师傅'),
      rosterRow(2, '王大力', { certificates: CERTIFICATES.slice(0, 1) }),
      rosterRow(3, '赵铁柱', { leaves: [LEAVE] }),
      rosterRow(4, '欧阳建国', { certificates: CERTIFICATES.slice(1, 2) }),
      rosterRow(5, '新来的小陈', { capacity: 4 }),
    ],
    outlets: OUTLETS,
  }),
  'roster.installer': (input) => ({
    personId: input['personId'],
    name: '王大力',
    outletName: '朝阳一店（直营）',
    version: 3,
    skills: ['空调', '热水器'],
    regions: ['110105', '110108'],
    accountRegions: ['110000'],
    base: { lat: 39.9219, lng: 116.4437 },
    capacity: 6,
    visitMinutes: 90,
    week: [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, [{ from: '09:00', to: '12:00' }], []],
    certificates: CERTIFICATES,
    leaves: [LEAVE],
    rating: { average: 4.8, count: 41 },
    knownSkills: ['热水器', '空调', '智能锁', '通用'],
  }),
  'roster.saveInstaller': () => ({ version: 4 }),
  'roster.saveDay': (input) => ({ day: input['day'] }),
  'roster.addLeave': () => ({ id: id(852), visits: [{ orderId: id(28), number: 'MD2611228MX481' }] }),
  'roster.endLeave': (input) => ({ id: input['leaveId'] }),
  'roster.saveCertificate': () => ({ id: id(864) }),
  'roster.removeCertificate': (input) => ({ id: input['certificateId'] }),
};

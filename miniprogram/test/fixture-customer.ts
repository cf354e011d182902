/** The customer's page of an order. Never shipped. */
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { type Answers, type Asked, id, MINUTE, NOW, ORDER_ID, ok, planned, progress, slot, total } from './fixture-basics.ts';
import { waivers } from './fixture-orders.ts';

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
    lines: planned.map(({ name, kind, quantity, unit, charge, parts, added }) => ({ name, kind, quantity, unit, charge, parts, added })),
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

/** A link that is opened anew knows of no stars. */
export const forgetStars = (): void => {
  stars = null;
};

/** For the customer. */
export const customerAnswers = ({ scenario, body }: Asked): Answers => ({
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
  'GET /customer/order/slots': () => {
    const tomorrow = businessDay(epochMs(NOW + 24 * 60 * MINUTE));
    return ok({
      items: [
        { date: slot.date, from: '16:00', to: '18:00', level: 'full' },
        { date: tomorrow, from: '08:00', to: '10:00', level: 'full' },
        { date: tomorrow, from: '10:00', to: '12:00', level: 'tight' },
        { date: tomorrow, from: '14:00', to: '16:00', level: 'free' },
      ],
    });
  },
  'GET /customer/order/subscriptions': () => ok({ state: 'available', templateIds: ['t1', 't2'], left: 0 }),
  'PUT /customer/order/rating': () => {
    stars = (body as { values: { rating: number | null } }).values.rating;
    return ok({ version: 7 });
  },
  'POST /customer/order/signature': () => ok({ signedAt: NOW }),
});

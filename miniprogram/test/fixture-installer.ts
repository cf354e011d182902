/** An installer's day, offers, pay and leave. Never shipped. */
import { type Answers, type Asked, id, LONG, MINUTE, NOW, OFFERS, ORDER_ID, ok, payLines, slot, total } from './fixture-basics.ts';
import { visit } from './fixture-orders.ts';

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

export const offer = {
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

/** For the installer. */
export function installerAnswers({ scenario, empty, long }: Asked): Answers {
  // more than he took in the month: some of it was taken in the month before
  const handedIn = scenario === 'extra' ? 120_000 : 50_000;
  return {
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
    [`POST /my/offers/${OFFERS.open}/answer`]: () => ok({ status: 'refused', orderId: offer.orderId, assigned: true, after: 'next' }),
  };
}

/** Answers about orders, their lists, views and batches, the workbench and files. */
import { BOOK, DAY, dayText, HASH, HOUR, id, MINUTE, NOW, order, summary } from './fixture-data.ts';
import { DISPUTED, delivery } from './fixture-notices.ts';
import { type Answer, type Input, PAGE, paged } from './fixture-paged.ts';

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
    { attention: 'untold', count: 2, oldestAt: NOW - 7 * DAY },
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

export const ORDER_ANSWERS: Readonly<Record<string, Answer>> = {
  'orders.list': (input) => ordersPage(input),
  'orders.comment': () => ({ id: id(960) }),
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
  'orders.previewCancel': () => ({
    version: 4,
    fee: 5_000,
    consequences: [
      { kind: 'standing', level: 'warn', text: '张师傅已接单，取消后不用上门' },
      { kind: 'fee', level: 'warn', text: '现在取消，客户要付上门费 ¥50.00' },
      { kind: 'told', level: 'info', text: '李建国会收到通知和取消原因' },
    ],
  }),
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

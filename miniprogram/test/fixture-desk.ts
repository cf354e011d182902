/** The sidebar beside a chat, and opening an order. Never shipped. */
import { type Answers, type Asked, customer, id, items, NOW, ORDER_ID, ok, planned, problem, total } from './fixture-basics.ts';
import { startFields, summary } from './fixture-orders.ts';

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

/** For the desk. */
export function deskAnswers({ scenario, empty }: Asked): Answers {
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
  return {
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
    'GET /deliveries': () => ok({ items: cards, nextCursor: null }),
  };
}

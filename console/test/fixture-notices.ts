/** Notices, their words, the company's settings and customers' questions. */
import type { MessageTemplateView } from '@mingdan/shared/contracts/message-templates';
import { DAY, HOUR, id, MINUTE, NOW, summary } from './fixture-data.ts';

type Input = Readonly<Record<string, unknown>>;

export const NOTICE_PERMISSIONS = [
  'deliveries:read',
  'deliveries:send',
  'messages:read',
  'messages:write',
  'settings:read',
  'settings:write',
];

/** One notice: a card for staff to send, an offer that was sent, one that cannot be sent, one on its way. */
export const delivery = (n: number) => ({
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
  channel: n % 4 === 1 ? 'wecom' : null,
  tried:
    n % 2 === 0
      ? [
          { rung: 'subscribe' as const, chosen: false, reason: '客户没有留下订阅次数' },
          {
            rung: 'sidebar' as const,
            chosen: n % 4 === 0,
            reason: n % 4 === 0 ? '由员工在客户会话的侧边栏发出卡片' : '负责这个地区的员工都已停用',
          },
        ]
      : [],
  // customers' notices: of the cards the first has a better way by now
  retryHelps: n % 4 === 2 || n === 4,
  waitsUntil: n % 4 === 3 ? NOW + 3 * MINUTE : null,
  status: (['staff_todo', 'sent', 'undeliverable', 'pending'] as const)[n % 4]!,
  reason: n % 4 === 2 ? '客户没有可用的微信触达方式，员工也未添加' : null,
  createdAt: NOW - n * 9 * MINUTE,
  sentAt: n % 4 === 1 ? NOW - n * 9 * MINUTE + 2000 : null,
});

const VARIABLES = [
  { name: '单号', example: 'MD261122A7K3QX' },
  { name: '项目', example: '空调安装' },
  { name: '预约时间', example: '2026年11月23日 10:00~12:00' },
  { name: '步骤', example: '上门安装' },
  { name: '时间', example: '2026年11月22日 10:00' },
];
const template = (
  event: string,
  audience: MessageTemplateView['audience'],
  name: string,
  title: string,
  over: Partial<MessageTemplateView> = {},
): MessageTemplateView => ({
  event,
  audience,
  name,
  title,
  text: '工单 {单号}，预约 {预约时间}。点开可查看进度与账单',
  subscribe: null,
  version: 0,
  savedAt: null,
  savedBy: null,
  variables: audience === 'customer' ? [...VARIABLES, { name: '金额', example: '¥528.00' }] : VARIABLES,
  ...over,
});
const SUBSCRIBE = {
  templateId: 'k2Zt8mV0Qx7LhYw3nB5sD9fGp1RjCaEu6oTiMvXyNzA',
  fields: { thing1: '{项目}', character_string2: '{单号}', time3: '{时间}' },
};
const FINISHED = template('order-finished', 'customer', '服务完成', '{项目}：服务完成，请核对账单并评价', {
  subscribe: SUBSCRIBE,
  version: 2,
  savedAt: NOW - 3 * HOUR,
  savedBy: '管理员林工',
});
export const TEMPLATES: readonly MessageTemplateView[] = [
  template('order-created', 'customer', '已下单', '{项目}已下单'),
  template('installer-assigned', 'customer', '已安排师傅', '{项目}：已安排师傅'),
  FINISHED,
  template('consent-asked', 'customer', '增项待确认', '{项目}：有增项需要您确认'),
  template('*', 'customer', '其他通知', '{项目}：{步骤}'),
  template('question-asked', 'staff', '客户咨询', '{项目}：客户有咨询，请回复'),
  template('sla-escalation', 'staff', '超时提醒', '「{步骤}」已超时，请处理', {
    version: 1,
    savedAt: NOW - 9 * DAY,
    savedBy: '管理员林工',
  }),
  template('order-gained', 'installer', '派单', '{项目}：派给您了，请按时上门'),
];

const filled = (words: string) =>
  words.replace(
    /\{([^{}]*)\}/g,
    (_, name: string) => [...VARIABLES, { name: '金额', example: '¥528.00' }].find((one) => one.name === name)?.example ?? '',
  );

/** As the server looks at it, as far as the pages need it. */
function preview(input: Input) {
  const subscribe = input['subscribe'] as MessageTemplateView['subscribe'];
  const title = String(input['title']);
  const unknown = /\{(?!单号|项目|预约时间|步骤|时间|金额)([^{}]*)\}/.exec(title)?.[1];
  const long = Object.entries(subscribe?.fields ?? {}).filter(([field, words]) => field.startsWith('thing') && filled(words).length > 20);
  return {
    title: filled(title),
    text: filled(String(input['text'])),
    subscribe: subscribe && Object.fromEntries(Object.entries(subscribe.fields).map(([field, words]) => [field, filled(words)])),
    findings: [
      ...(unknown === undefined
        ? []
        : [{ severity: 'error' as const, code: 'UNKNOWN_VARIABLE', path: 'title', message: `没有“${unknown}”这个变量` }]),
      ...long.map(([field, words]) => ({
        severity: 'warning' as const,
        code: 'SHORTENED',
        path: `subscribe.fields.${field}`,
        message: `微信里会显示为“${filled(words).slice(0, 19)}…”`,
      })),
    ],
  };
}

const saved = (value: unknown, version: number) => ({ value, version, savedAt: NOW - 2 * DAY, savedBy: '管理员林工' });
const BILL = { labour: true, parts: true, fees: true, quantities: true, discounts: true, surcharges: true, commission: false };
const SERVICE = { warrantyDays: 365, warrantyNote: '人为损坏除外，配件按厂家质保', servicePhone: '400 800 1234' };

/** The order whose customer objects to the bill. */
export const DISPUTED = id(3);
const OBJECTION = { id: id(983), at: NOW - 20 * MINUTE, text: '说好只打一个孔，账单上写了两个。', objection: 'items', answer: null };

export const NOTICE_ANSWERS: Readonly<Record<string, (input: Input) => unknown>> = {
  'deliveries.retry': () => ({ status: 'staff_todo' }),
  'messageTemplates.list': () => ({ items: TEMPLATES }),
  'messageTemplates.versions': (input) => ({
    items:
      input['event'] === 'on-the-way'
        ? [template('on-the-way', 'customer', 'on-the-way', '{项目}：{步骤}')]
        : [
            FINISHED,
            { ...FINISHED, version: 1, title: '{项目}已完成', subscribe: null, savedAt: NOW - 20 * DAY, savedBy: '何店长' },
            { ...FINISHED, version: 0, title: '{项目}：服务完成，请核对账单并评价', subscribe: null, savedAt: null, savedBy: null },
          ],
  }),
  'messageTemplates.preview': preview,
  'messageTemplates.save': (input) => ({ ...FINISHED, ...input, version: Number(input['version']) + 1, savedAt: NOW }),
  'settings.customerBill': () => saved(BILL, 1),
  'settings.saveCustomerBill': (input) => saved(input['value'], 2),
  'settings.customerService': () => saved(SERVICE, 1),
  'settings.saveCustomerService': (input) => saved(input['value'], 2),
  'settings.messaging': () => ({ value: { miniProgramLinked: false }, version: 0, savedAt: null, savedBy: null }),
  'settings.saveMessaging': (input) => saved(input['value'], 1),
  'orders.questions': (input) => ({
    items: [
      ...(input['orderId'] === DISPUTED ? [OBJECTION] : []),
      {
        id: id(981),
        at: NOW - 26 * HOUR,
        text: '铜管只接了三米，账单上写的是四米半。',
        objection: 'items',
        answer: { at: NOW - 25 * HOUR, by: '周客服', text: '照片里量过，墙里还有一米半，共四米半。' },
      },
      { id: id(982), at: NOW - 40 * MINUTE, text: '我家在三楼没有电梯，搬上去要加钱吗？', answer: null },
    ],
  }),
  'waivers.record': () => ({ id: id(962), state: 'part', due: 80_490, collected: 50_000, left: 30_490 }),
  'waivers.void': (input) => ({ id: input['waiverId'], state: 'part', due: 90_490, collected: 50_000, left: 40_490 }),
  'orders.answerQuestion': (input) => ({
    id: input['questionId'],
    at: NOW - 40 * MINUTE,
    text: '我家在三楼没有电梯，搬上去要加钱吗？',
    answer: { at: NOW, by: '林晓明', text: input['text'] },
  }),
};

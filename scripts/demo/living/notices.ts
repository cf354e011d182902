import { listMessageTemplates, saveMessageTemplate } from '../../../shared/src/contracts/message-templates.ts';
import { SUBSCRIBE_TEMPLATES } from '../../sandbox/src/corp/subscriptions.ts';
import type { World } from './world.ts';

/** What the field 当前进度 of 服务进度通知 says, by notice; WeChat takes at most five characters. */
const PROGRESS_WORDS: Readonly<Record<string, string>> = {
  'order-created': '已下单',
  'installer-assigned': '已安排师傅',
  'consent-asked': '增项待确认',
  'visit-again': '再次预约',
  'visit-rescheduled': '已改约',
  'address-corrected': '地址已更正',
  'order-cancelled': '已取消',
  'question-answered': '咨询已回复',
  'objection-answered': '异议已答复',
};
/** What the field 温馨提示 of 账单确认提醒 says, for notices about money. */
const BILL_WORDS: Readonly<Record<string, string>> = {
  'price-changed': '价格有变，请点开查看',
  'order-finished': '请核对账单并评价',
};

/** The template of the demo's mini-program with this title. */
function templateId(title: string): string {
  const template = SUBSCRIBE_TEMPLATES.find((one) => one.title === title);
  if (!template) throw new Error(`the sandbox has no subscribe template ${title}`);
  return template.id;
}

function subscribeFor(event: string) {
  const [progress, hint] = [PROGRESS_WORDS[event], BILL_WORDS[event]];
  const both = { thing1: '{项目}', character_string3: '{单号}' };
  if (progress !== undefined)
    return { templateId: templateId('服务进度通知'), fields: { ...both, phrase2: progress, time4: '{预约时间}' } };
  if (hint !== undefined) return { templateId: templateId('账单确认提醒'), fields: { ...both, amount2: '{金额}', thing4: hint } };
  return undefined;
}

/** Customers' notices become subscribe messages 订阅消息 where a customer allows them; the words stay the product's own. */
export async function takeTemplates({ calls, person }: World): Promise<void> {
  const admin = person('admin');
  const { items } = await calls.call(listMessageTemplates, {}, admin);
  for (const { event, audience, version, title, text, subscribe: known } of items) {
    const subscribe = audience === 'customer' && !known ? subscribeFor(event) : undefined;
    if (subscribe) await calls.call(saveMessageTemplate, { event, audience, version, title, text, subscribe }, admin);
  }
}

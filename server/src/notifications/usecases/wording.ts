import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { epochMs, localTime } from '@mingdan/shared/kernel/time';
import { formatSlotDate } from '@mingdan/shared/messages/format';
import { returnWord } from '@mingdan/shared/orders/return-words';
import { type OrdersApi, slotOf } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/tx.ts';
import { ANY_EVENT, defaultMessage } from '../domain/default-messages.ts';
import type { Audience, MessageWords, Variables } from '../domain/message.ts';
import { savedMessage } from '../store/message-templates.ts';

export type OrderRow = NonNullable<Awaited<ReturnType<OrdersApi['row']>>>;

/** The words in force for a notice: the company's for this event, the product's own, then whatever stands for any event. */
export async function wordsFor(tx: Tx, event: string, audience: Audience): Promise<MessageWords> {
  const own = await savedMessage(tx, event, audience);
  if (own) return own;
  const standard = defaultMessage(event, audience);
  return standard.event === ANY_EVENT ? ((await savedMessage(tx, ANY_EVENT, audience)) ?? standard) : standard;
}

/**
 * What the variables of an order's notice stand for. The figure is the customer's, for the customer only.
 *
 * @param as `words` for a title or text as people read it everywhere; `fields` as WeChat's templates take a time
 */
export async function variablesOf(
  tx: Tx,
  orders: OrdersApi,
  order: OrderRow,
  { audience, words, as }: { audience: Audience; words: MessageWords; as: 'words' | 'fields' },
): Promise<Variables> {
  const quote = audience === 'customer' && JSON.stringify(words).includes('{金额}') ? await orders.currentQuote(tx, order.id) : undefined;
  return {
    单号: order.number,
    项目: await jobName(tx, orders, order),
    步骤: order.node_name,
    预约时间: slotText(order, as, tx.now),
    时间: chineseMoment(tx.now),
    ...(quote ? { 金额: formatYuan(fen(quote.quote.totals.charge)) } : {}),
  };
}

/** What is done, and that it comes back to earlier work where it does: 空调安装（质保返修）. */
async function jobName(tx: Tx, orders: OrdersApi, order: OrderRow): Promise<string> {
  const returned = await orders.returnOf(tx, order);
  return returned === null ? order.template_name : `${order.template_name}（${returnWord(returned.warranty)}）`;
}

function slotText(order: OrderRow, as: 'words' | 'fields', now: number): string {
  const slot = slotOf(order);
  if (!slot) return '待约定';
  return as === 'words' ? formatSlotDate(slot, now) : `${chineseDay(slot.date)} ${slot.from}~${slot.to}`;
}

/** 2026-11-23 → 2026年11月23日, as WeChat's templates want it. */
const chineseDay = (day: string): string => {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
};

const chineseMoment = (at: number): string => {
  const { year, month, day, hour, minute } = localTime(epochMs(at));
  return `${year}年${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

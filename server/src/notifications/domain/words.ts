import type { OfferView } from '@mingdan/shared/contracts/dispatch';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import type { ButtonCard } from '../../wecom/index.ts';

/** What an order's notices may name: nothing personal. */
export interface NoticeFacts {
  readonly number: string;
  readonly templateName: string;
  /** Promised slot in words; null when there is none yet. */
  readonly slot: string | null;
  /** How the flow calls the node that asks for the notice. */
  readonly nodeName: string;
}

const TITLES: Readonly<Record<string, (facts: NoticeFacts) => string>> = {
  'order-created': ({ templateName }) => `${templateName}已下单`,
  'installer-assigned': ({ templateName }) => `${templateName}：师傅已接单`,
  'price-changed': ({ templateName }) => `${templateName}：改约后价格有变，请查看`,
  'order-finished': ({ templateName }) => `${templateName}：服务完成，请核对账单并评价`,
  'sla-escalation': ({ nodeName }) => `「${nodeName}」已超时，请处理`,
};

/** A notice in words. Templates that have no title of their own name the node. */
export function noticeWords(template: string, facts: NoticeFacts): { title: string; text: string } {
  const title = TITLES[template]?.(facts) ?? `${facts.templateName}：${facts.nodeName}`;
  return { title, text: `工单 ${facts.number}${facts.slot ? `，预约 ${facts.slot}` : ''}。点开可查看进度与账单` };
}

/** The card of an offer: pay first. WeCom shows at most five characters of a keyword and thirty of a value. */
export function offerCard(offer: OfferView, taskId: string, url: string, minutes: number): ButtonCard {
  const rows = [
    { keyname: '预估收益', value: formatYuan(fen(offer.pay)) },
    { keyname: '上门时间', value: offer.slot ? `${offer.slot.date} ${offer.slot.from}-${offer.slot.to}` : '待约定' },
    { keyname: '地区', value: offer.shortAddress.slice(0, 30) },
    { keyname: '距离', value: offer.distanceKm === null ? '未知' : `${offer.distanceKm} 公里` },
    { keyname: '单号', value: offer.number },
  ];
  return {
    taskId,
    title: `新单 ${offer.templateName}，预估 ${formatYuan(fen(offer.pay))}`,
    description: `${minutes} 分钟内有效，接单后按约定时间上门`,
    rows,
    buttons: [
      { text: '接单', key: 'accept', style: 1 },
      { text: '不接', key: 'refuse', style: 2 },
    ],
    url,
  };
}

/** What the closed card says. */
export const CARD_CLOSED: Readonly<Record<'accepted' | 'refused' | 'expired' | 'withdrawn', string>> = {
  accepted: '已接单',
  refused: '已拒绝',
  expired: '已超时',
  withdrawn: '已失效',
};

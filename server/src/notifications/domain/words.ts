import type { OfferView } from '@mingdan/shared/contracts/dispatch';
import { kmText } from '@mingdan/shared/kernel/metres';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { businessDay, epochMs, formatMoment } from '@mingdan/shared/kernel/time';
import { formatSlotDate, formatTime } from '@mingdan/shared/messages/format';
import { returnWord } from '@mingdan/shared/orders/return-words';
import type { ButtonCard, ProgramNotice } from '../../wecom/index.ts';

/** Titles of one message that stand for several. */
const SHOWN_TITLES = 6;

/** Several notices in one message: what waited is said at once. */
export function digestWords(notices: readonly { readonly title: string }[]): { title: string; text: string } {
  const titles = notices.slice(0, SHOWN_TITLES).map(({ title }) => `· ${title}`);
  const more = notices.length > SHOWN_TITLES ? [`……共 ${notices.length} 条`] : [];
  return { title: `${notices.length} 条工单通知`, text: [...titles, ...more].join('<br>').slice(0, 480) };
}

const cut = (text: string, max: number): string => ([...text].length > max ? `${[...text].slice(0, max - 1).join('')}…` : text);

/** A notice for the mini-program: its headline takes 4 to 12 characters, so that the whole title stands in a row below. */
export function programNotice(words: { title: string; text: string }, target: { appId: string; page: string }): ProgramNotice {
  const headline = cut(words.title, 12);
  return {
    ...target,
    title: '工单通知',
    description: [...headline.replace(/[\x20-\x7e]/g, '')].length >= 4 ? headline : '有新的进展',
    rows: [
      { key: '事项', value: cut(words.title, 30) },
      { key: '说明', value: cut(words.text.replaceAll('<br>', '；'), 30) },
    ],
  };
}

/** What a progress card may name: nothing personal. */
export interface ProgressFacts {
  readonly number: string;
  readonly templateName: string;
  /** Promised slot in words; null when there is none yet. */
  readonly slot: string | null;
  /** Where work stands; empty once it is over. */
  readonly nodeName: string;
}

/** Where an order stands, for the card that staff put into the chat at any time. `state`: its state in words. */
export function progressWords({ number, templateName, slot, nodeName }: ProgressFacts, state: string): { title: string; text: string } {
  const where = nodeName === '' ? state : `${state}：${nodeName}`;
  return { title: `${templateName}进度`, text: `${where}${slot ? `，预约 ${slot}` : ''}。工单 ${number}，点开看进度与账单` };
}

/**
 * The card of an offer: pay first. WeCom shows at most five characters of a keyword and thirty of a value. The same for the same offer whenever it is
 * written, so that WeCom recognises a second try: it tells until when, not how long. What he
 * holds in the same hours is that of the moment: where it changed between two tries, two cards are better than one that keeps silent.
 */
export function offerCard(offer: OfferView, taskId: string, url: string): ButtonCard {
  const [from, until] = [epochMs(offer.createdAt), epochMs(offer.expiresAt)];
  const rows = [
    { keyname: '预估收益', value: formatYuan(fen(offer.pay)) },
    { keyname: '上门时间', value: offer.slot ? formatSlotDate(offer.slot, offer.createdAt) : '待约定' },
    { keyname: '地区', value: offer.shortAddress.slice(0, 30) },
    { keyname: '距离', value: offer.distanceKm === null ? '未知' : kmText(offer.distanceKm) },
    { keyname: '单号', value: offer.number },
    ...offer.overlaps.slice(0, 1).map(({ from, to, number }) => ({ keyname: '时间重叠', value: `${from}–${to} 已有 ${number}` })),
  ];
  return {
    taskId,
    title: `${offer.returnOf ? returnWord(offer.returnOf.warranty) : '新单'} ${offer.templateName}，预估 ${formatYuan(fen(offer.pay))}`,
    description: `${businessDay(from) === businessDay(until) ? formatTime(until) : formatMoment(until)} 前有效，接单后按约定时间上门`,
    rows,
    buttons: [
      { text: '接单', key: 'accept', style: 1 },
      { text: '不接', key: 'refuse', style: 2 },
    ],
    url,
  };
}

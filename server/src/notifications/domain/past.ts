import { label } from '@mingdan/shared/messages/index';

/** What decides whether a card that nobody has sent yet still tells something. */
export interface CardStanding {
  readonly state: 'open' | 'suspended' | 'done' | 'cancelled';
  readonly phase: string;
  /** Somebody holds the order. */
  readonly hasInstaller: boolean;
  /** The bill of the whole work is made. */
  readonly isFinished: boolean;
  /** The customer has signed the bill of the whole work and given stars. */
  readonly signedAndRated: boolean;
  /** The customer can still open the page. */
  readonly linkAlive: boolean;
  /** The customer has proved to be on the page already. */
  readonly linkOpened: boolean;
  /** Extra lines 增项 wait for the customer's word. */
  readonly consentAsked: boolean;
  /** End of the promised slot, epoch ms; null for none. */
  readonly slotEnd: number | null;
  /** When the appointment was moved last, epoch ms; null for never. */
  readonly rescheduledAt: number | null;
  readonly now: number;
}

/** An unsent card. */
export interface Card {
  readonly template: string;
  readonly createdAt: number;
  /** A newer notice of the same kind exists for the order. */
  readonly isReplaced: boolean;
}

type Past = (standing: CardStanding, card: Card) => string | null;

/** Cards that say when somebody comes. */
const SLOT_TOLD = ['order-created', 'installer-assigned', 'visit-again'];

const moved: Past = ({ rescheduledAt }, { template, createdAt }) =>
  SLOT_TOLD.includes(template) && rescheduledAt !== null && rescheduledAt > createdAt ? '预约时间已改，卡片上的时间不对了' : null;
/** Between two visits the hours that stand are of the one that came to nothing, or were chosen and wait for a yes: whatever names hours is wrong or too early. */
const between: Past = ({ phase }) => (phase === 'waiting' ? '原来的预约时间已作废，要另约' : null);
const finished: Past = ({ isFinished }) => (isFinished ? label('order.phase', 'closed') : null);
const slotOver: Past = ({ slotEnd, now }) => (slotEnd !== null && slotEnd <= now ? '预约的时间已过' : null);

/** When the reason of a notice is gone, beside what ends all of them. */
const BY_TEMPLATE: Readonly<Record<string, readonly Past[]>> = {
  'order-created': [({ linkOpened }) => (linkOpened ? '客户已打开过工单页面' : null), between, finished],
  'installer-assigned': [({ hasInstaller }) => (hasInstaller ? null : '已退回派单，还没有师傅'), between, finished, slotOver],
  'price-changed': [finished],
  'consent-asked': [({ consentAsked }) => (consentAsked ? null : '增项已有答复，或已撤回')],
  'visit-again': [({ phase }) => (phase === 'waiting' ? null : '再次上门的时间已约好'), finished],
  'visit-rescheduled': [between, finished, slotOver],
  'address-corrected': [finished],
  'order-finished': [({ signedAndRated }) => (signedAndRated ? '客户已签字并评价' : null)],
};
/** They stay to be told when the order is over. */
const AFTER_END = [
  'order-finished',
  'order-cancelled',
  'question-answered',
  'objection-answered',
  'bill-waived',
  'waiver-voided',
  'visit-fee-taken-back',
];

/** Why a card is past 无需再发: what it told has been overtaken; null while it still holds. */
export function whyPast(card: Card, standing: CardStanding): string | null {
  const { state, linkAlive } = standing;
  if (!linkAlive) return '客户页面已失效';
  if (card.isReplaced) return '有更新的同类通知';
  if (state === 'cancelled' && !AFTER_END.includes(card.template)) return '工单已取消';
  if (state === 'cancelled' && card.template === 'order-finished') return '工单已取消';
  if (state === 'done' && (card.template === 'order-finished' || !AFTER_END.includes(card.template))) return '工单已结束';
  for (const past of [moved, ...(BY_TEMPLATE[card.template] ?? [])]) {
    const why = past(standing, card);
    if (why !== null) return why;
  }
  return null;
}

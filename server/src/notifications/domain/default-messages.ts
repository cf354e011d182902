import { label } from '@mingdan/shared/messages/index';
import type { Audience, MessageWords } from './message.ts';

/** A notice that the product words itself until the company does. */
export interface DefaultMessage extends MessageWords {
  readonly event: string;
  readonly audience: Audience;
  /** What it is about, for whoever edits it. */
  readonly name: string;
}

/** What follows a title that has no more to say: a customer sees progress and bill, whoever works on it the order. */
const SEE: Readonly<Record<Audience, string>> = {
  customer: '工单 {单号}，预约 {预约时间}。点开可查看进度与账单',
  staff: '工单 {单号}，预约 {预约时间}。点开可查看工单',
  installer: '工单 {单号}，预约 {预约时间}。点开可查看工单',
};
const message = (event: string, audience: Audience, name: string, title: string, text: string = SEE[audience]): DefaultMessage => ({
  event,
  audience,
  name,
  title,
  text,
  subscribe: null,
});

/** `*` words whatever a flow asks for that has no words of its own. */
export const ANY_EVENT = '*';

const CANCELLED = label('order.state', 'cancelled');

export const DEFAULT_MESSAGES: readonly DefaultMessage[] = [
  message('order-created', 'customer', '已下单', '{项目}已下单'),
  message('installer-assigned', 'customer', '已安排师傅', '{项目}：已安排师傅'),
  message('price-changed', 'customer', '价格有变', '{项目}：价格有变，请点开查看'),
  message('consent-asked', 'customer', '增项待确认', '{项目}：有增项需要您确认', '工单 {单号}。请点开核对增项与价格，确认后师傅再施工'),
  // the hours that stand are those of the visit that came to nothing
  message('visit-again', 'customer', '再次上门', '{项目}：需要再约一次上门', '工单 {单号}。点开可选新的上门时间，或由客服与您约'),
  message('visit-rescheduled', 'customer', '改约', '{项目}：上门时间已改约，请查看'),
  message('address-corrected', 'customer', '地址更正', '{项目}：上门地址已更正', '工单 {单号}。点开可查看地址与进度'),
  message('order-finished', 'customer', '服务完成', '{项目}：服务完成，请核对账单并评价'),
  message('order-cancelled', 'customer', CANCELLED, '{项目}已取消', '工单 {单号} 已取消。如有疑问请联系客服'),
  message('question-answered', 'customer', '咨询已回复', '{项目}：您的咨询有回复了', '工单 {单号}。点开可查看回复'),
  message('objection-answered', 'customer', '异议已答复', '{项目}：您对账单的异议有答复了', '工单 {单号}。点开可查看答复与应付金额'),
  message('bill-waived', 'customer', '账单减免', '{项目}：您的账单有减免', '工单 {单号}。点开可查看减免与应付金额'),
  message('waiver-voided', 'customer', '减免撤回', '{项目}：账单减免有更正，请查看', '工单 {单号}。点开可查看更正后的应付金额'),
  message('visit-fee-taken-back', 'customer', '上门费撤回', '{项目}：上门费已撤回，不用付了', '工单 {单号}。点开可查看更正后的应付金额'),
  message(ANY_EVENT, 'customer', '其他通知', '{项目}：{步骤}'),
  message('question-asked', 'staff', '客户咨询', '{项目}：客户有咨询，请回复', '工单 {单号}，预约 {预约时间}。请在工单里回复客户'),
  message('bill-disputed', 'staff', '账单有异议', '{项目}：客户对账单有异议，请处理', '工单 {单号}。核对后在工单里答复客户'),
  message('slot-changed', 'staff', '客户改约', '{项目}：客户改约到 {预约时间}', '工单 {单号}。请确认师傅能否按新时间上门'),
  message('sla-escalation', 'staff', '超时提醒', '「{步骤}」已超时，请处理'),
  message('order-urged', 'staff', '催单', '{项目}：「{步骤}」请尽快处理', '工单 {单号}，预约 {预约时间}。有人在等，请尽快处理'),
  message('mentioned', 'staff', '备注提到您', '{项目}：有同事在备注里提到了您', '工单 {单号}。点开可查看备注'),
  message(
    'consent-card',
    'staff',
    '增项卡片待发',
    '{项目}：有增项，请把卡片发给客户确认',
    '工单 {单号}。客户同意后才结算：点开，点「发送到聊天」',
  ),
  message('consent-agreed', 'staff', '增项已同意', '{项目}：客户已同意增项'),
  message('consent-declined', 'staff', '增项不同意', '{项目}：客户不同意增项，这些项目不会结算'),
  message('order-cancelled', 'staff', CANCELLED, '{项目}：工单已取消'),
  message('visit-again', 'staff', '再次上门', '{项目}：需要再约一次上门', '工单 {单号}。请与客户约新的上门时间'),
  message(
    'visit-fee-taken-back',
    'staff',
    '上门费撤回',
    '{项目}：打卡经核实不属实，上门费已撤回',
    '工单 {单号}。原因见收益与工单记录，有疑问请联系客服',
  ),
  message('punch-rejected', 'staff', '打卡不属实', '{项目}：打卡经核实不属实', '工单 {单号}。原因见工单记录，收益不变'),
  message(
    'slot-overlap',
    'staff',
    '改约时间重叠',
    '{项目}：客户改约后与师傅另一单时间重叠',
    '工单 {单号}，现约 {预约时间}。请与客户另约时间，或请调度改派师傅',
  ),
  message(ANY_EVENT, 'staff', '其他通知', '{项目}：{步骤}'),
  message(
    'slot-changed',
    'installer',
    '客户改约',
    '{项目}：客户改约到 {预约时间}',
    '工单 {单号}。请按新时间上门；与您别的单冲突的，请告诉客服',
  ),
  message('sla-escalation', 'installer', '超时提醒', '「{步骤}」已超时，请处理'),
  message('order-urged', 'installer', '催单', '{项目}：「{步骤}」请尽快处理', '工单 {单号}，预约 {预约时间}。有人在等，请尽快处理'),
  message('mentioned', 'installer', '备注提到您', '{项目}：有同事在备注里提到了您', '工单 {单号}。点开可查看备注'),
  message('consent-agreed', 'installer', '增项已同意', '{项目}：客户已同意增项', '工单 {单号}。可以施工了，点开看金额'),
  message('consent-declined', 'installer', '增项不同意', '{项目}：客户不同意增项，这些项目不会结算'),
  message('order-cancelled', 'installer', CANCELLED, '{项目}：工单已取消', '工单 {单号} 已取消，无需上门'),
  message('order-taken-back', 'installer', '退回派单', '{项目}：工单已退回派单，无需再上门'),
  message('address-corrected', 'installer', '地址更正', '{项目}：上门地址已更正', '工单 {单号}。请点开重新查看路线'),
  message('order-gained', 'installer', '派单', '{项目}：派给您了，请按时上门'),
  message('order-lost', 'installer', '改派', '{项目}：已改派给别的师傅，不用上门了'),
  message('order-lost', 'staff', '改派', '{项目}：已改派给别的师傅，不用上门了'),
  message('order-taken-back', 'staff', '退回派单', '{项目}：工单已退回派单，无需再上门'),
  message('crew-changed', 'installer', '搭档变动', '{项目}：搭档或分成有变，请查看'),
  message('crew-changed', 'staff', '搭档变动', '{项目}：搭档或分成有变，请查看'),
  message('visit-rescheduled', 'staff', '改约', '{项目}：上门时间已改约，请查看'),
  message('price-changed', 'installer', '价格有变', '{项目}：价格有变，请点开查看'),
  message('visit-rescheduled', 'installer', '改约', '{项目}：上门时间已改约，请查看'),
  message(
    'visit-fee-taken-back',
    'installer',
    '上门费撤回',
    '{项目}：打卡经核实不属实，上门费已撤回',
    '工单 {单号}。原因见收益与工单记录，有疑问请联系客服',
  ),
  message(
    'collect-asked',
    'installer',
    '代收',
    '{项目}：请您向客户收款',
    '工单 {单号}，由您代收。收到后在工单里点「登记收款」，应收金额在工单里',
  ),
  message('collect-off', 'installer', '不用代收', '{项目}：改由公司收款，不用向客户收了', '工单 {单号}。已经收到的请在工单里登记'),
  message('punch-rejected', 'installer', '打卡不属实', '{项目}：打卡经核实不属实', '工单 {单号}。原因见工单记录，收益不变'),
  message(ANY_EVENT, 'installer', '其他通知', '{项目}：{步骤}'),
];

/** The product's own words for a notice. */
export function defaultMessage(event: string, audience: Audience): DefaultMessage {
  const own = DEFAULT_MESSAGES.find((one) => one.event === event && one.audience === audience);
  const any = own ?? DEFAULT_MESSAGES.find((one) => one.event === ANY_EVENT && one.audience === audience);
  if (!any) throw new Error(`no words for ${audience}`);
  return any;
}

/** Notices that are about money or a decision that waits: they go before others where not all can go at once. */
const URGENT = new Set([
  'offer',
  'price-changed',
  'consent-asked',
  'consent-card',
  'consent-agreed',
  'consent-declined',
  'order-finished',
  'question-asked',
  'bill-disputed',
  'bill-waived',
  'waiver-voided',
  'visit-fee-taken-back',
  'slot-overlap',
  'sla-escalation',
  'order-urged',
  'payment-due',
]);
export const isUrgent = (event: string): boolean => URGENT.has(event);

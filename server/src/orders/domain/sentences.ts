import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import { metresText } from '@mingdan/shared/kernel/metres';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { formatSlotDate } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { type OddPunch, oddPunchTold } from '@mingdan/shared/orders/punch';
import { nodeName } from './progress.ts';

const PAY_MODES: Readonly<Record<string, string>> = { prepaid: '预付', company: '公司收款', installer: '师傅代收' };
const ANSWERED: Readonly<Record<string, string>> = { true: '，减免了账单', false: '，维持账单' };
const SLA: Readonly<Record<string, string>> = { warned: '即将超时', respondBreached: '超过响应时限', resolveBreached: '超过完成时限' };
const SETTLED: Readonly<Record<string, string>> = { fee: '结算上门费', partly: '结算已完成的部分' };

const yuanOf = (amount: unknown): string => formatYuan(fen(Number(amount)));

/** One line of an order's history in words. `detail` is what was stored with it; `nameOf` names the people whose ids it holds; `at`: when it happened. */
export function timelineSentence(
  flow: FlowDefinition,
  type: string,
  node: string | null,
  detail: Readonly<Record<string, unknown>>,
  nameOf: (personId: string) => string,
  at: number,
): string {
  const place = nodeName(flow, node ?? undefined);
  switch (type) {
    case 'created':
      return '开单';
    case 'entered':
      return `进入「${place}」`;
    case 'left':
      return `完成「${place}」${outcomeWords(flow, node, detail.outcome)}${proofWords(detail.proof)}`;
    case 'parked':
      return `「${place}」停下，等待调度处理`;
    case 'assigned':
      return 'to' in detail ? `派给${people(detail.to, nameOf)}${because(detail.reason)}` : '接单';
    case 'offer_refused':
      return `没有接单${because(detail.reason)}`;
    case 'offer_expired':
      return `派给${people(detail.to, nameOf)}，超时没有答复`;
    case 'reassigned':
      return `由${people(detail.from, nameOf)}改派给${people(detail.to, nameOf)}${because(detail.reason)}`;
    case 'claimed':
      return `开始处理「${place}」`;
    case 'reminded':
      return `催办「${place}」${because(detail.reason)}`;
    case 'priced':
      return detail.kind === 'actual' ? (SETTLED[String(detail.scope)] ?? '按实际明细结算') : '更新预估';
    case 'repriced':
      return `师傅路程不同，客户价 ${yuanOf(detail.before)} → ${yuanOf(detail.charge)}`;
    case 'rescheduled':
      return `改约到 ${slotWords(detail, at)}${because(detail.reason)}`;
    case 'question_asked':
      return '客户提问';
    case 'objected':
      return `对账单有异议：${label('order.objection', String(detail.objection))}`;
    case 'objection_answered':
      return `答复了客户的异议${ANSWERED[String(detail.waived)] ?? ''}`;
    case 'question_answered':
      return '回复了客户的提问';
    case 'signed':
      return detail.by === 'customer_page' ? '在手机上签字确认账单' : '现场签字确认账单';
    case 'finished_early':
      return `早于预约（${slotWords(detail, at)}）${endedAs(flow, node, detail.outcome)}，已确认`;
    case 'device_confirmed':
      return `核对过设备，确认无误：${String(detail.what)}`;
    case 'punch_odd':
      return `${text('order.punch.odd')}（${String(detail.name)}）：${oddPunchTold(detail as unknown as OddPunch, Number(detail.at))}`;
    case 'punch_verified':
      return `核实了打卡异常：${String(detail.word)}`;
    case 'punch_rejected':
      return `打卡不属实${detail.takenBack === true ? '，撤回上门费' : ''}：${String(detail.reason)}`;
    case 'confirmed_silently':
      return '72 小时内没有异议，账单视为确认';
    case 'consent_asked':
      return '请客户确认增项';
    case 'consent_agreed':
      return '同意增项';
    case 'consent_declined':
      return detail.reason ? `不同意增项：${String(detail.reason)}` : '不同意增项';
    case 'collected':
      return detail.kind === 'refund' ? '登记退款' : detail.holder === 'installer' ? '登记师傅代收' : '登记收款';
    case 'collection_voided':
      return `作废一笔${detail.kind === 'refund' ? '退款' : '收款'}：${String(detail.reason)}`;
    case 'waived':
      return `减免账单：${String(detail.reason)}`;
    case 'waiver_voided':
      return `撤回减免：${String(detail.reason)}`;
    case 'pay_mode':
      return `收款方式改为${PAY_MODES[String(detail.mode)] ?? String(detail.mode)}`;
    case 'pay_told':
      return '把付款方式发给了客户';
    case 'address_corrected':
      return `更正上门地址：${String(detail.reason)}`;
    case 'redispatched':
      return `退回派单：${String(detail.reason)}`;
    case 'returned':
      return `开返修单 ${String(detail.number)}：${String(detail.reason)}`;
    case 'return_of':
      return `${detail.warranty === true ? '质保返修' : '返修'}，原工单 ${String(detail.number)}：${String(detail.reason)}`;
    case 'cancel_fee':
      return '取消时师傅已安排上门，按规定结算上门费';
    case 'cancelled':
      return detail.reason ? `取消工单：${String(detail.reason)}` : '取消工单';
    case 'suspended':
      return '暂停工单';
    case 'resumed':
      return '恢复工单';
    case 'link_opened':
      return '打开了进度页';
    case 'rated':
      return detail.rating === null ? '撤回评价' : `评价 ${String(detail.rating)} 星`;
    case 'sla':
      return `「${place}」${SLA[String(detail.what)] ?? '超时'}`;
    case 'ended':
      return detail.result === 'done' ? '工单完成' : '工单结束';
    default:
      return type;
  }
}

/** Ids of people that a line's detail holds, for whoever looks their names up. */
export function peopleIn(detail: Readonly<Record<string, unknown>>): readonly string[] {
  return [detail.to, detail.from].flatMap((ids) => (Array.isArray(ids) ? ids.map(String) : []));
}

const slotWords = ({ date, from, to }: Readonly<Record<string, unknown>>, at: number): string =>
  formatSlotDate({ date: String(date), from: String(from), to: String(to) }, at);

function people(ids: unknown, nameOf: (personId: string) => string): string {
  const names = (Array.isArray(ids) ? ids : []).map((id) => nameOf(String(id))).filter((name) => name !== '');
  return names.length > 0 ? names.join('、') : '师傅';
}

function because(reason: unknown): string {
  return typeof reason === 'string' && reason !== '' ? `：${reason}` : '';
}

function outcomeWords(flow: FlowDefinition, key: string | null, outcome: unknown): string {
  const name = outcomeName(flow, key, outcome);
  return name === null ? '' : `：${name}`;
}

/** How a visit ended: nobody was there, and nothing was done, is reported. */
function endedAs(flow: FlowDefinition, key: string | null, outcome: unknown): string {
  const name = outcomeName(flow, key, outcome);
  return name === null ? '做完' : `报告「${name}」`;
}

/** What an outcome other than the plain one is called. */
function outcomeName(flow: FlowDefinition, key: string | null, outcome: unknown): string | null {
  const node = flow.nodes.find((candidate) => candidate.key === key);
  if (typeof outcome !== 'string' || node?.kind !== 'task' || outcome === 'done') return null;
  return node.outcomeLabels?.[outcome] ?? outcome;
}

/** What an outcome was proved with: where, and in which words; its pictures stand beside the sentence. `pictures`: a count of older rows, which kept no more. */
function proofWords(proof: unknown): string {
  if (typeof proof !== 'object' || proof === null) return '';
  const { metres, pictures, words } = proof as { metres?: number | null; pictures?: number; words?: string };
  const facts = [
    ...(typeof metres === 'number' ? [`打卡距上门地址 ${metresText(metres)}`] : []),
    ...(pictures ? [`照片 ${pictures} 张`] : []),
    ...(words ? [words] : []),
  ];
  return facts.length > 0 ? `（${facts.join('，')}）` : '';
}

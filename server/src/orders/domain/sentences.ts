import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import { nodeName } from './progress.ts';

/** One line of an order's history in words. `detail` is what was stored with it. */
export function timelineSentence(
  flow: FlowDefinition,
  type: string,
  node: string | null,
  detail: Readonly<Record<string, unknown>>,
): string {
  const place = nodeName(flow, node ?? undefined);
  switch (type) {
    case 'created':
      return '开单';
    case 'entered':
      return `进入「${place}」`;
    case 'left':
      return `完成「${place}」${outcomeWords(flow, node, detail.outcome)}`;
    case 'parked':
      return `「${place}」停下，等待调度处理`;
    case 'assigned':
      return '接单';
    case 'claimed':
      return `开始处理「${place}」`;
    case 'priced':
      return detail.kind === 'actual' ? '按实际明细结算' : '更新预估';
    case 'rescheduled':
      return `改约到 ${String(detail.date)} ${String(detail.from)}–${String(detail.to)}`;
    case 'signed':
      return detail.by === 'customer_page' ? '在手机上签字确认账单' : '现场签字确认账单';
    case 'confirmed_silently':
      return '72 小时内没有异议，账单视为确认';
    case 'cancelled':
      return detail.reason ? `取消工单：${String(detail.reason)}` : '取消工单';
    case 'suspended':
      return '暂停工单';
    case 'resumed':
      return '恢复工单';
    case 'link_opened':
      return '打开了进度页';
    case 'sla':
      return detail.what === 'warned' ? `「${place}」即将超时` : `「${place}」已超时`;
    case 'ended':
      return detail.result === 'done' ? '工单完成' : '工单结束';
    default:
      return type;
  }
}

function outcomeWords(flow: FlowDefinition, key: string | null, outcome: unknown): string {
  const node = flow.nodes.find((candidate) => candidate.key === key);
  if (typeof outcome !== 'string' || node?.kind !== 'task' || outcome === 'done') return '';
  return `：${node.outcomeLabels?.[outcome] ?? outcome}`;
}

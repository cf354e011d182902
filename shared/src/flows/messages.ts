import type { NodeKind, SuspendReason } from './definition.ts';
import type { FlowRefusalCode } from './state.ts';

/** How the designer calls the kinds of nodes. */
export const NODE_KIND_LABELS: Readonly<Record<NodeKind, string>> = {
  start: '开始',
  task: '任务',
  decision: '判断',
  action: '自动动作',
  end: '结束',
};

/** Why an order waits, in words. */
export const SUSPEND_LABELS: Readonly<Record<SuspendReason, string>> = {
  'waiting-part': '等配件',
  'waiting-customer': '等客户',
  other: '其他原因',
};

const OUTCOME_LABELS: Readonly<Record<string, string>> = {
  done: '完成',
  absent: '客户不在',
  partly: '部分完成',
  return: '退回',
  returned: '退回',
  cancel: '取消',
  retry: '重试',
  skipped: '跳过',
  approved: '通过',
  rejected: '驳回',
  accepted: '已接单',
  exhausted: '无人接单',
  failed: '失败',
};

/** The word on the button of an outcome: the node's own, else the usual one, else the outcome itself. */
export function outcomeLabel(node: { readonly outcomeLabels?: Readonly<Record<string, string>> }, outcome: string): string {
  if (node.outcomeLabels && Object.hasOwn(node.outcomeLabels, outcome)) return node.outcomeLabels[outcome]!;
  return Object.hasOwn(OUTCOME_LABELS, outcome) ? OUTCOME_LABELS[outcome]! : outcome;
}

/** Why an event was refused, for people. */
export const FLOW_REFUSAL_MESSAGES: Readonly<Record<FlowRefusalCode, string>> = {
  CHANNEL_NOT_ALLOWED: '这个入口不能开此类工单',
  ROLE_NOT_ALLOWED: '您的岗位不能开此类工单',
  EVENT_MALFORMED: '操作内容不完整',
  EVENT_UNSUPPORTED: '当前流程不支持这个操作',
  FLOW_ENDED: '工单已经结束',
  FLOW_SUSPENDED: '工单已暂停，恢复后才能操作',
  NOT_SUSPENDED: '工单没有暂停',
  ALREADY_SUSPENDED: '工单已经暂停',
  OTHER_VERSION: '工单使用的是流程的另一个版本',
  TOKEN_UNKNOWN: '工单已经不在这个环节，请刷新',
  NOT_A_TASK: '这个环节由系统自动处理',
  NOT_AN_ACTION: '这个环节由人处理',
  OUTCOME_UNKNOWN: '这个环节没有该处理结果',
  NOT_ASSIGNED: '这个环节没有分配给您',
  TAKEN: '已由他人处理',
  ALREADY_CLAIMED: '您已经领取了这个环节',
  SAME_PERSON: '已经由此人处理',
  PARKED: '这个环节已停下，等待调度处理',
  NOT_PARKED: '这个环节没有停下，无需重试',
  TIMER_UNKNOWN: '计时已取消',
  TIMER_NOT_DUE: '计时未到',
  NO_DISPATCH: '这个流程没有派单环节，不能重新派单',
  ALREADY_SETTLED: '工单已经结算',
  FLOW_BROKEN: '流程配置有误，请联系管理员',
};

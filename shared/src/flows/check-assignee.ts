import { clipped, isObject } from '../forms/json.ts';
import { below, refuseUnknown } from '../forms/report.ts';
import type { FlowScope } from './check-flow.ts';

const PROPERTIES: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['person', ['person']],
  ['role', ['role']],
  ['holder', []],
  ['followup', []],
  ['outletOfRegion', []],
]);
const MAX_FALLBACKS = 5;

/** Checks a rule and its fallbacks: it must say someone who exists, or end in someone who surely does. */
export function checkAssignee(scope: FlowScope, rule: unknown, at: string, node: string, depth = 0): void {
  const { report } = scope;
  if (!isObject(rule)) {
    report.error('ASSIGNEE_EMPTY', at, '没有说明由谁处理', node);
    return;
  }
  const properties = PROPERTIES.get(rule.type);
  if (!properties) {
    report.error('ASSIGNEE_UNKNOWN', below(at, 'type'), `处理人规则「${clipped(rule.type)}」目前不支持`, node);
    return;
  }
  refuseUnknown(report, rule, ['type', 'fallback', ...properties], at, node);
  if (rule.type === 'person') {
    const fine = typeof rule.person === 'string' && rule.person !== '' && rule.person.length <= 64;
    if (!fine || (scope.people && !scope.people.includes(rule.person as string))) {
      report.error('ASSIGNEE_EMPTY', below(at, 'person'), '指定的处理人不存在', node);
    }
  }
  if (rule.type === 'role' && !scope.roles.includes(rule.role as string)) {
    report.error('ASSIGNEE_EMPTY', below(at, 'role'), `没有岗位「${clipped(rule.role)}」`, node);
  }
  if (rule.fallback !== undefined) {
    if (depth >= MAX_FALLBACKS) report.error('MALFORMED', below(at, 'fallback'), `后备处理人最多 ${MAX_FALLBACKS} 层`, node);
    else checkAssignee(scope, rule.fallback, below(at, 'fallback'), node, depth + 1);
  } else if (rule.type === 'followup' || rule.type === 'outletOfRegion') {
    const who = rule.type === 'followup' ? '客户可能没有跟进人' : '地区可能没有网点';
    report.error('ASSIGNEE_EMPTY', at, `${who}，需要后备处理人`, node);
  }
}

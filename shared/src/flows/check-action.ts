import { clipped, isObject } from '../forms/json.ts';
import { below, integerFault, refuseUnknown } from '../forms/report.ts';
import { checkValue } from '../forms/value.ts';
import { checkAssignee } from './check-assignee.ts';
import type { FlowScope } from './check-flow.ts';
import { ACTION_TYPES } from './definition.ts';
import { parseDuration } from './durations.ts';

const PROPERTIES: ReadonlyMap<unknown, readonly string[]> = new Map<(typeof ACTION_TYPES)[number], readonly string[]>([
  ['dispatch', ['mode', 'timeBox', 'rounds']],
  ['settle', []],
  ['quote', []],
  ['notify', ['template', 'to']],
  ['set', ['values']],
]);
const TEMPLATE = /^[a-z][a-z0-9-]{0,59}$/;
/** Values set by a flow are literals: no bound of theirs counts from today. */
const NO_DAY = '2000-01-01';

/** Checks an automatic action, or a notice on entering or leaving. */
export function checkAction(scope: FlowScope, action: unknown, at: string, node: string): void {
  const { report } = scope;
  if (!isObject(action)) {
    report.error('MALFORMED', at, '没有说明做什么', node);
    return;
  }
  const properties = PROPERTIES.get(action.type);
  if (!properties) {
    report.error(
      'ACTION_UNKNOWN',
      below(at, 'type'),
      `动作「${clipped(String(action.type))}」目前不支持，可用 ${ACTION_TYPES.join('、')}`,
      node,
    );
    return;
  }
  refuseUnknown(report, action, ['type', ...properties], at, node);
  const complain = (part: string, fault: string | null) => fault && report.error('MALFORMED', below(at, part), fault, node);
  if (action.type === 'dispatch') {
    complain('mode', action.mode === 'offer' ? null : '派单方式目前只有 offer');
    if (action.timeBox !== undefined && parseDuration(action.timeBox) === null) complain('timeBox', '时长写法如 PT15M');
    if (action.rounds !== undefined) complain('rounds', integerFault(action.rounds, 1, 50));
  }
  if (action.type === 'notify') {
    complain('template', typeof action.template === 'string' && TEMPLATE.test(action.template) ? null : '需要消息模板的代码');
    const toCustomer = isObject(action.to) && action.to.type === 'customer';
    if (toCustomer) refuseUnknown(report, action.to as Record<string, unknown>, ['type'], below(at, 'to'), node);
    else if (action.to !== undefined) checkAssignee(scope, action.to, below(at, 'to'), node);
  }
  if (action.type === 'set') checkSet(scope, action.values, below(at, 'values'), node);
}

function checkSet(scope: FlowScope, values: unknown, at: string, node: string): void {
  const { report, fields } = scope;
  if (!isObject(values) || Object.keys(values).length === 0) {
    report.error('MALFORMED', at, '需要至少一个字段的值', node);
    return;
  }
  for (const [key, value] of Object.entries(values)) {
    const path = below(at, clipped(key));
    const field = fields?.get(key);
    if (fields && !field) report.error('FIELD_UNKNOWN', path, `没有字段「${clipped(key)}」`, node);
    if (!field || value === null) continue;
    for (const error of checkValue(field, value, { today: NO_DAY })) report.error('MALFORMED', path, error.message, node);
  }
}
